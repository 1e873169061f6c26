"""Every published practice, one document for each language it is written in, and the people it says may be asked."""

from collections.abc import Sequence
from itertools import product
from typing import Any

from sqlalchemy import func, select

from cop.articles.models import Article, ArticleText
from cop.articles.queries import readable_texts
from cop.articles.rules.evidence import Evidence
from cop.articles.rules.sections import WHO
from cop.articles.rules.structure import Details, public_rows
from cop.articles.states import ArticleState
from cop.articles.telling import plain_text
from cop.articles.term_queries import terms_of, using
from cop.core.db import db
from cop.core.search.port import Document
from cop.kernel.translated import LANGUAGES
from cop.search.sources.source import Source, labels_of
from cop.taxonomy.terms import vocabulary

PEOPLE = next(group for group in WHO.groups if group.code == "people")
LEVELS = {level: number for number, level in enumerate(Evidence)}
Facets = dict[str, tuple[str, ...]]


def documents_of(article: Article) -> list[Document]:
    """A document for each language of a practice. Labels of its terms in every language find it across languages."""
    keywords, facets = labels_of(terms_of(article)), facets_of(article)
    return [_document(article, text, keywords, facets) for text in readable_texts(article)]


def _document(article: Article, text: ArticleText, keywords: tuple[str, ...], facets: Facets) -> Document:
    return Document(
        id=_name(article.id, text.language),
        kind="practice",
        language=text.language,
        title=text.title,
        body=f"{text.summary}\n\n{plain_text(text.content, article.details)}",
        keywords=keywords,
        facets=facets,
        group=f"article-{article.id}",
        level=LEVELS[article.evidence],
        stored=_stored(article, text),
    )


def _stored(article: Article, text: ArticleText) -> dict[str, str]:
    date = article.published_at.isoformat() if article.published_at else ""
    countries = " ".join([*article.countries_of_origin, *article.countries_of_destination])
    return {
        "date": date,
        "article": str(article.id),
        "slug": text.slug,
        "countries": countries,
        "evidence": article.evidence,
    }


def facets_of(article: Article) -> Facets:
    """What a practice is narrowed down by."""
    ways = product(article.countries_of_origin, article.countries_of_destination)
    return {
        "theme": vocabulary("themes").with_broader(article.themes),
        "sector": vocabulary("sectors").with_broader(article.sectors),
        "country": tuple(dict.fromkeys([*article.countries_of_origin, *article.countries_of_destination])),
        "corridor": tuple(f"{origin}-{destination}" for origin, destination in ways),
        "language_of": tuple(text.language for text in readable_texts(article)),
        "evidence": (article.evidence,),
        "year": tuple(map(str, _years(article))),
    }


def _years(article: Article) -> Sequence[int]:
    """In which it ran, up to its publication when it has no end."""
    published = article.published_at.year if article.published_at else article.created_at.year
    first = article.starts_year or article.ends_year or published
    return range(first, max(first, article.ends_year or published) + 1)


def people_of(article: Article) -> list[Document]:
    """The people to ask who agreed to be named, in each language of the practice that names them."""
    facets = {name: values for name, values in facets_of(article).items() if name in {"theme", "country"}}
    return [
        _person(article, text, number, row, facets)
        for number, row in enumerate(_named(article.details), 1)
        for text in readable_texts(article)
    ]


def _named(details: Details) -> list[Details]:
    """Files and old drafts may have rows that nobody finished."""
    return [row for row in public_rows(PEOPLE, details) if row.get("name")]


def _person(
    article: Article, text: ArticleText, number: int, row: dict[str, Any], facets: Facets
) -> Document:
    subject = text.content.get(PEOPLE.code, {}).get(row["key"], {}).get("subject", "")
    return Document(
        id=_name(article.id, f"person-{number}-{text.language}"),
        kind="person",
        language=text.language,
        title=row["name"],
        body=f"{subject}\n\n{text.title}" if subject else text.title,
        facets={**facets, "language_of": tuple(one.language for one in readable_texts(article))},
        group=f"article-{article.id}-person-{number}",
        is_brief=True,
        stored={name: value for name, value in _stored(article, text).items() if name != "evidence"},
    )


def _name(article_id: int, rest: str) -> str:
    return f"article-{article_id}-{rest}"


def _possible(article_id: int) -> list[str]:
    people = [f"person-{number}-{code}" for number in range(1, PEOPLE.most + 1) for code in LANGUAGES]
    return [_name(article_id, rest) for rest in (*LANGUAGES, *people)]


def _names() -> set[str]:
    statement = (
        select(Article.id, Article.details, ArticleText.language)
        .join(Article.texts)
        .where(Article.state == ArticleState.PUBLISHED, ArticleText.is_readable)
    )
    found = set()
    for article_id, details, language in db.session.execute(statement):
        found.add(_name(article_id, language))
        people = range(1, len(_named(details)) + 1)
        found |= {_name(article_id, f"person-{number}-{language}") for number in people}
    return found


def _after(last: int, most: int) -> Sequence[Article]:
    wanted = select(Article).where(Article.state == ArticleState.PUBLISHED, Article.id > last)
    return db.session.scalars(wanted.order_by(Article.id).limit(most)).all()


def _by_number(article_id: int) -> Article | None:
    article = db.session.get(Article, article_id)
    return article if article and article.state == ArticleState.PUBLISHED else None


def _count() -> int:
    wanted = select(func.count()).where(Article.state == ArticleState.PUBLISHED)
    return db.session.scalar(wanted.select_from(Article)) or 0


PRACTICES = Source(
    name="article",
    count=_count,
    after=_after,
    by_number=_by_number,
    documents_of=lambda article: [*documents_of(article), *people_of(article)],
    possible=_possible,
    names=_names,
    using=lambda of, codes: db.session.scalars(using(of, codes)),
)
