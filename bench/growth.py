"""Ten times as much: practices and proposals copied as rows, so that pages can be measured again."""

from flask import Flask
from sqlalchemy import func, insert, inspect, select

from cop.articles.models import Article, ArticleText
from cop.core.db import Base, db
from cop.proposals.models import Proposal, Submission


def grow_articles(app: Flask, wanted: int) -> int:
    """Copies of the practices until there are `wanted`; how many there are now."""
    with app.app_context():
        originals = list(db.session.scalars(select(Article.id)))
        have = len(originals)
        texts = [_row(t) for t in db.session.scalars(select(ArticleText))]
        for n in range(max(0, wanted - have)):
            source = originals[n % have]
            copy = _insert(Article, _row(db.session.get_one(Article, source)))
            for row in (r for r in texts if r["article_id"] == source):
                _insert(ArticleText, row | {"article_id": copy, "slug": f"{row['slug']}-{have}-{n}"})
        db.session.commit()
        return db.session.scalar(select(func.count()).select_from(Article)) or 0


def grow_proposals(app: Flask, wanted: int) -> int:
    """Copies of submitted proposals with their submissions until there are `wanted`; how many there are now."""
    with app.app_context():
        rows = [_row(p) for p in db.session.scalars(select(Proposal).join(Submission))]
        submissions = {s.proposal_id: _row(s) for s in db.session.scalars(select(Submission))}
        have = db.session.scalar(select(func.count()).select_from(Proposal)) or 0
        for n in range(max(0, wanted - have) if rows else 0):
            row = rows[n % len(rows)]
            copy = _insert(Proposal, row | {"number": f"{row['number']}-{have}-{n}"})
            done = submissions[int(str(row["id"]))]
            mark = {"number": f"{done['number']}-{have}-{n}", "key": f"copy-{have}-{n}"}
            _insert(Submission, done | mark | {"proposal_id": copy})
        db.session.commit()
        return db.session.scalar(select(func.count()).select_from(Proposal)) or 0


def _row(thing: Base) -> dict[str, object]:
    return {column.key: getattr(thing, column.key) for column in inspect(type(thing)).column_attrs}


def _insert(table: type[Base], row: dict[str, object]) -> int:
    result = db.session.execute(insert(table).values({k: v for k, v in row.items() if k != "id"}))
    return int(result.inserted_primary_key[0])  # type: ignore[attr-defined]
