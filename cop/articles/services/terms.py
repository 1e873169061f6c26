"""Terms that were merged: practices classified by the one that went are moved to the one that stays."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from cop.activity.services import record
from cop.articles.models import Article
from cop.articles.rules.terms import with_term
from cop.articles.services.keeping import tell
from cop.articles.term_queries import TERM_COLUMNS, using
from cop.core import jobs
from cop.core.db import db
from cop.core.unit import commit
from cop.core.web import clock
from cop.kernel.actor import SYSTEM
from cop.taxonomy.events import TermsMerged
from cop.taxonomy.rules import replaced

JOB = "articles.move_term"


def ask_to_move(event: TermsMerged) -> None:
    """Ten thousand practices may wear a term: the worker moves them, and until then the code is read as what it stands for."""
    jobs.enqueue(JOB, of=event.vocabulary, code=event.code, into=event.into)


def move_term(of: str, code: str, into: str) -> None:
    """Each practice by itself, so that a stopped worker goes on where it was."""
    for number in db.session.scalars(using(of, [code])).all():
        statement = select(Article).where(Article.id == number).with_for_update()
        article = db.session.scalar(statement.execution_options(populate_existing=True))
        if article is not None and (moved := _moved(article, of, code, into)):
            for field, value in moved.items():
                setattr(article, field, value)
            record("article.term_moved", article, actor=SYSTEM, now=clock()(), code=code, into=into)
            tell(article)
        commit()


def _moved(article: Article, name: str, code: str, into: str) -> Mapping[str, Any]:
    """What of it changes."""
    fields = {column.key: getattr(article, column.key) for column in TERM_COLUMNS.get(name, ())}
    after: dict[str, Any] = {field: replaced(codes, code, into) for field, codes in fields.items()}
    after["details"] = with_term(article.details, name, code, into)
    return {field: value for field, value in after.items() if value != getattr(article, field)}
