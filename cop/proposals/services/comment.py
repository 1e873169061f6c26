"""The team talks about a draft, question by question. Nobody else ever reads it: not even the log holds the words."""

from datetime import datetime

from sqlalchemy import func, select

from cop.activity.services import record
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, Refused
from cop.kernel.messages import N_, say
from cop.proposals.comments import comment_by_id
from cop.proposals.models import Comment, Proposal, StageDraft
from cop.proposals.rules.workflow import can_comment

MOST_COMMENTS = 1_000


def write_comment(
    proposal: Proposal,
    draft: StageDraft,
    *,
    question: str,
    text: str,
    answers_id: int | None,
    actor: Actor,
    now: datetime,
) -> Comment:
    """Begin a thread at a question, or go on with the one that `answers_id` began; raises Denied, Refused or Invalid."""
    _refuse_others(proposal, actor)
    written = db.session.scalar(select(func.count()).where(Comment.draft_id == draft.id)) or 0
    if written >= MOST_COMMENTS:
        raise Refused(say(N_("There are too many comments here to add another one.")))
    if answers_id is not None:
        begun = comment_by_id(proposal, answers_id)
        if begun is None or begun.answers_id is not None:
            raise Invalid(say(N_("The comment that you answer is no longer here.")))
        question, begun.resolved_at, begun.resolved_by = begun.question, None, None
    comment = Comment(
        draft_id=draft.id,
        question=question,
        text=text,
        written_at=now,
        written_by=actor.user_id,
        answers_id=answers_id,
    )
    db.session.add(comment)
    record("comment.written", proposal, actor=actor, now=now, question=question)
    return comment


def resolve_comment(proposal: Proposal, comment: Comment, *, actor: Actor, now: datetime) -> None:
    """Say that what a thread was about is settled; doing so again changes nothing."""
    _refuse_others(proposal, actor)
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by = now, actor.user_id
        record("comment.resolved", proposal, actor=actor, now=now, question=comment.question)


def _refuse_others(proposal: Proposal, actor: Actor) -> None:
    if not can_comment(actor, proposal):
        raise Denied(say(N_("Only the team comments, while the proposal is being written.")))
