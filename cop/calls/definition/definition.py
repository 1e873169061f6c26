"""A call for proposals as data: everything that differs from one call to the next."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, JsonValue

from cop.calls.definition.letters import Letters
from cop.calls.definition.stages import Selection, Stage
from cop.calls.definition.texts import (
    Amount,
    Code,
    Country,
    Currency,
    Months,
    ParagraphCode,
    Part,
    Text,
    plain,
)
from cop.kernel.money import Money

Share = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2), AfterValidator(plain)]


class Envelope(Part):
    """All that the call can grant."""

    amount: Amount
    currency: Currency

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)


class Grant(Part):
    """One grant: from `min` to `max` units of the envelope's currency, and what share of eligible cost it may pay."""

    min: Amount
    max: Amount
    share_min: Share = Decimal(0)
    share_max: Share = Decimal(100)


class Duration(Part):
    """How many months a project may last, both included."""

    min: Months
    max: Months


class Paragraph(Part):
    """A numbered paragraph of the call, which decisions refer to."""

    code: ParagraphCode
    text: Text


class EligibilityRule(Part):
    """A named rule of cop.calls.eligibility with its parameters, and the paragraph it rests on."""

    rule: Code
    params: dict[str, JsonValue] = Field(default_factory=dict)
    paragraph: ParagraphCode


class AskedFirst(Part):
    """A question for the reader of the call, before anything is written. Another answer than `expected` gets `otherwise`."""

    code: Code
    text: Text
    expected: bool = True
    otherwise: Text
    paragraph: ParagraphCode | None = None


class PublicDocument(Part):
    """A document that is published with the call."""

    code: Code
    kind: Literal["guidelines", "form", "annex", "faq"]
    title: Text


class CallDefinition(Part):
    """A call. The first of `languages` is the authoritative one; applicants may write in `proposal_languages`."""

    code: Code
    programme: Code
    languages: tuple[str, ...] = Field(min_length=1)
    proposal_languages: tuple[str, ...] = Field(min_length=1)
    title: Text
    summary: Text
    about: Text
    envelope: Envelope
    grant: Grant
    duration_months: Duration
    themes: tuple[Code, ...] = ()
    sectors: tuple[Code, ...] = ()
    target_countries: tuple[Country, ...] = Field(min_length=1)
    partner_countries: tuple[Country, ...] = ()
    who_may_apply: tuple[Paragraph, ...] = Field(min_length=1)
    eligibility: tuple[EligibilityRule, ...] = ()
    ask_before_applying: tuple[AskedFirst, ...] = ()
    documents_public: tuple[PublicDocument, ...] = ()
    stages: tuple[Stage, ...] = Field(min_length=1, max_length=2)
    reserve: bool = True
    letters: Letters

    @property
    def authoritative(self) -> str:
        """The language whose text holds when two differ."""
        return self.languages[0]

    @property
    def currency(self) -> str:
        return self.envelope.currency

    @property
    def last_stage(self) -> Stage:
        return self.stages[-1]

    @property
    def selection(self) -> Selection:
        """How the last stage is cut."""
        return self.last_stage.selection

    def stage(self, number: int) -> Stage:
        """Stage 1 or 2; KeyError when the call has no such stage."""
        if not 1 <= number <= len(self.stages):
            raise KeyError(number)
        return self.stages[number - 1]

    def grant_question(self, stage: Stage) -> str | None:
        """The code of the question that asks for the grant; None where the budget tells it."""
        question = stage.question_for("requested_grant")
        return question.code if question else None

    def selection_limits(self, stage: int) -> tuple[Decimal | None, int | None]:
        """How much money and how many places the ranking of `stage` is cut at; None is no limit.

        Invitations may go over the envelope; grants never do, even where places are counted.
        """
        selection = self.stage(stage).selection
        counts_money = selection.cut == "envelope" or stage == len(self.stages)
        money = self.envelope.amount * selection.envelope_percent / 100 if counts_money else None
        return money, selection.places

    def paragraph(self, code: str) -> Paragraph:
        """The paragraph numbered `code`; KeyError when there is none."""
        for paragraph in self.who_may_apply:
            if paragraph.code == code:
                return paragraph
        raise KeyError(code)

    def with_windows(self, windows: Sequence[tuple[datetime, datetime]]) -> Self:
        """The same call at other times: `windows` are (opens, closes) of each stage, aware instants, cut to the minute.

        Each is kept as the clock of the stage's zone shows it. Raises ValueError unless there is one for each stage.
        """
        stages = tuple(
            stage.model_copy(update={"window": stage.window.moved(opens, closes)})
            for stage, (opens, closes) in zip(self.stages, windows, strict=True)
        )
        return self.model_copy(update={"stages": stages})

    def to_json(self) -> dict[str, Any]:
        """The whole as JSON values, defaults written out: a snapshot keeps its meaning when a default changes."""
        return self.model_dump(mode="json")

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """A definition from `to_json`. It held when it was published, so cross-checks of today are not asked again."""
        return cls.model_validate(data)
