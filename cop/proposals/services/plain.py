"""Rows of a draft as JSON and back: in a snapshot, in a revision."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

from cop.core.db import Base


def plain_row(row: object, names: Sequence[str]) -> dict[str, Any]:
    """The columns `names` of a row; exact numbers as text with the two decimals that are kept of them."""
    return plain_values({name: getattr(row, name) for name in names})


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same of columns that are not a row yet."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case Decimal():
            return f"{value:.2f}"
    return value


def values_of(table: type[Base], plain: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """What plain_row made, as the columns of `table` hold it; a column that is newer than the row is left out."""
    kinds = {name: table.__table__.columns[name].type.python_type for name in names if name in plain}
    return {name: None if plain[name] is None else kind(plain[name]) for name, kind in kinds.items()}
