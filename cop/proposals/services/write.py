"""Write a draft: answers and lists of rows. Nothing that was typed is refused for being unfinished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cop.activity.services import record
from cop.calls.queries import definition_of
from cop.core.db import Base, db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, NotFound, Refused, Stale, TooLate
from cop.kernel.ids import canonical_json, digest
from cop.kernel.messages import N_, say
from cop.proposals.budget_models import BudgetLine
from cop.proposals.content import title_of
from cop.proposals.deadlines import window_for
from cop.proposals.models import Partner, Proposal, StageDraft
from cop.proposals.queries import draft_of
from cop.proposals.rules.answers import refuse_locked
from cop.proposals.rules.merge import merged
from cop.proposals.rules.standing import counted_at, is_in_writing
from cop.proposals.rules.team import is_team, with_keys
from cop.proposals.services.history import keep_answers, keep_revision
from cop.proposals.services.hold import hold, hold_draft
from cop.proposals.services.plain import plain_row
from cop.proposals.states import ProposalState

MOST_PARTNERS, MOST_LINES = 50, 200


def draft_for_writing(proposal: Proposal, *, actor: Actor) -> StageDraft:
    """The draft of the present stage, for somebody who may change it; raises Denied or Refused."""
    _refuse_others(proposal, actor)
    return _draft_in_writing(proposal)


def _refuse_others(proposal: Proposal, actor: Actor) -> None:
    if not (actor.is_system or is_team(proposal, actor)):
        raise Denied(say(N_("Only the team that writes this proposal may change it.")))


def _draft_in_writing(proposal: Proposal) -> StageDraft:
    if not is_in_writing(proposal):
        raise Refused(say(N_("This proposal is handed in or closed, so it can no longer be changed.")))
    draft = draft_of(proposal)
    if draft is None:
        raise NotFound
    return draft


def hold_to_write(proposal: Proposal, *columns: str, actor: Actor, now: datetime) -> StageDraft:
    """The same, held until the commit: two who save at once are told of each other, and nothing is saved once it is in.

    Nor after the deadline (TooLate): a draft stays as it stood then, unless the team is given more time.
    """
    _refuse_others(proposal, actor)
    return hold_open_draft(proposal, *columns, now=now)


def hold_open_draft(proposal: Proposal, *columns: str, now: datetime) -> StageDraft:
    """The same, for somebody of whom the caller knows that they may."""
    hold(proposal)
    draft = _draft_in_writing(proposal)
    refuse_late(proposal, now=now)
    hold_draft(draft, *columns)
    return draft


def refuse_late(proposal: Proposal, *, now: datetime) -> None:
    """Raise TooLate once the stage is over for this team."""
    if window_for(proposal).is_over(counted_at(proposal, now)):
        raise TooLate(
            say(N_("The deadline has passed, so this was not saved. The draft stays as it was then."))
        )


def base_of_rows(rows: Sequence[Base], names: Sequence[str]) -> str:
    """A mark of the list of rows that a writer saw: partners or budget lines."""
    return digest(canonical_json([plain_row(row, names) for row in rows]))[:16]


PARTNER_COLUMNS = ("name", "kind", "country", "part", "key")
LINE_COLUMNS = (
    *("heading", "description", "unit", "quantity", "rate", "currency", "year", "partner_key"),
    *("funder", "funder_name", "is_in_kind", "key"),
)


def save_answers(
    proposal: Proposal,
    answers: dict[str, Any],
    *,
    base: str,
    actor: Actor,
    now: datetime,
    is_auto: bool = False,
) -> StageDraft:
    """Keep answers; `base` is base_of what the writer started from, `is_auto` a save that the page made by itself.

    What somebody else changed meanwhile and the writer left alone stays theirs. Raises Stale when both changed the same.
    """
    draft = hold_to_write(proposal, "answers", actor=actor, now=now)
    merge = merged(draft.answers, answers, base=base)
    if merge.conflicts:
        raise Stale
    stage = definition_of(proposal.call_version).stage(draft.stage)
    refuse_locked(stage, draft.answers, merge.answers)
    before, draft.answers = draft.answers, {**draft.answers, **merge.answers}
    if proposal.state == ProposalState.DRAFT:  # what is in keeps its title while a newer version is written
        proposal.title = title_of(draft.answers, stage)
    is_new = keep_answers(draft, stage, set(answers), before=before, is_auto=is_auto, actor=actor, now=now)
    touch(draft, actor=actor, now=now)
    if is_new or not is_auto:
        record(
            "draft.saved",
            proposal,
            actor=actor,
            now=now,
            stage=draft.stage,
            version=draft.version,
            answers=sorted(answers),
        )
    return draft


def save_partners(
    proposal: Proposal,
    partners: Sequence[dict[str, Any]],
    *,
    base: str,
    actor: Actor,
    now: datetime,
    is_auto: bool = False,
) -> StageDraft:
    """Replace the list of partners by rows of PARTNER_COLUMNS. Raises Stale when `base` is not that of the rows there."""
    return save_rows(proposal, PARTNERS, partners, base=base, actor=actor, now=now, is_auto=is_auto)


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of a draft that is written as a whole: where it is kept, of what, how long, and the verb of its activity."""

    name: str
    columns: Sequence[str]
    most: int
    table: type[Partner | BudgetLine]
    verb: str

    @property
    def part(self) -> str:
        """How a revision names it; no section's code holds a colon."""
        return f"rows:{self.name}"


