"""The questions of a form, one class for each type of answer."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from cop.calls.definition.texts import Amount, Code, Part, Text, plain

Fact = Literal[
    "title",
    "summary",
    "countries",
    "themes",
    "duration",
    "requested_grant",
    "total_cost",
    "own_contribution",
    "women",
    "men",
]
"""What an answer is for the rules and lists that read across calls. Where a stage has a budget, its sums win.

`women` and `men` are how many there are in the team.
"""

Among = Literal["any", "target", "partner"]
"""Which countries may be chosen: every one, the call's target countries, its partner countries."""

Format = Literal["pdf", "docx", "odt", "xlsx", "ods", "jpg", "png"]
Number = Annotated[Decimal, AfterValidator(plain)]


class Condition(Part):
    """Ask only those who answered `question` with `answer`: an option, or `yes` or `no`."""

    question: Code
    answer: Code


class BaseQuestion(Part):
    """What all questions have. `code` names the answer; it is unique in its stage."""

    code: Code
    label: Text
    help: Text | None = None
    required: bool = True
    fact: Fact | None = None
    asked_if: Condition | None = None


class Option(Part):
    """One answer of those to choose from."""

    code: Code
    text: Text


class ShortTextQuestion(BaseQuestion):
    """One line of at most `max_length` characters."""

    type: Literal["short_text"]
    max_length: int = Field(default=200, ge=1, le=255)


class LongTextQuestion(BaseQuestion):
    """Paragraphs of at most `max_words` words."""

    type: Literal["long_text"]
    max_words: int = Field(ge=1, le=10_000)


class ChoiceQuestion(BaseQuestion):
    """One of the options."""

    type: Literal["choice"]
    options: tuple[Option, ...] = Field(min_length=2)


class SeveralQuestion(BaseQuestion):
    """Some of the options, at most `at_most`; None is any number."""

    type: Literal["several"]
    options: tuple[Option, ...] = Field(min_length=2)
    at_most: int | None = Field(default=None, ge=1)


class NumberQuestion(BaseQuestion):
    """A number; `unit` is said after it."""

    type: Literal["number"]
    minimum: Number | None = None
    maximum: Number | None = None
    whole: bool = True
    unit: Text | None = None


class MoneyQuestion(BaseQuestion):
    """An amount in the call's currency."""

    type: Literal["money"]
    minimum: Amount | None = None
    maximum: Amount | None = None


class DateQuestion(BaseQuestion):
    """A day from `minimum` to `maximum`, both included."""

    type: Literal["date"]
    minimum: date | None = None
    maximum: date | None = None


class PeriodQuestion(BaseQuestion):
    """A number of months; without limits of its own, within the call's `duration_months`."""

    type: Literal["period"]
    minimum: int | None = Field(default=None, ge=1)
    maximum: int | None = Field(default=None, ge=1)


class CountryQuestion(BaseQuestion):
    """One country."""

    type: Literal["country"]
    among: Among = "any"


class CountriesQuestion(BaseQuestion):
    """One country or more."""

    type: Literal["countries"]
    among: Among = "any"
    at_most: int | None = Field(default=None, ge=1)


ASKING_COUNTRIES = ("country", "countries")
"""The types of question whose answer is countries."""


class OrganisationTypeQuestion(BaseQuestion):
    """A term of the vocabulary organisation_types."""

    type: Literal["organisation_type"]


class PartnersQuestion(BaseQuestion):
    """The list of partner organisations: name, type, country, part in the project."""

    type: Literal["partners"]
    at_least: int = Field(default=0, ge=0)
    at_most: int = Field(default=10, ge=1, le=50)


class BudgetQuestion(BaseQuestion):
    """The budget table, under the headings of the stage's budget."""

    type: Literal["budget"]


class DocumentQuestion(BaseQuestion):
    """A file in one of `formats`, of at most `max_mb` megabytes."""

    type: Literal["document"]
    formats: tuple[Format, ...] = Field(default=("pdf", "docx", "odt"), min_length=1)
    max_mb: int = Field(default=10, ge=1, le=100)


class YesNoQuestion(BaseQuestion):
    """Yes or no."""

    type: Literal["yes_no"]


class DeclarationQuestion(BaseQuestion):
    """Something to declare besides what everybody declares when handing in; `text` is what is declared."""

    type: Literal["declaration"]
    text: Text


class Column(Part):
    """One column of a table, in which a line is written."""

    code: Code
    label: Text


class TableQuestion(BaseQuestion):
    """Rows of the same columns: a logical framework, an action plan by month."""

    type: Literal["table"]
    columns: tuple[Column, ...] = Field(min_length=1, max_length=8)
    at_most: int = Field(default=20, ge=1, le=60)


Question = Annotated[
    ShortTextQuestion
    | LongTextQuestion
    | ChoiceQuestion
    | SeveralQuestion
    | NumberQuestion
    | MoneyQuestion
    | DateQuestion
    | PeriodQuestion
    | CountryQuestion
    | CountriesQuestion
    | OrganisationTypeQuestion
    | PartnersQuestion
    | BudgetQuestion
    | DocumentQuestion
    | YesNoQuestion
    | DeclarationQuestion
    | TableQuestion,
    Field(discriminator="type"),
]
