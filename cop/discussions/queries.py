"""Reads of discussions and of what is said in them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from cop.accounts.models import User
from cop.core.db import db
from cop.discussions.models import (
    CONSOLIDATED,
    Contribution,
    ContributionRevision,
    Discussion,
    Report,
    Summary,
)
from cop.discussions.rules import is_secretariat
from cop.kernel.actor import ANONYMOUS, Actor
from cop.taxonomy.queries import has_code

PER_PAGE = 20
"""Contributions on a page, answers to them not counted."""
BY_NAME = joinedload(Contribution.author).lazyload(User.roles)
"""Who said it, without what else they are."""
IS_SHOWN = (Contribution.hidden_at.is_(None), Contribution.withdrawn_at.is_(None))


def visible_to(actor: Actor) -> Select[Discussion]:
    """The discussions that `actor` may see; the twin of rules.can_see."""
    statement = select(Discussion)
    if is_secretariat(actor):
        return statement
    seen: list[ColumnElement[bool]] = [Discussion.hidden_at.is_(None)]
    if actor.user_id is not None:
        seen += [Discussion.started_by == actor.user_id, Discussion.moderator_id == actor.user_id]
    return statement.where(or_(*seen))


def discussion_by_id(discussion_id: int, actor: Actor) -> Discussion | None:
    """One that `actor` may see, with who began and who leads it."""
    statement = visible_to(actor).where(Discussion.id == discussion_id)
    return db.session.scalar(
        statement.options(
            joinedload(Discussion.starter).lazyload(User.roles),
            joinedload(Discussion.moderator).lazyload(User.roles),
        )
    )


def discussions_of(ids: Sequence[int]) -> list[Discussion]:
    """These, in this order."""
    found = {row.id: row for row in db.session.scalars(select(Discussion).where(Discussion.id.in_(ids)))}
    return [found[number] for number in ids if number in found]


def discussions_about(about_id: int, most: int = 5) -> Sequence[Discussion]:
    """What everybody sees of what is discussed about something of a floor above, the liveliest first."""
    statement = visible_to(ANONYMOUS).where(Discussion.about_id == about_id)
    return db.session.scalars(statement.order_by(Discussion.last_at.desc()).limit(most)).all()


def with_theme(codes: Iterable[str]) -> Select[Discussion]:
    """Those that are classified by one of these themes, hidden ones too."""
    return select(Discussion).where(has_code(Discussion.themes, codes)).order_by(Discussion.id)


def going_on(now: datetime) -> Select[Discussion]:
    """Those everybody sees that take contributions at `now`, the liveliest first; the twin of rules.standing."""
    today = now.astimezone(UTC).date()
    is_open = or_(
        Discussion.opens_on.is_(None), and_(Discussion.opens_on <= today, Discussion.closes_on >= today)
    )
    statement = visible_to(ANONYMOUS).where(Discussion.closed_at.is_(None), is_open)
    return statement.order_by(Discussion.last_at.desc(), Discussion.id.desc())


def counts_of(ids: Sequence[int]) -> dict[int, int]:
    """Discussion -> how many contributions everybody reads."""
    statement = select(Contribution.discussion_id, func.count()).where(
        Contribution.discussion_id.in_(ids), *IS_SHOWN
    )
    return dict(db.session.execute(statement.group_by(Contribution.discussion_id)).all())


def threads(discussion: Discussion, *, newest_first: bool = False) -> Select[Contribution]:
    """What was said to all, with who said it."""
    statement = select(Contribution).where(
        Contribution.discussion_id == discussion.id, Contribution.reply_to_id.is_(None)
    )
    order = Contribution.id.desc() if newest_first else Contribution.id
    return statement.order_by(order).options(BY_NAME)


def replies_to(ids: Iterable[int]) -> dict[int, list[Contribution]]:
    """Contribution -> the answers to it, the oldest first."""
    statement = select(Contribution).where(Contribution.reply_to_id.in_(ids)).order_by(Contribution.id)
    found: dict[int, list[Contribution]] = defaultdict(list)
    for reply in db.session.scalars(statement.options(BY_NAME)):
        found[reply.root_id].append(reply)
    return found


def contribution_by_id(contribution_id: int, actor: Actor) -> Contribution | None:
    """One in a discussion that `actor` may see: its place, if not its words."""
    statement = select(Contribution).where(Contribution.id == contribution_id)
    seen = visible_to(actor).with_only_columns(Discussion.id)
    loaded = BY_NAME, joinedload(Contribution.discussion)
    return db.session.scalar(statement.where(Contribution.discussion_id.in_(seen)).options(*loaded))


def page_of(contribution: Contribution) -> int:
    """The page that it stands on, the oldest first."""
    before = select(func.count()).where(
        Contribution.discussion_id == contribution.discussion_id,
        Contribution.reply_to_id.is_(None),
        Contribution.id < contribution.root_id,
    )
    return (db.session.scalar(before) or 0) // PER_PAGE + 1


def shown() -> Select[Contribution]:
    """What everybody reads, wherever, the newest first, with who said it and where."""
    public = visible_to(ANONYMOUS).with_only_columns(Discussion.id)
    statement = select(Contribution).where(*IS_SHOWN, Contribution.discussion_id.in_(public))
    loaded = BY_NAME, joinedload(Contribution.discussion)
    return statement.order_by(Contribution.id.desc()).options(*loaded)


def shown_in(discussion: Discussion) -> Select[Contribution]:
    return shown().where(Contribution.discussion_id == discussion.id)


def is_answered(discussion: Discussion) -> bool:
    """Whether anybody said anything yet, even if it was taken back."""
    return db.session.scalar(
        select(select(Contribution).where(Contribution.discussion_id == discussion.id).exists())
    )  # type: ignore[return-value]


def last_by(actor: Actor, discussion: Discussion) -> Contribution | None:
    """What `actor` said last in it."""
    own = select(Contribution).where(
        Contribution.discussion_id == discussion.id, Contribution.author_id == actor.user_id
    )
    return db.session.scalar(own.order_by(Contribution.id.desc()).limit(1))


def revisions_of(contribution: Contribution) -> Sequence[ContributionRevision]:
    """Its earlier words, the newest first."""
    statement = select(ContributionRevision).where(ContributionRevision.contribution_id == contribution.id)
    return db.session.scalars(statement.order_by(ContributionRevision.number.desc())).all()


def summaries_of(discussion: Discussion, *, is_public: bool) -> Sequence[Summary]:
    """By week, that of the whole first; with `is_public` only what everybody reads."""
    rows = select(Summary).where(Summary.discussion_id == discussion.id).order_by(Summary.week)
    return [row for row in db.session.scalars(rows) if row.is_public or not is_public]


def summary_of(discussion: Discussion, week: int) -> Summary | None:
    return db.session.scalar(
        select(Summary).where(Summary.discussion_id == discussion.id, Summary.week == week)
    )


def endorsed_summary(discussion: Discussion) -> Summary | None:
    """The consolidated summary, once a manager endorsed it."""
    summary = summary_of(discussion, CONSOLIDATED)
    return summary if summary is not None and summary.is_public else None


def reports_for(actor: Actor) -> Select[Report]:
    """Reports that wait for `actor`, the oldest first; those of what a moderator said themselves are for the secretariat."""
    statement = select(Report).join(Report.discussion).where(Report.settled_at.is_(None))
    said = joinedload(Report.contribution).joinedload(Contribution.author)
    statement = statement.options(contains_eager(Report.discussion), joinedload(Report.reporter), said)
    if not is_secretariat(actor):
        own = select(Contribution.id).where(Contribution.author_id == actor.user_id)
        is_of_others = or_(Report.contribution_id.is_(None), Report.contribution_id.not_in(own))
        statement = statement.where(Discussion.moderator_id == (actor.user_id or 0), is_of_others)
    return statement.order_by(Report.id)


def report_by_id(report_id: int, actor: Actor) -> Report | None:
    return db.session.scalar(reports_for(actor).where(Report.id == report_id))


def report_by(actor: Actor, discussion: Discussion, contribution: Contribution | None) -> Report | None:
    """What `actor` reported before."""
    return db.session.scalar(
        select(Report).where(
            Report.discussion_id == discussion.id,
            Report.contribution_id == (contribution.id if contribution else None),
            Report.reported_by == actor.user_id,
        )
    )
