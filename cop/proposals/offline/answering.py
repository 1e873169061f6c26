"""What a form that came back answers: read by the very forms of the pages, so that paper and screen take the same."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Field

from cop.calls.definition import questions as q
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Section, Stage
from cop.core.i18n import number, sentence
from cop.core.offline.form import Filled
from cop.kernel.errors import Invalid
from cop.proposals.budget_reading import Frame
from cop.proposals.offline.asking import said
from cop.proposals.offline.cells import Rows, below_head, text_in, typed_into
from cop.proposals.offline.keying import keyed
from cop.proposals.offline.lists import budget_in, partners_in
from cop.proposals.offline.written import LISTS, Row
from cop.proposals.rules.answers import OWN_PAGES
from cop.proposals.sections import form_class
from cop.proposals.tables import TableField


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read: of which question, where in its table if it has one, what stands there, and why not."""

    question: str
    why: str
    place: str = ""
    there: str = ""


@dataclass(slots=True)
class Answered:
    """Question code -> answer as a draft keeps it; `base` marks what each held when the form was downloaded (rules.merge)."""

    answers: dict[str, Any] = field(default_factory=dict)
    base: str = ""
    faults: list[Fault] = field(default_factory=list)


def answers_in(
    filled: Filled,
    stage: Stage,
    definition: CallDefinition,
    *,
    frame: Frame | None,
    language: str,
    partners: Sequence[Row] = (),
) -> Answered:
    """All that can be read of a form written in `language`, and every fault of the rest; `partners` are those of the draft."""
    found = Answered(base=" ".join(tag for tag, _rows in filled.items))
    given = _given(filled, stage, found)
    for section in stage.sections:
        _read_section(section, stage, definition, given, language, found)
    lists = [question for question in stage.questions if question.type in LISTS and question.code in given]
    for question in sorted(lists, key=lambda asked: asked.type == "budget"):
        _read_list(question, frame, given[question.code], language, found)
        if question.type == "partners" and (rows := found.answers.get(question.code)):
            found.answers[question.code] = rows = _each_with_key(rows, partners)
            frame = frame and replace(frame, also={row["name"]: row["key"] for row in rows})
    return found


def _each_with_key(rows: Sequence[Row], partners: Sequence[Row]) -> list[Row]:
    """The partners of a file, new ones with a new key: the lines of its budget say whose they are by it."""
    return [row | {"key": row["key"] or secrets.token_hex(8)} for row in keyed(rows, partners)]


def _given(filled: Filled, stage: Stage, found: Answered) -> dict[str, Rows]:
    """The rows of each question that is in the file once and is still asked."""
    given: dict[str, Rows] = {}
    codes = [tag.split(":")[0] for tag, _rows in filled.items]
    asked = {question.code: question for question in stage.questions if question.code not in stage.locked}
    for code, (_tag, rows) in zip(codes, filled.items, strict=True):
        if code not in asked:
            if there := text_in(below_head(rows) or rows):
                found.faults.append(Fault(code, _("This is not asked here, or not any more."), there=there))
        elif codes.count(code) == 1:
            given[code] = rows
        elif code not in [fault.question for fault in found.faults]:
            found.faults.append(Fault(code, _("This question is in the file more than once.")))
    return given


def _read_section(
    section: Section,
    stage: Stage,
    definition: CallDefinition,
    given: Mapping[str, Rows],
    language: str,
    found: Answered,
) -> None:
    asked = [
        question
        for question in section.questions
        if question.code in given and question.type not in OWN_PAGES
    ]
    typed: MultiDict[str, str] = MultiDict()
    readable = []
    for question in asked:
        try:
            pairs = typed_into(question, given[question.code], definition, language=language)
        except Invalid as error:
            there = text_in(given[question.code])
            found.faults.append(Fault(question.code, sentence(error.message), there=there))
        else:
            readable.append(question)
            typed.update(MultiDict(pairs))
    form = form_class(section, stage, definition)(formdata=typed)
    form.validate()
    answers = form.value()
    for question in readable:
        if faults := list(_faults(question, form[question.code], given[question.code])):
            found.faults += faults
        else:
            found.answers[question.code] = answers[question.code]


def _faults(question: q.Question, field: Field, rows: Rows) -> Iterator[Fault]:
    """What a field refuses."""
    if not isinstance(field, TableField):
        yield from (Fault(question.code, str(why), there=text_in(rows)) for why in field.errors)
        return
    for row, entry in enumerate(field.entries, 1):
        for cell in entry.form:
            for why in cell.errors:
                place = f"{_('Row %(number)s', number=number(row))} · {cell.label.text}"
                yield Fault(question.code, str(why), place, str(cell.data or "")[:60])


def _read_list(question: q.Question, frame: Frame | None, rows: Rows, language: str, found: Answered) -> None:
    """Partners and budget, which have pages of their own."""
    try:
        if question.type == "partners":
            lines, faults = partners_in(rows, language=language)
        else:
            lines, faults = budget_in(rows, frame, language=language)
    except Invalid as error:
        found.faults.append(Fault(question.code, sentence(error.message)))
        return
    found.faults += [Fault(question.code, why, place, there) for place, there, why in faults]
    if not faults:
        found.answers[question.code] = lines


def label_of(code: str, stage: Stage) -> str:
    """How the question is called; its code where it is asked no more."""
    return next((said(question.label) for question in stage.questions if question.code == code), code)
