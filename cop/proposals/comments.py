"""What a team says to each other about its draft, as it reads it."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from cop.accounts.models import User
from cop.calls.definition.stages import Stage
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.proposals.models import Comment, Proposal, StageDraft
from cop.proposals.team import of_team


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and the answers to it, oldest first."""

    begun: Comment
    answers: list[Comment] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.begun.resolved_at is None


def _comments_of(proposal: Proposal) -> Select[Comment]:
    """Those on what is being written now."""
    return (
        select(Comment)
        .join(StageDraft, StageDraft.id == Comment.draft_id)
        .where(StageDraft.proposal_id == proposal.id, StageDraft.stage == proposal.stage)
    )


def threads_of(proposal: Proposal) -> list[Thread]:
    """All of them, in the order they were begun: one query."""
    author = joinedload(Comment.author).lazyload(User.roles)
    threads: dict[int, Thread] = {}
    for comment in db.session.scalars(_comments_of(proposal).order_by(Comment.id).options(author)):
        if comment.answers_id is None:
            threads[comment.id] = Thread(comment)
        else:
            threads[comment.answers_id].answers.append(comment)
    return list(threads.values())


def comment_by_id(proposal: Proposal, comment_id: int) -> Comment | None:
    return db.session.scalar(_comments_of(proposal).where(Comment.id == comment_id))


def open_counts(proposal: Proposal, stage: Stage) -> Counter[str]:
    """Section -> how many threads about its questions are not resolved."""
    is_open = (Comment.answers_id.is_(None), Comment.resolved_at.is_(None))
    rows = db.session.execute(
        _comments_of(proposal)
        .where(*is_open)
        .with_only_columns(Comment.question, func.count())
        .group_by(Comment.question)
    )
    by_question = dict(list(rows))
    return Counter(
        {
            section.code: sum(by_question.get(question.code, 0) for question in section.questions)
            for section in stage.sections
        }
    )


def waiting_for(actor: Actor) -> dict[int, int]:
    """Proposal id -> open threads begun by others of the actor's teams."""
    rows = db.session.execute(
        select(Proposal.id, func.count(Comment.id))
        .join(StageDraft, (StageDraft.proposal_id == Proposal.id) & (StageDraft.stage == Proposal.stage))
        .join(Comment, Comment.draft_id == StageDraft.id)
        .where(
            of_team(actor),
            Comment.answers_id.is_(None),
            Comment.resolved_at.is_(None),
            Comment.written_by != actor.user_id,
        )
        .group_by(Proposal.id)
    )
    return dict(list(rows))
