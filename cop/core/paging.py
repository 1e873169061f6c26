"""A page of a list: as many rows as asked, the total, and where the next page is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func

from cop.core import web
from cop.core.db import db

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows `items` of page `page` (from 1) of `pages`, out of `total`."""

    items: list[T]
    page: int
    per_page: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None

    def url_for_page(self, number: int) -> str:
        """This very address (filters and all) at another page."""
        return web.this_page(page=number)


def paginate(
    statement: Select[*tuple[Any, ...]], *, per_page: int = 50, scalars: bool = True, total: int | None = None
) -> Page[Any]:
    """The page that `?page=` asks of `statement`: two queries, however many rows. A page past the end is the last one.

    Who knows the `total` already says it, and it is not counted again.
    """
    if total is None:
        count = statement.order_by(None).with_only_columns(func.count(), maintain_column_froms=True)
        total = db.session.scalar(count) or 0
    number = _asked(total, per_page)
    limited = statement.limit(per_page).offset((number - 1) * per_page)
    rows = db.session.scalars(limited).all() if scalars else db.session.execute(limited).all()
    return Page(items=list(rows), page=number, per_page=per_page, total=total)


def paginate_numbers(
    numbers: Sequence[int], load: Callable[[Sequence[int]], list[T]], *, per_page: int
) -> Page[T]:
    """The same of a list of numbers, whose rows `load` gives in their order."""
    number = _asked(len(numbers), per_page)
    shown = numbers[(number - 1) * per_page : number * per_page]
    return Page(items=load(shown), page=number, per_page=per_page, total=len(numbers))


def _asked(total: int, per_page: int) -> int:
    return min(web.page_number(), max(1, -(-total // per_page)))
