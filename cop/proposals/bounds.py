"""What an answer must keep to, said before it is written: on the page of its section and on paper."""

from datetime import date
from decimal import Decimal

from flask_babel import gettext as _

from cop.calls.definition import questions as q
from cop.calls.definition.definition import CallDefinition
from cop.core import i18n
from cop.core.i18n import number


def bounds_of(question: q.BaseQuestion, definition: CallDefinition) -> list[str]:
    """Sentences in the reader's language; nothing for what has no bounds, or shows them as it is written."""
    match question:
        case q.SeveralQuestion():
            return _most_chosen(question.at_most)
        case q.CountriesQuestion():
            return [_("One country a line.")] * (question.among == "any") + _most_chosen(question.at_most)
        case q.DateQuestion():
            return _days(question.minimum, question.maximum)
        case q.PeriodQuestion():
            limits = definition.duration_months
            return _between(question.minimum or limits.min, question.maximum or limits.max)
        case q.NumberQuestion() | q.MoneyQuestion():
            return _between(question.minimum, question.maximum)
    return []


def _most_chosen(most: int | None) -> list[str]:
    return [] if most is None else [_("Choose at most %(most)s.", most=number(most))]


def _days(first: date | None, last: date | None) -> list[str]:
    lines = [] if first is None else [_("Not before %(day)s.", day=i18n.day(first))]
    return lines if last is None else [*lines, _("Not after %(day)s.", day=i18n.day(last))]


def _between(least: Decimal | int | None, most: Decimal | int | None) -> list[str]:
    lines = [] if least is None else [_("At least %(least)s.", least=number(least))]
    return lines if most is None else [*lines, _("At most %(most)s.", most=number(most))]
