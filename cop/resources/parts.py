"""What the library adds to pages of others: my desk, and the page of a term."""

from flask import url_for
from flask_babel import ngettext

from cop.core import web
from cop.core.access import may
from cop.core.db import db
from cop.core.desk import DeskItem
from cop.kernel.messages import N_, say
from cop.resources.models import Resource
from cop.resources.queries import proposed_by, using, waiting
from cop.resources.reading import reading_of
from cop.resources.states import WITH_AUTHOR

MOST_ON_DESK = 10
_LABELS = {
    "proposed": N_("Read and publish a resource"),
    "draft": N_("Finish what you propose for the library"),
    "returned": N_("Change what an editor asked for"),
}


def resources_on_desk(**_context: object) -> list[DeskItem]:
    """What waits for an editor, and what waits for whoever proposes it."""
    who = web.actor()
    found: list[Resource] = []
    if may(who, "resources.publish"):
        found += db.session.scalars(waiting().limit(MOST_ON_DESK))
    if who.is_signed_in:
        drafts = proposed_by(who).where(Resource.state.in_(WITH_AUTHOR)).limit(MOST_ON_DESK)
        found += db.session.scalars(drafts)
    return [_item(resource) for resource in found]


def _item(resource: Resource) -> DeskItem:
    title = reading_of(resource, web.language()).title.text
    url = url_for("resources.resource_show", resource_id=resource.id)
    return DeskItem(say(_LABELS[resource.state]), url, title)


def resources_with_term(*, name: str, code: str) -> str:
    """How many resources a term stands for."""
    count = len(db.session.scalars(using(name, [code])).all())
    return ngettext("%(num)s resource", "%(num)s resources", count) if count else ""
