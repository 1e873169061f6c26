"""Officers go through the checklist of what was handed in, and go on another day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cop.activity.services import record
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Stale
from cop.kernel.messages import N_, say
from cop.proposals.check_models import CheckedItem
from cop.proposals.checks import answers_of
from cop.proposals.models import Submission
from cop.proposals.queries import check_of
from cop.proposals.rules.merge import base_of, merged
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.services.check import check_facts, hold_check
from cop.proposals.states import ItemAnswer


@dataclass(frozen=True, slots=True)
class Said:
    """What an officer says of an item; None is not answered yet."""

    answer: ItemAnswer | None
    note: str

    @property
    def plain(self) -> list[str]:
        """For comparing: as JSON."""
        return [self.answer.value if self.answer else "", self.note]


def said_of(submission: Submission) -> dict[str, Said]:
    """Item -> what stands there now."""
    return {item: Said(row.answer, row.note) for item, row in answers_of(submission).items()}


def base_of_checklist(said: Mapping[str, Said], items: list[str]) -> str:
    """What an officer was shown, so that two at one checklist do not write over each other."""
    nothing = Said(None, "")
    return base_of({item: said.get(item, nothing).plain for item in items}, items)


def save_checklist(
    submission: Submission, said: Mapping[str, Said], *, base: str, actor: Actor, now: datetime
) -> None:
    """Keep what changed since `base`; raises Denied, Refused, or Stale where somebody else said otherwise meanwhile."""
    hold_check(submission, actor)
    facts = check_facts(submission, check_of(submission), now=now)
    WORKFLOW.target("ask", submission.proposal, actor, facts)
    rows = answers_of(submission)
    nothing = Said(None, "")
    before = {item: (said_of(submission).get(item) or nothing).plain for item in said}
    result = merged(before, {item: row.plain for item, row in said.items()}, base=base)
    if result.conflicts:
        raise Stale(
            say(
                N_(
                    "Somebody else answered the same item meanwhile. Both are shown; saving again keeps yours."
                )
            )
        )
    changed = [item for item in result.answers if said[item].plain != before[item]]
    for item in changed:
        _keep(submission, rows.get(item), item, said[item], actor=actor, now=now)
    if changed:
        record(
            "proposal.checklist_saved",
            submission.proposal,
            actor=actor,
            now=now,
            submission=submission.number,
            answers={item: said[item].plain for item in changed},
        )


def _keep(
    submission: Submission, row: CheckedItem | None, item: str, said: Said, *, actor: Actor, now: datetime
) -> None:
    if row is None:
        row = CheckedItem(
            submission_id=submission.id,
            item=item,
            answer=said.answer,
            note=said.note,
            made_at=now,
            made_by=actor.user_id,
        )
        db.session.add(row)
    row.answer, row.note, row.made_at, row.made_by = said.answer, said.note, now, actor.user_id
