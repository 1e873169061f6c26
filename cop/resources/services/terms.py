"""Terms that were merged: resources classified by the one that went are of the one that stays."""

from cop.activity.services import record
from cop.core.db import db
from cop.core.web import clock
from cop.kernel.actor import SYSTEM
from cop.resources.queries import KINDS, using
from cop.resources.services.keeping import tell
from cop.taxonomy.events import TermsMerged
from cop.taxonomy.rules import replaced
from cop.taxonomy.shipped import COUNTRIES

FIELDS = {"themes": "themes", COUNTRIES: "countries"}


def move_term(event: TermsMerged) -> None:
    """A library is read by hand and stays small enough to be moved at once."""
    for resource in db.session.scalars(using(event.vocabulary, [event.code])).all():
        if event.vocabulary == KINDS:
            resource.kind = event.into
        else:
            field = FIELDS[event.vocabulary]
            setattr(resource, field, replaced(getattr(resource, field), event.code, event.into))
        moved = {"code": event.code, "into": event.into}
        record("resource.term_moved", resource, actor=SYSTEM, now=clock()(), **moved)
        tell(resource)
