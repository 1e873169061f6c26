"""Who did what in a proposal, in sentences: what its team did, and what the secretariat did for it. Nothing of the evaluation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from cop.accounts.models import User
from cop.activity.models import Event
from cop.core.db import db
from cop.kernel.messages import N_, Message, say
from cop.proposals.models import Proposal

SENTENCES = {
    "proposal.started": N_("%(who)s began the proposal."),
    "proposal.came_on_paper": N_("The secretariat entered what came on paper."),
    "proposal.letter_posted": N_("The secretariat posted a letter."),
    "proposal.submitted": N_("%(who)s handed it in (%(submission)s)."),
    "proposal.reopened": N_("%(who)s reopened it."),
    "proposal.withdrawn": N_("%(who)s took it out of the call."),
    "proposal.continued": N_("%(who)s began the full proposal."),
    "proposal.moved_on": N_("The call was corrected; the draft goes on under version %(version)s."),
    "proposal.extended": N_("The secretariat gave the team more time."),
    "proposal.reopened_late": N_("The secretariat reopened it for the team."),
    "draft.saved": N_("%(who)s wrote answers."),
    "draft.partners_saved": N_("%(who)s changed the list of partners."),
    "draft.budget_saved": N_("%(who)s changed the budget."),
    "draft.part_saved": N_("%(who)s wrote the part of %(partner)s."),
    "draft.restored": N_("%(who)s went back to an earlier version of a part."),
    "document.added": N_("%(who)s added the document “%(name)s”."),
    "document.removed": N_("%(who)s removed a document."),
    "comment.written": N_("%(who)s commented."),
    "comment.resolved": N_("%(who)s settled a comment."),
    "team.invited": N_("%(who)s invited somebody to the team."),
    "team.invited_again": N_("%(who)s sent an invitation again."),
    "team.invitation_withdrawn": N_("%(who)s withdrew an invitation."),
    "team.joined": N_("%(who)s joined the team."),
    "team.role_changed": N_("%(who)s gave %(whom)s another role."),
    "team.left": N_("%(whom)s left the team."),
    "mandate.asked": N_("%(who)s asked %(partner)s to confirm that it takes part."),
    "mandate.confirmed": N_("%(partner)s confirmed that it takes part."),
}
SOMEBODY = N_("Somebody who is no longer here")


@dataclass(frozen=True, slots=True)
class Deed:
    """What happened, when."""

    at: datetime
    sentence: Message


def deeds_of(proposal: Proposal) -> Select[Event]:
    """The activity of a proposal that its team reads, newest first."""
    return (
        select(Event)
        .where(
            Event.subject_kind == Proposal.__tablename__,
            Event.subject_id == proposal.id,
            Event.verb.in_(SENTENCES),
        )
        .order_by(Event.id.desc())
    )


def told(rows: Iterable[Event]) -> list[Deed]:
    """The rows in words: every verb of SENTENCES that names somebody is an act of the team."""
    events = list(rows)
    wanted = {row.actor_id for row in events} | {row.data.get("user") for row in events}
    names = dict(list(db.session.execute(select(User.id, User.name).where(User.id.in_(wanted - {None})))))
    return [Deed(row.at, _sentence(row, names)) for row in events]


def _sentence(row: Event, names: dict[int, str]) -> Message:
    nobody = say(SOMEBODY)
    plain = {name: value for name, value in row.data.items() if isinstance(value, str | int)}
    who, whom = (names.get(number, nobody) for number in (row.actor_id or 0, row.data.get("user") or 0))
    return say(SENTENCES[row.verb], **{**plain, "who": who, "whom": whom})
