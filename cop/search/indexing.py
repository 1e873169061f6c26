"""What the index holds: every published practice, one document for each language it is written in."""

from collections.abc import Callable, Iterator

from sqlalchemy import func, select

from cop.articles.models import Article, ArticleText
from cop.articles.queries import published
from cop.articles.states import ArticleState
from cop.articles.telling import plain_text
from cop.articles.term_queries import terms_of
from cop.core.db import db
from cop.core.search.port import Document
from cop.kernel.translated import LANGUAGES
from cop.search.engine import engine
from cop.taxonomy.terms import vocabulary

BATCH = 200
Progress = Callable[[int, int], None]


def index_article(article_id: int) -> None:
    """Bring the index in step with one practice: what is not published is not in it."""
    article = db.session.get(Article, article_id)
    wanted = documents_of(article) if article and article.state == ArticleState.PUBLISHED else []
    found = {document.id for document in wanted}
    gone = [name for name in _names(article_id) if name not in found]
    if gone:
        engine().remove(gone)
    if wanted:
        engine().index(wanted)


def _names(article_id: int) -> list[str]:
    return [_name(article_id, language) for language in LANGUAGES]


def _name(article_id: int, language: str) -> str:
    return f"article-{article_id}-{language}"


def rebuild_index(on_progress: Progress | None = None) -> int:
    """Make the index anew from the database; how many practices are in it. `on_progress` hears (done, all)."""
    total = db.session.scalar(select(func.count()).select_from(published().order_by(None).subquery())) or 0
    engine().rebuild(_every_document(total, on_progress))
    return total


def _every_document(total: int, on_progress: Progress | None) -> Iterator[Document]:
    done, last = 0, 0
    while True:
        statement = (
            select(Article)
            .where(Article.state == ArticleState.PUBLISHED, Article.id > last)
            .order_by(Article.id)
            .limit(BATCH)
        )
        articles = db.session.scalars(statement).all()
        if not articles:
            return
        for article in articles:
            yield from documents_of(article)
        done, last = done + len(articles), articles[-1].id
        db.session.expunge_all()
        if on_progress is not None:
            on_progress(done, total)


def documents_of(article: Article) -> list[Document]:
    """A document for each language of a practice. Labels of its terms in every language find it across languages."""
    keywords = _keywords(article)
    facets = {
        "theme": tuple(dict.fromkeys(wide for code in article.themes for wide in _with_broader(code))),
        "country": tuple(dict.fromkeys([*article.countries_of_origin, *article.countries_of_destination])),
        "language_of": tuple(text.language for text in article.texts),
    }
    return [_document(article, text, keywords, facets) for text in article.texts]


def _document(
    article: Article, text: ArticleText, keywords: tuple[str, ...], facets: dict[str, tuple[str, ...]]
) -> Document:
    date = article.published_at.isoformat() if article.published_at else ""
    return Document(
        id=_name(article.id, text.language),
        kind="practice",
        language=text.language,
        title=text.title,
        body=f"{text.summary}\n\n{plain_text(text.content, article.details)}",
        keywords=keywords,
        facets=facets,
        group=f"article-{article.id}",
        stored={"date": date, "article": str(article.id), "slug": text.slug},
    )


def _keywords(article: Article) -> tuple[str, ...]:
    """The labels and synonyms, in every language, of all that it is classified by."""
    terms = [(vocabulary(name), code) for name, code in terms_of(article)]
    labels = (label for known, code in terms if code in known for label in known.all_labels(code))
    return tuple(dict.fromkeys(labels))


def _with_broader(code: str) -> tuple[str, ...]:
    themes = vocabulary("themes")
    return (themes.resolve(code), *themes.broader(code)) if code in themes else (code,)


def differences() -> tuple[set[str], set[str]]:
    """(what the index lacks, what it has too much), by the names of documents."""
    statement = (
        select(ArticleText.article_id, ArticleText.language)
        .join(ArticleText.article)
        .where(Article.state == ArticleState.PUBLISHED)
    )
    wanted = {_name(article_id, language) for article_id, language in db.session.execute(statement)}
    found = engine().ids()
    return wanted - found, found - wanted


def repair_index() -> int:
    """Bring in step what a killed worker left behind; how many practices were."""
    lacking, extra = differences()
    numbers = {int(name.split("-")[1]) for name in lacking | extra}
    for article_id in sorted(numbers):
        index_article(article_id)
    return len(numbers)
