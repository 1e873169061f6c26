"""The list as a table to take along, and the resources that a person proposed, for their own eyes."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from cop.core import i18n
from cop.core.db import db
from cop.core.sheets import Cell
from cop.resources.models import Resource
from cop.resources.queries import AS_CARD, entry_of
from cop.resources.reading import Reading


def header() -> list[str]:
    of_it = [_("Title"), _("Authors"), _("Publisher"), _("Year of publication")]
    about = [_("Languages of the document"), _("Themes"), _("Countries"), _("Terms of use")]
    return [_("What it is"), *of_it, *about, _("Where else it is found"), _("Link"), _("Address")]


def rows_of(readings: Iterable[Reading]) -> Iterator[list[Cell]]:
    """A row a resource, in words of the page's language."""
    for reading in readings:
        of = reading.resource
        lists = (reading.languages, reading.themes, reading.countries)
        said = [i18n.comma().join(names) for names in lists]
        made = [reading.kind, reading.title.text, of.authors, of.publisher, of.year]
        yield [*made, *said, reading.licence, of.found_in, of.link, reading.canonical]


def own_data(*, user_id: int) -> dict[str, Any]:
    """What they proposed, in every language and state, and the name of the file they gave."""
    own = select(Resource).where(Resource.author_id == user_id).order_by(Resource.id).options(*AS_CARD)
    return {
        "resources": [
            {
                "state": resource.state,
                "created_at": resource.created_at,
                **asdict(entry_of(resource)),
                "file": resource.file.name if resource.file else None,
            }
            for resource in db.session.scalars(own)
        ]
    }
