"""Summaries of an e-discussion: its moderator writes one a week and one of the whole, which a manager endorses."""

from datetime import datetime

from sqlalchemy import select

from cop.activity.services import record
from cop.core import events
from cop.core.db import db, held
from cop.discussions import rules
from cop.discussions.endorsing import WORKFLOW, SummaryState
from cop.discussions.events import DiscussionChanged
from cop.discussions.mails import tell_summary_returned
from cop.discussions.models import CONSOLIDATED, Discussion, Summary
from cop.discussions.queries import summary_of
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Refused, Stale, need_reason
from cop.kernel.messages import N_, say


def write_summary(
    discussion: Discussion,
    week: int,
    text: str,
    *,
    language: str,
    made_from: int,
    actor: Actor,
    now: datetime,
) -> Summary:
    """Keep the summary of a week that has begun, or of the whole (CONSOLIDATED). Raises Stale when it is no longer the
    version `made_from` (0: none yet), and Refused once it waits for a manager or is endorsed."""
    discussion = held(discussion)
    if not rules.can_moderate(discussion, actor):
        raise Denied
    if not discussion.is_led or week > rules.weeks_begun(discussion, now):
        raise Refused(say(N_("There is nothing to sum up yet.")))
    summary = summary_of(discussion, week)
    if (summary.version if summary else 0) != made_from:
        raise Stale
    said = {"text": text, "language": language, "written_at": now, "written_by": actor.user_id}
    if summary is None:
        summary = Summary(discussion_id=discussion.id, week=week, **said)  # type: ignore[arg-type]
        db.session.add(summary)
    elif summary.state != SummaryState.DRAFT:
        raise Refused(say(N_("It waits for a manager or is endorsed, and stays as it was offered.")))
    else:
        summary.version += 1
        for name, value in said.items():
            setattr(summary, name, value)
    if summary.is_public:
        discussion.last_at = now
    record("discussion.summarised", summary, actor=actor, now=now, discussion=discussion.id, week=week)
    events.publish(DiscussionChanged(discussion.id))
    return summary


def offer_summary(discussion: Discussion, *, actor: Actor, now: datetime) -> None:
    """Ask a manager to endorse the summary of the whole."""
    _move(discussion, "offer", actor=actor, now=now)


def return_summary(discussion: Discussion, reason: str, *, actor: Actor, now: datetime) -> None:
    """Give it back to whoever wrote it, saying what to change."""
    need_reason(reason)
    summary = _move(discussion, "return", actor=actor, now=now)
    summary.returned_reason = reason
    tell_summary_returned(summary, now=now)


def endorse_summary(discussion: Discussion, *, actor: Actor, now: datetime) -> None:
    """Stand behind it: from now on everybody reads it, and nobody changes it."""
    summary = _move(discussion, "endorse", actor=actor, now=now)
    summary.endorsed_at, summary.endorsed_by = now, actor.user_id
    discussion.last_at = now
    events.publish(DiscussionChanged(discussion.id))


def _move(discussion: Discussion, act: str, *, actor: Actor, now: datetime) -> Summary:
    """Move the row itself, held until the commit."""
    held(discussion)
    statement = select(Summary).where(Summary.discussion_id == discussion.id, Summary.week == CONSOLIDATED)
    summary = db.session.scalar(statement.execution_options(populate_existing=True))
    if summary is None:
        raise Refused(say(N_("There is nothing to endorse yet.")))
    summary.state = SummaryState(WORKFLOW.target(act, summary, actor))
    summary.returned_reason = ""
    record(f"discussion.summary_{act}", summary, actor=actor, now=now, discussion=discussion.id)
    return summary
