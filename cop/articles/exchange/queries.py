"""Reads for files of practices."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import defer

from cop.articles.models import Article, PracticeImport
from cop.articles.queries import visible_to
from cop.articles.states import ArticleState
from cop.core.db import db
from cop.kernel.actor import Actor

MOST_IN_FILE = 1000
"""Practices in one file: as many as one that comes in may hold."""


def part_of(actor: Actor, part: int) -> Sequence[Article]:
    """The practices that `actor` may see, with all that they say, oldest first: the `part`-th thousand of them, from 1."""
    statement = _visible(actor).order_by(Article.id)
    return db.session.scalars(statement.offset((part - 1) * MOST_IN_FILE).limit(MOST_IN_FILE)).all()


def parts_for(actor: Actor) -> int:
    """How many files they fill."""
    count = db.session.scalar(select(func.count()).select_from(_visible(actor).subquery())) or 0
    return max(1, -(-count // MOST_IN_FILE))


def _visible(actor: Actor) -> Select[Article]:
    return visible_to(actor).where(Article.state != ArticleState.ARCHIVED)


def imports_of(actor: Actor) -> Sequence[PracticeImport]:
    """The files of practices that `actor` sent in the last days, newest first, without what they say."""
    statement = select(PracticeImport).where(PracticeImport.asked_by == actor.user_id)
    newest = statement.order_by(PracticeImport.id.desc()).limit(20)
    return db.session.scalars(newest.options(defer(PracticeImport.report))).all()


def import_by(actor: Actor, import_id: int) -> PracticeImport | None:
    """A file that `actor` sent; those of others are nobody's business."""
    own = PracticeImport.asked_by == actor.user_id
    return db.session.scalar(select(PracticeImport).where(PracticeImport.id == import_id, own))
