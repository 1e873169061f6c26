"""Practices by the terms that they are classified by."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Select, or_, select

from cop.articles.models import Article
from cop.articles.rules.terms import terms_in
from cop.taxonomy.queries import has_code
from cop.taxonomy.shipped import COUNTRIES

TERM_COLUMNS = {
    "themes": (Article.themes,),
    "sectors": (Article.sectors,),
    "sdg_targets": (Article.sdg_targets,),
    COUNTRIES: (Article.countries_of_origin, Article.countries_of_destination),
}


def terms_of(article: Article) -> Iterator[tuple[str, str]]:
    """(vocabulary, code) of every term that a practice is classified by, countries included."""
    for name, columns in TERM_COLUMNS.items():
        yield from ((name, code) for column in columns for code in getattr(article, column.key))
    yield from terms_in(article.details)


def using(name: str, codes: Iterable[str]) -> Select[int]:
    """The numbers of the practices, in every state, that are classified by a term of the vocabulary `name`, oldest first.

    A code in the answers to the template counts too: few there are that mean something else by the same letters.
    """
    columns = (*TERM_COLUMNS.get(name, ()), Article.details)
    codes = list(codes)
    return (
        select(Article.id).where(or_(*(has_code(column, codes) for column in columns))).order_by(Article.id)
    )
