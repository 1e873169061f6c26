"""A result list to take along, and what is kept of a person's searches, for their own eyes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from cop.core import i18n, web
from cop.core.db import db
from cop.core.search.port import Hit
from cop.core.sheets import Cell
from cop.search.facets import facet_name, value_label
from cop.search.kinds import absolute_address_of
from cop.search.models import SavedSearch
from cop.taxonomy.countries import country_name


def header() -> list[str]:
    names = [facet_name(name) for name in ("kind", "language_of", "country", "evidence")]
    return [names[0], _("Title"), *names[1:], _("Date"), _("Address")]


def rows_of(hits: Iterable[Hit]) -> Iterator[list[Cell]]:
    """A row a result, in words of the page's language."""
    for hit in hits:
        stored = hit.stored
        yield [
            value_label("kind", hit.kind),
            hit.title,
            value_label("language_of", hit.language),
            i18n.comma().join(country_name(code, web.language()) for code in stored["countries"].split()),
            value_label("evidence", stored["evidence"]) if "evidence" in stored else "",
            stored["date"][:10],
            absolute_address_of(hit.kind, stored),
        ]


def records_of(hits: Iterable[Hit]) -> list[dict[str, Any]]:
    """The same for a program, in codes."""
    return [
        {
            "kind": hit.kind,
            "title": hit.title,
            "language": hit.language,
            "countries": hit.stored["countries"].split(),
            "evidence": hit.stored.get("evidence"),
            "date": hit.stored["date"],
            "address": absolute_address_of(hit.kind, hit.stored),
        }
        for hit in hits
    ]


def updated_at(hits: Iterable[Hit], fallback: datetime) -> datetime:
    """The date of the newest of them."""
    return max((datetime.fromisoformat(hit.stored["date"]) for hit in hits), default=fallback)


def own_data(*, user_id: int) -> dict[str, Any]:
    """The searches they keep."""
    own = select(SavedSearch).where(SavedSearch.user_id == user_id).order_by(SavedSearch.id)
    return {
        "saved_searches": [
            {"query": row.query, "rhythm": row.rhythm, "saved_at": row.saved_at}
            for row in db.session.scalars(own)
        ]
    }
