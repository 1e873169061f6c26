"""What is classified by a term, asked of the database."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, String, cast, or_


def has_code(column: Any, codes: Iterable[str]) -> ColumnElement[bool]:
    """Whether one of `codes` stands in a column of JSON."""
    kept = cast(column, String)
    return or_(*(kept.contains(f'"{code}"', autoescape=True) for code in codes))
