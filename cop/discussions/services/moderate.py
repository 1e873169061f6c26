"""What moderators do: hide with a reason, show again, close, open again, look at what was reported."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update

from cop.activity.services import record
from cop.core import events
from cop.core.db import db, held
from cop.core.limits import count_try
from cop.discussions import rules
from cop.discussions.events import DiscussionChanged
from cop.discussions.mails import tell_hidden
from cop.discussions.models import Contribution, Discussion, Report
from cop.discussions.queries import report_by
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Refused, need_reason
from cop.kernel.messages import N_, say

MOST_REPORTS_A_DAY = 20


def hide_contribution(contribution: Contribution, reason: str, *, actor: Actor, now: datetime) -> None:
    """Nobody else reads it from now on; its author is told why. What was reported of it is settled by that."""
    contribution = held(contribution)
    discussion = contribution.discussion
    _judged(discussion, contribution.author_id, actor)
    need_reason(reason)
    if not contribution.is_shown:
        raise Refused(say(N_("It is hidden or withdrawn already.")))
    contribution.hidden_at, contribution.hidden_reason = now, reason
    record("discussion.contribution_hidden", contribution, actor=actor, now=now, discussion=discussion.id)
    _settle(Report.contribution_id == contribution.id, now)
    tell_hidden(discussion, contribution.author, reason, contribution=contribution, now=now)
    events.publish(DiscussionChanged(discussion.id))


def show_contribution(contribution: Contribution, *, actor: Actor, now: datetime) -> None:
    """Everybody reads it again."""
    contribution = held(contribution)
    _judged(contribution.discussion, contribution.author_id, actor)
    if contribution.hidden_at is None:
        raise Refused(say(N_("It is not hidden.")))
    contribution.hidden_at, contribution.hidden_reason = None, ""
    record(
        "discussion.contribution_shown",
        contribution,
        actor=actor,
        now=now,
        discussion=contribution.discussion_id,
    )
    events.publish(DiscussionChanged(contribution.discussion_id))


def hide_discussion(discussion: Discussion, reason: str, *, actor: Actor, now: datetime) -> None:
    """The whole of it leaves the public pages; who began it is told why."""
    discussion = held(discussion)
    _moderated(discussion, actor)
    need_reason(reason)
    if discussion.hidden_at is not None:
        raise Refused(say(N_("It is hidden or withdrawn already.")))
    discussion.hidden_at, discussion.hidden_reason = now, reason
    record("discussion.hidden", discussion, actor=actor, now=now)
    _settle(Report.discussion_id == discussion.id, now)
    tell_hidden(discussion, discussion.starter, reason, now=now)
    events.publish(DiscussionChanged(discussion.id))


def show_discussion(discussion: Discussion, *, actor: Actor, now: datetime) -> None:
    """Everybody reads it again. That is for the secretariat: it may have hidden it from whoever it named to lead."""
    discussion = held(discussion)
    if not rules.is_secretariat(actor):
        raise Denied
    if discussion.hidden_at is None:
        raise Refused(say(N_("It is not hidden.")))
    discussion.hidden_at, discussion.hidden_reason = None, ""
    record("discussion.shown", discussion, actor=actor, now=now)
    events.publish(DiscussionChanged(discussion.id))


def close_discussion(discussion: Discussion, *, actor: Actor, now: datetime) -> None:
    """Nothing new is said; all of it can be read."""
    discussion = held(discussion)
    _moderated(discussion, actor)
    if rules.standing(discussion, now) == rules.Standing.CLOSED:
        raise Refused(say(N_("It is closed already.")))
    discussion.closed_at = now
    record("discussion.closed", discussion, actor=actor, now=now)


def reopen_discussion(discussion: Discussion, *, actor: Actor, now: datetime) -> None:
    """Take contributions again; an e-discussion whose days are over gets a later last day instead."""
    discussion = held(discussion)
    _moderated(discussion, actor)
    if discussion.closed_at is None:
        raise Refused(
            say(N_("It was not closed by hand. An e-discussion goes on when its last day is later."))
        )
    discussion.closed_at = None
    record("discussion.reopened", discussion, actor=actor, now=now)


def report(
    discussion: Discussion, contribution: Contribution | None, reason: str, *, actor: Actor, now: datetime
) -> Report:
    """Ask the moderators to look at a contribution, or at the opening; asked again, only the reason is new."""
    author_id = contribution.author_id if contribution else discussion.started_by
    is_shown = contribution.is_shown if contribution else discussion.hidden_at is None
    if actor.user_id in {None, author_id} or not is_shown:
        raise Denied
    need_reason(reason)
    count_try(f"report {actor.user_id}", most=MOST_REPORTS_A_DAY, per=timedelta(days=1), now=now)
    made = report_by(actor, discussion, contribution)
    if made is None:
        made = Report(
            discussion_id=discussion.id,
            contribution_id=contribution.id if contribution else None,
            reported_by=actor.user_id,
            reason=reason,
            reported_at=now,
        )
        db.session.add(made)
    made.reason, made.reported_at, made.settled_at = reason, now, None
    record("discussion.reported", made, actor=actor, now=now, discussion=discussion.id)
    return made


def settle_report(made: Report, *, actor: Actor, now: datetime) -> None:
    """A moderator looked, and what was reported stays."""
    said = made.contribution
    _judged(made.discussion, said.author_id if said else made.discussion.started_by, actor)
    made.settled_at = now
    record("discussion.report_settled", made, actor=actor, now=now)


def _settle(condition: ColumnElement[bool], now: datetime) -> None:
    settled = update(Report).where(condition, Report.settled_at.is_(None))
    db.session.execute(settled.values(settled_at=now))


def _moderated(discussion: Discussion, actor: Actor) -> None:
    if not rules.can_moderate(discussion, actor):
        raise Denied


def _judged(discussion: Discussion, author_id: int, actor: Actor) -> None:
    if not rules.can_judge(discussion, actor, author_id=author_id):
        raise Denied
