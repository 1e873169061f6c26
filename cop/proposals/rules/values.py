"""Whether one answer keeps within the limits of its question."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.questions import (
    ChoiceQuestion,
    CountriesQuestion,
    CountryQuestion,
    DateQuestion,
    LongTextQuestion,
    MoneyQuestion,
    NumberQuestion,
    PeriodQuestion,
    Question,
    SeveralQuestion,
    ShortTextQuestion,
    TableQuestion,
)
from cop.kernel.messages import N_, Message, say
from cop.kernel.numbers import count_words


def value_problem(  # noqa: PLR0911 - one line for each kind of question
    question: Question, value: Any, definition: CallDefinition
) -> Message | None:
    """Why an answer breaks its question's limits, or None."""
    match question:
        case ShortTextQuestion() | LongTextQuestion():
            return _text_problem(value, question)
        case ChoiceQuestion() | CountryQuestion():
            return _choice_problem([value], _offered(question, definition))
        case SeveralQuestion() | CountriesQuestion():
            return _choice_problem(value, _offered(question, definition), at_most=question.at_most)
        case TableQuestion():
            too_many = len(value) > question.at_most
            return say(N_("At most %(most)s rows."), most=question.at_most) if too_many else None
        case DateQuestion():
            return _date_problem(date.fromisoformat(value), question)
        case PeriodQuestion() | NumberQuestion() | MoneyQuestion():
            return _number_problem(Decimal(str(value)), question, definition)
    return None


def _text_problem(text: str, question: ShortTextQuestion | LongTextQuestion) -> Message | None:
    if isinstance(question, ShortTextQuestion):
        too_long = len(text) > question.max_length
        return say(N_("At most %(most)s characters."), most=question.max_length) if too_long else None
    words = count_words(text)
    if words <= question.max_words:
        return None
    return say(N_("%(words)s words are too many; at most %(most)s."), words=words, most=question.max_words)


def _offered(
    question: ChoiceQuestion | SeveralQuestion | CountryQuestion | CountriesQuestion,
    definition: CallDefinition,
) -> Collection[str] | None:
    """What may be chosen; None is every country."""
    if isinstance(question, ChoiceQuestion | SeveralQuestion):
        return {option.code for option in question.options}
    if question.among == "any":
        return None
    return definition.target_countries if question.among == "target" else definition.partner_countries


def _choice_problem(
    chosen: Collection[str], offered: Collection[str] | None, *, at_most: int | None = None
) -> Message | None:
    """An answer that is not offered comes from an earlier version or stage, where it was."""
    if offered is not None and not set(chosen) <= set(offered):
        return say(N_("This choice is not offered here. Please choose again."))
    if at_most is not None and len(chosen) > at_most:
        return say(N_("Choose at most %(most)s."), most=at_most)
    return None


def _date_problem(day: date, question: DateQuestion) -> Message | None:
    if question.minimum is not None and day < question.minimum:
        return say(N_("Not before %(day)s."), day=question.minimum)
    if question.maximum is not None and day > question.maximum:
        return say(N_("Not after %(day)s."), day=question.maximum)
    return None


def _number_problem(
    number: Decimal, question: PeriodQuestion | NumberQuestion | MoneyQuestion, definition: CallDefinition
) -> Message | None:
    """A period without limits of its own has the call's."""
    least: Decimal | int | None = question.minimum
    most: Decimal | int | None = question.maximum
    if isinstance(question, PeriodQuestion):
        least, most = (
            least or definition.duration_months.min,
            most or definition.duration_months.max,
        )
    if isinstance(question, NumberQuestion) and question.whole and number != number.to_integral_value():
        return say(N_("Write a whole number."))
    if isinstance(question, MoneyQuestion) and number != round(number, 2):
        return say(N_("At most two decimals."))
    if least is not None and number < least:
        return say(N_("At least %(least)s."), least=least)
    if most is not None and number > most:
        return say(N_("At most %(most)s."), most=most)
    return None
