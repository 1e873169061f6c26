"""The practices of a person, for their own eyes."""

from typing import Any

from sqlalchemy import select

from cop.articles.models import Article, MailRefusal, PracticeImport, SavedArticle, Translator
from cop.articles.queries import is_written_by
from cop.core.db import db
from cop.kernel.actor import Actor


def own_data(*, user_id: int) -> dict[str, Any]:
    """What they wrote, in every language and state, what they saved, and into which languages they translate."""
    articles = db.session.scalars(
        select(Article).where(is_written_by(Actor(user_id=user_id))).order_by(Article.id)
    )
    into = select(Translator.language).where(Translator.user_id == user_id).order_by(Translator.language)
    files = select(PracticeImport).where(PracticeImport.asked_by == user_id).order_by(PracticeImport.id)
    saved = select(SavedArticle).where(SavedArticle.user_id == user_id).order_by(SavedArticle.id)
    refusal = db.session.scalar(select(MailRefusal).where(MailRefusal.user_id == user_id))
    return {
        "saved_practices": [
            {"practice": kept.article_id, "saved_at": kept.saved_at} for kept in db.session.scalars(saved)
        ],
        "wants_news_of_practices": refusal is None,
        "translates_into": list(db.session.scalars(into)),
        "files_of_practices": [
            {"name": kept.name, "asked_at": kept.asked_at, "found": kept.found}
            for kept in db.session.scalars(files)
        ],
        "practices": [
            {
                "state": article.state,
                "created_at": article.created_at,
                "texts": [
                    {
                        "language": text.language,
                        "title": text.title,
                        "summary": text.summary,
                        "content": text.content,
                    }
                    for text in article.texts
                ],
            }
            for article in articles
        ],
    }
