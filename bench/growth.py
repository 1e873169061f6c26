"""Ten times as much: practices and proposals copied as rows, so that pages can be measured again."""

from flask import Flask
from sqlalchemy import func, insert, inspect, select

from cop.articles.models import Article, ArticleText
from cop.core.db import Base, db
from cop.proposals.models import Proposal, Submission

Row = dict[str, object]

AT_ONCE = 500
"""Copies made in one statement: enough that statements cost nothing, few enough that their rows fit anywhere."""


def grow_articles(app: Flask, wanted: int) -> int:
    """Copies of the practices with their texts until there are `wanted`; how many there are now."""
    with app.app_context():
        _grow(Article, ArticleText, "article_id", wanted, marked=("slug",))
        return _count(Article)


def grow_proposals(app: Flask, wanted: int) -> int:
    """Copies of submitted proposals with their submissions until there are `wanted`; how many there are now."""
    with app.app_context():
        _grow(Proposal, Submission, "proposal_id", wanted, marked=("number", "key"))
        return _count(Proposal)


def _grow(whole: type[Base], part: type[Base], link: str, wanted: int, *, marked: tuple[str, ...]) -> None:
    """Copy rows of `whole` together with their rows of `part`; what must be unique is `marked` with the copy's id."""
    parts: dict[object, list[Row]] = {}
    for row in map(_row, db.session.scalars(select(part))):
        parts.setdefault(row[link], []).append(row)
    rows = [_row(row) for row in db.session.scalars(select(whole))]
    last = max(int(str(row["id"])) for row in rows)
    originals = [row for row in rows if row["id"] in parts]
    for start in range(len(rows), wanted, AT_ONCE):
        copies = {last + n: originals[n % len(originals)] for n in range(start, min(start + AT_ONCE, wanted))}
        _insert(whole, [_marked(row, marked, new) | {"id": new} for new, row in copies.items()])
        _insert(
            part,
            [_marked(p, marked, new) | {link: new} for new, row in copies.items() for p in parts[row["id"]]],
        )
    db.session.commit()


def _row(thing: Base) -> Row:
    return {column.key: getattr(thing, column.key) for column in inspect(type(thing)).column_attrs}


def _marked(row: Row, marked: tuple[str, ...], copy: int) -> Row:
    """The row for a copy: without its own id, and with nothing in it that must be unique."""
    return {k: f"{v}-{copy}" if k in marked else v for k, v in row.items() if k != "id"}


def _insert(table: type[Base], rows: list[Row]) -> None:
    db.session.execute(insert(table), rows)


def _count(table: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0
