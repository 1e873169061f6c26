"""Reads of the secretariat's lists: rows of a filter, what there is to choose from, saved filters, batches."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from cop.calls.definition.definition import CallDefinition
from cop.calls.models import CallStage
from cop.core import kept
from cop.core.db import db
from cop.directory.models import Organisation
from cop.kernel.actor import Actor
from cop.proposals.deadlines import effective_closing
from cop.proposals.lists.filters import Filter
from cop.proposals.lists.models import Batch, SavedFilter
from cop.proposals.lists.rules import sees_batches
from cop.proposals.models import Proposal, Submission
from cop.proposals.paper import came_on_paper
from cop.proposals.queries import standing_in, that_counts
from cop.proposals.states import ProposalState

LISTED = (
    Proposal.id,
    Proposal.number,
    Proposal.title,
    Proposal.language,
    Proposal.stage,
    Proposal.state,
    Organisation.name.label("lead"),
    Organisation.kind.label("lead_kind"),
    Organisation.country,
    Submission.requested,
    Submission.currency,
    Submission.submitted_at,
)
"""The columns of a list of proposals; what they say, a hundred kilobytes a page of rows, stays in the database."""

_SORTS: Mapping[str, Any] = {
    "number": Proposal.number,
    "organisation": Organisation.name,
    "kind": Organisation.kind,
    "country": Organisation.country,
    "language": Proposal.language,
    "state": Proposal.state,
    "requested": Submission.requested,
    "submitted": Submission.submitted_at,
}


def listed(call_id: int, wanted: Filter, definition: CallDefinition) -> Select[*tuple[Any, ...]]:
    """Rows of LISTED that `wanted` lets through, with `closes_at`, when the present stage closes for each.

    `on_paper` says whether that stage came on paper.
    What a submission holds is None where nothing was handed in; `themes` and `documents` are read only if shown.
    """
    column = _SORTS[wanted.sort.removeprefix("-")]
    more: list[Any] = [effective_closing().label("closes_at"), came_on_paper(wanted.stage).label("on_paper")]
    if "themes" in wanted.column:
        more.append(_answer_to("themes", wanted, definition).label("themes"))
    if "documents" in wanted.column:
        more.append(Submission.content["documents"].label("documents"))
    return (
        _narrowed(select(*LISTED, *more), call_id, wanted, definition)
        .join(CallStage, (CallStage.call_id == Proposal.call_id) & (CallStage.number == Proposal.stage))
        .order_by(column.desc() if wanted.sort.startswith("-") else column.asc(), Proposal.id)
    )


def matching_ids(call_id: int, wanted: Filter, definition: CallDefinition) -> list[int]:
    """The ids of all that `wanted` lets through, by number."""
    statement = _narrowed(select(Proposal.id), call_id, wanted, definition)
    return list(db.session.scalars(statement.order_by(Proposal.number)))


def facts_of(call_id: int, wanted: Filter, definition: CallDefinition) -> Sequence[Any]:
    """Country, kind, language, themes, women and men of each that `wanted` lets through; None where nothing tells it."""
    facts = (_answer_to(fact, wanted, definition).label(fact) for fact in ("themes", "women", "men"))
    columns = (Organisation.country, Organisation.kind, Proposal.language, *facts)
    return db.session.execute(_narrowed(select(*columns), call_id, wanted, definition)).all()


def marked_ids(call_id: int, stage: int, chosen: Sequence[int]) -> list[int]:
    """Those of `chosen` that are proposals of the call in `stage`, by number."""
    statement = select(Proposal.id).where(
        Proposal.call_id == call_id, Proposal.stage >= stage, Proposal.id.in_(chosen)
    )
    return list(db.session.scalars(statement.order_by(Proposal.number)))


def _narrowed(
    statement: Select[*tuple[Any, ...]], call_id: int, wanted: Filter, definition: CallDefinition
) -> Select[*tuple[Any, ...]]:
    return (
        statement.select_from(Proposal)
        .join(Proposal.organisation)
        .outerjoin(Submission, (Submission.proposal_id == Proposal.id) & that_counts(wanted.stage))
        .where(Proposal.call_id == call_id, *_reached(wanted.stage), *_conditions(wanted, definition))
    )


def _reached(stage: int) -> list[ColumnElement[bool]]:
    """Every proposal has reached the first stage: to say so would only keep the database from reading them in order."""
    return [Proposal.stage >= stage] if stage > 1 else []


def _conditions(wanted: Filter, definition: CallDefinition) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state:
        found.append(standing_in(wanted.stage).in_([ProposalState(code) for code in wanted.state]))
    chosen = (
        (Organisation.country, wanted.country),
        (Organisation.kind, wanted.kind),
        (Proposal.language, wanted.written),
    )
    found += [column.in_(codes) for column, codes in chosen if codes]
    if wanted.least is not None:
        found.append(Submission.requested >= wanted.least)
    if wanted.most is not None:
        found.append(Submission.requested <= wanted.most)
    if wanted.q:
        names = (Proposal.number, Proposal.title, Organisation.name)
        found.append(or_(*(name.icontains(wanted.q, autoescape=True) for name in names)))
    if wanted.theme:
        said = _answer_to("themes", wanted, definition).as_string()
        found.append(
            or_(*(or_(said == code, said.contains(f'"{code}"', autoescape=True)) for code in wanted.theme))
        )
    if wanted.documents:
        papers = Submission.content["documents"].as_string()
        found.append(papers == "[]" if wanted.documents == "without" else papers != "[]")
    return found


def _answer_to(fact: str, wanted: Filter, definition: CallDefinition) -> Any:
    """What was handed in as `fact`, as JSON; null where the stage does not ask."""
    stage = definition.stages[min(wanted.stage, len(definition.stages)) - 1]
    question = stage.question_for(fact)
    return Submission.content["answers"][question.code if question else ""]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many proposals of a stage there are by what they can be filtered by."""

    state: Counter[str]
    country: Counter[str]
    kind: Counter[str]
    language: Counter[str]

    @property
    def total(self) -> int:
        return self.state.total()


