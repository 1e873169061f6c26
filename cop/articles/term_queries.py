"""Practices by the terms that they are classified by."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, or_, select

from cop.articles.models import Article
from cop.articles.rules.terms import terms_in
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


def has_code(column: Any, codes: Iterable[str]) -> ColumnElement[bool]:
    """Whether one of `codes` stands in a column of JSON."""
    kept = cast(column, String)
    return or_(*(kept.contains(f'"{code}"', autoescape=True) for code in codes))
