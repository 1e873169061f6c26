"""What a question on paper says of its answer: the help, and what it must keep to."""

from flask_babel import gettext as _
from flask_babel import ngettext

from cop.calls.definition import questions as q
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Stage
from cop.core import i18n, web
from cop.core.i18n import number
from cop.kernel.translated import pick
from cop.proposals.bounds import bounds_of
from cop.proposals.fields import hint_of


def limits_of(question: q.Question, stage: Stage, definition: CallDefinition) -> list[str]:
    """Lines in the reader's language."""
    hint = hint_of(question, stage).striptags()
    lines = [hint, *_limits(question, definition)]
    if isinstance(question, q.DeclarationQuestion):
        lines.insert(0, pick(question.text, web.language()).text)
    return [line for line in lines if line]


def _limits(question: q.Question, definition: CallDefinition) -> list[str]:  # noqa: PLR0911 - one line for each kind of question
    match question:
        case q.ShortTextQuestion():
            return [_("At most %(most)s characters.", most=number(question.max_length))]
        case q.LongTextQuestion():
            return [ngettext("At most %(num)s word", "At most %(num)s words", question.max_words)]
        case q.SeveralQuestion() | q.CountriesQuestion():
            return bounds_of(question, definition)
        case q.TableQuestion():
            return [_("At most %(most)s rows.", most=number(question.at_most))]
        case q.PartnersQuestion():
            return [ngettext("At most %(num)s partner", "At most %(num)s partners", question.at_most)]
        case q.DateQuestion():
            how = _("Write the day as year-month-day, for example %(example)s.", example="2027-03-31")
            return [how, *bounds_of(question, definition)]
        case q.DocumentQuestion():
            formats = i18n.join([kind.upper() for kind in question.formats])
            size = question.max_mb
            return [_("A file: %(formats)s, at most %(size)s MB", formats=formats, size=size)]
        case q.PeriodQuestion():
            return [_("In months."), *bounds_of(question, definition)]
        case q.NumberQuestion() | q.MoneyQuestion():
            return [*_unit(question, definition), *bounds_of(question, definition)]
    return []


def _unit(question: q.NumberQuestion | q.MoneyQuestion, definition: CallDefinition) -> list[str]:
    if isinstance(question, q.MoneyQuestion):
        return [_("In %(currency)s.", currency=definition.currency)]
    return [pick(question.unit, web.language()).text] if question.unit else []
