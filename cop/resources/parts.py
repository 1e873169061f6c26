"""What the library adds to pages of others: the front page, my desk, and the page of a term."""

from flask import render_template, url_for
from flask_babel import ngettext
from markupsafe import Markup

from cop.core import web
from cop.core.access import may
from cop.core.db import db
from cop.core.desk import DeskItem
from cop.kernel.messages import N_, say
from cop.resources.models import Resource
from cop.resources.queries import proposed_by, published, using, waiting
from cop.resources.reading import reading_of, readings_of
from cop.resources.states import WITH_AUTHOR

NEWEST = 3
MOST_ON_DESK = 10
_LABELS = {
    "proposed": N_("Read and publish a resource"),
    "draft": N_("Finish what you propose for the library"),
    "returned": N_("Change what an editor asked for"),
}


def newest_resources(**_context: object) -> Markup | str:
    """What is new in the library, as a section; nothing while it is empty."""
    resources = db.session.scalars(published().limit(NEWEST)).all()
    if not resources:
        return ""
    readings = readings_of(resources, web.language())
    return Markup(render_template("resources/_home.html", readings=readings))  # noqa: S704 - our own template


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
