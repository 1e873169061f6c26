"""Answers and budgets of many proposals as tables."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import gettext as _

from cop.calls.definition.questions import BaseQuestion
from cop.core import i18n, web
from cop.core.sheets import Cell
from cop.core.tables import MEDIA_TYPES, as_table
from cop.kernel.actor import Actor
from cop.kernel.translated import pick
from cop.proposals.budget_models import Funder
from cop.proposals.budget_reading import budget_in, headings_of
from cop.proposals.lists.cells import answer_cell
from cop.proposals.lists.handed_in import HandedIn, definitions_for, handed_in, questions_of
from cop.proposals.lists.models import Batch
from cop.proposals.lists.progress import keep
from cop.proposals.words import FUNDER_NAMES
from cop.taxonomy.countries import country_name
from cop.taxonomy.terms import vocabulary


def write_answers(batch: Batch, actor: Actor) -> None:
    """A row for each proposal, a column for each question that any version of the call asks."""
    definitions = definitions_for(batch)
    questions = questions_of(definitions, batch.stage)
    header = [
        _("Number"),
        _("Organisation"),
        _("Type"),
        _("Country"),
        _("Language"),
        _("Receipt"),
        _("Submitted"),
        _("Came on paper"),
    ]
    header += [pick(question.label, web.language()).text for question in questions]
    rows = (_answers(one, questions) for one in handed_in(batch, definitions))
    _write(batch, actor, "answers", header, rows)


def _answers(one: HandedIn, questions: Sequence[BaseQuestion]) -> list[Cell]:
    lead, language = one.content["organisation"], web.language()
    own = {question.code: question for stage in one.definition.stages for question in stage.questions}
    return [
        one.number,
        lead["name"],
        vocabulary("organisation_types").label(lead["kind"], language),
        country_name(lead["country"], language),
        i18n.language_name(one.content["language"], own=False),
        one.receipt,
        one.submitted_at.isoformat(timespec="seconds"),
        _("yes") if "on_paper" in one.content else _("no"),
        *(answer_cell(own.get(question.code, question), one.content) for question in questions),
    ]


def write_budgets(batch: Batch, actor: Actor) -> None:
    """A row for each line of each budget."""
    header = [_("Number"), _("Lead organisation"), _("Organisation"), *_line_labels()]
    rows = (line for one in handed_in(batch, definitions_for(batch)) for line in _lines(one, batch.stage))
    _write(batch, actor, "budgets", header, rows)


def _line_labels() -> list[str]:
    what = [_("Heading"), _("What for"), _("Year"), _("Unit"), _("Quantity"), _("Rate")]
    money = [_("Currency of the rate"), _("Exchange rate"), _("Cost"), _("Currency")]
    return [*what, *money, _("Paid by"), _("Name of the funder"), _("In kind")]


def _lines(one: HandedIn, stage: int) -> Iterator[list[Cell]]:
    budget = one.definition.stages[stage - 1].budget
    if budget is None:
        return
    priced, names = budget_in(one.content, budget), headings_of(budget)
    for line in priced.lines:
        yield [
            one.number,
            one.content["organisation"]["name"],
            priced.organisation(line.partner_key),
            names.get(line.heading, line.heading),
            line.description,
            line.year,
            line.unit,
            float(line.quantity),
            float(line.rate),
            line.currency,
            float(line.exchange),
            float(line.cost.amount),
            budget.currency,
            str(FUNDER_NAMES[Funder(line.funder)]),
            line.funder_name,
            _("yes") if line.is_in_kind else _("no"),
        ]


def _write(
    batch: Batch, actor: Actor, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    ending = batch.settings["ending"]
    file = f"{batch.call.code}-{name}.{ending}"
    keep(batch, as_table(ending, header, rows), name=file, media_type=MEDIA_TYPES[ending], actor=actor)