def draft_rows(draft: StageDraft, kind: Rows) -> dict[str, Any]:
    """The rows of a list as a revision keeps them."""
    return {"rows": [plain_row(row, kind.columns) for row in getattr(draft, kind.name)]}


def refuse_long(kind: Rows, rows: Sequence[object]) -> None:
    """Raise Invalid for more rows than a list takes."""
    if len(rows) > kind.most:
        raise Invalid(say(N_("At most %(most)s rows."), most=kind.most))


PARTNERS = Rows("partners", PARTNER_COLUMNS, MOST_PARTNERS, Partner, "draft.partners_saved")
BUDGET = Rows("budget_lines", LINE_COLUMNS, MOST_LINES, BudgetLine, "draft.budget_saved")


def save_rows(
    proposal: Proposal,
    kind: Rows,
    rows: Sequence[dict[str, Any]],
    *,
    base: str,
    actor: Actor,
    now: datetime,
    is_auto: bool = False,
) -> StageDraft:
    """Replace a list of the draft. Raises Stale when `base` is not that of the rows there, Invalid when there are too many."""
    draft = hold_to_write(proposal, kind.name, actor=actor, now=now)
    if base != base_of_rows(getattr(draft, kind.name), kind.columns):
        raise Stale
    put_rows(proposal, draft, kind, rows, actor=actor, now=now, is_auto=is_auto)
    return draft


def put_rows(
    proposal: Proposal,
    draft: StageDraft,
    kind: Rows,
    rows: Sequence[dict[str, Any]],
    *,
    actor: Actor,
    now: datetime,
    is_auto: bool = False,
) -> None:
    """Make `rows` the list of a draft that is held; raises Invalid when there are too many."""
    refuse_long(kind, rows)
    rows = with_keys(rows, seed=f"{proposal.id} {draft.stage} {draft.version}")
    before = draft_rows(draft, kind)
    setattr(draft, kind.name, [kind.table(position=n, **row) for n, row in enumerate(rows, 1)])
    after = draft_rows(draft, kind)
    is_new = keep_revision(draft, kind.part, after, before=before, is_auto=is_auto, actor=actor, now=now)
    touch(draft, actor=actor, now=now)
    if is_new or not is_auto:
        record(kind.verb, proposal, actor=actor, now=now, stage=draft.stage, count=len(rows))


def touch(draft: StageDraft, *, actor: Actor, now: datetime) -> None:
    draft.version += 1
    draft.updated_at, draft.updated_by = now, actor.user_id
    db.session.flush()