def counts_of(call_id: int, *, stage: int) -> Counts:
    """What there is to choose from: counted over all proposals of the call, and kept until something changes."""
    return kept.until_change(lambda: _counted(call_id, stage), "proposals.counts", call_id, stage)


def _counted(call_id: int, stage: int) -> Counts:
    keys = (standing_in(stage).label("standing"), Organisation.country, Organisation.kind, Proposal.language)
    statement = (
        select(*keys, func.count())
        .select_from(Proposal)
        .join(Proposal.organisation)
        .where(Proposal.call_id == call_id, *_reached(stage))
        .group_by(*keys)
    )
    found = Counts(Counter(), Counter(), Counter(), Counter())
    for state, country, kind, language, count in db.session.execute(statement):
        found.state[state.value] += count
        found.country[country] += count
        found.kind[kind] += count
        found.language[language] += count
    return found


def filters_for(call_id: int, actor: Actor) -> Sequence[SavedFilter]:
    """The actor's own saved filters and those that others share, by name."""
    return db.session.scalars(
        select(SavedFilter)
        .where(
            SavedFilter.call_id == call_id, SavedFilter.is_shared | (SavedFilter.owner_id == actor.user_id)
        )
        .options(joinedload(SavedFilter.owner))
        .order_by(SavedFilter.name, SavedFilter.id)
    ).all()


def visible_to(actor: Actor) -> Select[Batch]:
    """The batches that `actor` may see, newest first; the twin of rules.can_see_batch."""
    statement = select(Batch).order_by(Batch.id.desc())
    return statement if sees_batches(actor) else statement.where(Batch.asked_by == actor.user_id)


def batch_by_id(call_id: int, batch_id: int, actor: Actor) -> Batch | None:
    """One batch with its files and who asked for it."""
    statement = visible_to(actor).where(Batch.call_id == call_id, Batch.id == batch_id)
    return (
        db.session.scalars(statement.options(joinedload(Batch.person), joinedload(Batch.files)))
        .unique()
        .one_or_none()
    )


def batches_of(call_id: int, actor: Actor) -> Sequence[Batch]:
    """The newest batches of a call."""
    statement = visible_to(actor).where(Batch.call_id == call_id).limit(50)
    return db.session.scalars(statement.options(joinedload(Batch.person))).all()
