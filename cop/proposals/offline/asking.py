"""A stage's form to fill in away from the site, in the reader's language, with what a draft holds or empty."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from cop.calls.definition import questions as q
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Section, Stage
from cop.core import i18n, web
from cop.core.offline.form import Item, OfflineForm, Part
from cop.kernel.translated import pick
from cop.proposals.budget_models import BudgetLine
from cop.proposals.budget_reading import Frame
from cop.proposals.budget_sheet import columns_of, row_of
from cop.proposals.fields import shown
from cop.proposals.offline.choices import choices_for, partner_kinds
from cop.proposals.offline.identity import Identity
from cop.proposals.offline.words import limits_of
from cop.proposals.rules.merge import mark_of
from cop.proposals.services.plain import values_of
from cop.proposals.services.write import BUDGET
from cop.taxonomy.countries import country_name
from cop.taxonomy.terms import vocabulary

MORE_LINES, MORE_ROWS = 20, 5


def form_for(
    stage: Stage,
    definition: CallDefinition,
    written: Mapping[str, Any],
    *,
    frame: Frame | None,
    identity: Identity,
    title: str = "",
) -> OfflineForm:
    """`written` is what a draft holds (offline.written.written_in), `frame` what its budget may say, `title` how it is called."""
    parts = [_part(section, stage, definition, written, frame) for section in stage.sections]
    return OfflineForm(
        title=said(definition.title),
        subtitle=" · ".join(filter(None, (said(stage.title), title))),
        notes=_guide(definition),
        parts=parts,
        identity=str(identity),
        leave_it=_("Please leave this line as it is: by it the site knows which form this is."),
        language=web.language(),
        is_rtl=i18n.text_direction() == "rtl",
    )


def said(texts: Mapping[str, str]) -> str:
    return pick(texts, web.language()).text


def _guide(definition: CallDefinition) -> list[str]:
    languages = i18n.join([i18n.language_name(code, own=False) for code in definition.proposal_languages])
    return [
        _("Write below each question, in the empty field. Tables may be given more rows."),
        _("Leave the small codes in square brackets as they are: by them each answer finds its place again."),
        _(
            "This form is no application: send it back into a draft on the site, where it is checked and handed in."
        ),
        _("Proposals may be written in: %(languages)s.", languages=languages),
    ]


def _part(
    section: Section,
    stage: Stage,
    definition: CallDefinition,
    written: Mapping[str, Any],
    frame: Frame | None,
) -> Part:
    notes = [said(section.help)] if section.help else []
    items = [_item(question, stage, definition, written, frame) for question in section.questions]
    return Part(said(section.title), notes, items)


def _item(
    question: q.Question,
    stage: Stage,
    definition: CallDefinition,
    written: Mapping[str, Any],
    frame: Frame | None,
) -> Item:
    answer = written.get(question.code)
    label = said(question.label) + ("" if question.required else " " + _("(optional)"))
    notes = limits_of(question, stage, definition)
    if question.type == "document":
        return Item("", label, [*notes, _("Documents are sent on the site.")])
    if question.code in stage.locked:
        return Item(
            "", label, [*notes, _("Settled in the concept note"), *_settled(question, answer, definition)]
        )
    if question.type == "budget" and frame:
        return _budget(f"{question.code}:{mark_of(answer)}", label, notes, answer or (), frame)
    return _to_fill_in(question, definition, answer, label=label, notes=notes)


def _to_fill_in(
    question: q.Question,
    definition: CallDefinition,
    answer: Any,
    *,
    label: str,
    notes: Sequence[str],
) -> Item:
    tag = f"{question.code}:{mark_of(answer)}"
    if options := choices_for(question, definition):
        return _to_mark(tag, label, notes, options, question, answer)
    match question:
        case q.TableQuestion():
            heads = [said(column.label) for column in question.columns]
            rows = [[row.get(column.code, "") for column in question.columns] for row in answer or ()]
            room = min(MORE_ROWS, question.at_most - len(rows))
            return Item(tag, label, notes, heads, rows, room=max(0, room))
        case q.PartnersQuestion():
            return _partners(tag, label, notes, answer or ())
    lines = 12 if isinstance(question, q.LongTextQuestion) else 1
    return Item(tag, label, notes, rows=[[as_text(question, answer)]], lines=lines)


def _to_mark(
    tag: str, label: str, notes: Sequence[str], options: Mapping[str, str], question: q.Question, answer: Any
) -> Item:
    chosen = answer if isinstance(answer, list) else [shown(question, answer)]
    rows = [[option, "x" if code in chosen else ""] for code, option in options.items()]
    several = isinstance(question, q.SeveralQuestion | q.CountriesQuestion)
    mark = _("Mark with an x") if several else _("Mark one with an x")
    return Item(tag, label, notes, [_("Answer"), mark], rows, choices={1: ["x"]})


def as_text(question: q.Question, answer: Any) -> str:
    """An answer as somebody would type it in the reader's language."""
    if answer in (None, "", []):
        return ""
    match question:
        case q.NumberQuestion() | q.MoneyQuestion():
            return exact(Decimal(str(answer)))
        case q.PeriodQuestion():
            return i18n.number(answer)
        case q.CountryQuestion():
            return country_name(answer, web.language())
    return str(shown(question, answer) if question.type == "countries" else answer)


def exact(value: Decimal) -> str:
    """With all its decimals: what comes back unchanged must be the same."""
    exponent = value.as_tuple().exponent
    return i18n.number(value, digits=max(0, -int(exponent)))


def _settled(question: q.Question, answer: Any, definition: CallDefinition) -> list[str]:
    """What the call locks is there to read."""
    options = choices_for(question, definition)
    given = answer if isinstance(answer, list) else [shown(question, answer)]
    if options:
        return [i18n.join([option for code, option in options.items() if code in given])]
    if isinstance(question, q.TableQuestion):
        return [" · ".join(row.values()) for row in answer or ()]
    return as_text(question, answer).split("\n")


def _partners(tag: str, label: str, notes: Sequence[str], partners: Sequence[Mapping[str, str]]) -> Item:
    here, kinds = web.language(), vocabulary("organisation_types")
    rows = [
        [row["name"], kinds.label(row["kind"], here), country_name(row["country"], here), row["part"]]
        for row in partners
    ]
    heads = [_("Name"), _("Type"), _("Country"), _("Its part in the project")]
    offered = list(partner_kinds(here).values())
    return Item(
        tag,
        label,
        [*notes, _("Type") + ": " + " · ".join(offered)],
        heads,
        rows,
        choices={1: offered},
        room=MORE_ROWS,
    )


def _budget(
    tag: str, label: str, notes: Sequence[str], lines: Sequence[dict[str, Any]], frame: Frame
) -> Item:
    """As the budget's own sheet has it, without the columns that it works out."""
    columns = columns_of(frame)
    typed = [place for place, column in enumerate(columns) if not column.formula]
    made = [
        BudgetLine(position=n, **values_of(BudgetLine, row, BUDGET.columns)) for n, row in enumerate(lines)
    ]
    rows = [row_of(line, frame) for line in frame.priced(made).lines]
    offered = {n: columns[place].choices for n, place in enumerate(typed) if columns[place].choices}
    hints = [f"{columns[typed[n]].label}: {' · '.join(choices)}" for n, choices in offered.items()]
    return Item(
        tag,
        label,
        [*notes, *hints, _("Organisation: a partner too, by the name that it has in this form.")],
        [columns[place].label for place in typed],
        [[row[place] for place in typed] for row in rows],
        choices=offered,
        room=MORE_LINES,
    )
