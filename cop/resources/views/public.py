"""What everyone reads: the library, one resource, the document itself, the newest as a feed."""

from flask import Response, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from cop.core import i18n, slots, web
from cop.core.access import access
from cop.core.kept import kept
from cop.core.paging import paginate_numbers
from cop.core.tables import table_response
from cop.files.services import send
from cop.resources.asking import ORDERS, asked
from cop.resources.citing import citation, schema_org
from cop.resources.exports import header, rows_of
from cop.resources.listing import chips_of, in_words, listing
from cop.resources.models import Resource
from cop.resources.queries import by_numbers, reason_of, resource_seen_by
from cop.resources.reading import reading_of, readings_of
from cop.resources.rules.workflow import can_write
from cop.resources.services.keeping import lacks
from cop.resources.services.publish import acts_on

bp = i18n.page_blueprint("resources", __name__)
PER_PAGE, IN_FEED, IN_TABLE = 20, 30, 1_000


@bp.get("/resources")
@access("public")
@kept
def resource_list() -> str:
    """What is published and fits, newest first or by title."""
    question = asked()
    found = listing(question)
    page = paginate_numbers(found.numbers, by_numbers, per_page=PER_PAGE)
    return render_template(
        "resources/resource_list.html",
        question=question,
        found=found,
        page=page,
        readings=readings_of(page.items, web.language()),
        chips=chips_of(question),
        orders=ORDERS,
        feed=web.absolute_url("resources.resource_feed", **question.arguments()),
    )


@bp.get("/resources/feed")
@access("public")
@kept
def resource_feed() -> Response:
    """The newest that fits as an Atom feed in the page's language."""
    question = asked().with_order(ORDERS[0])
    newest = readings_of(by_numbers(listing(question).numbers[:IN_FEED]), web.language())
    page = render_template(
        "resources/feed.xml",
        readings=newest,
        updated_at=max((reading.updated_at for reading in newest), default=web.now()),
        chosen=in_words(question),
        address=web.absolute_url("resources.resource_feed", **question.arguments()),
        page=web.absolute_url("resources.resource_list", **question.arguments()),
    )
    return Response(page, mimetype="application/atom+xml")


@bp.get("/resources/table.<ending>")
@access("public")
def resource_table(ending: str) -> Response:
    """Everything that fits as a table (csv, xlsx)."""
    numbers = listing(asked()).numbers[:IN_TABLE]
    rows = rows_of(readings_of(by_numbers(numbers), web.language()))
    return table_response("resources", ending, header(), rows)


@bp.get("/resources/<int:resource_id>")
@access("public")
@kept
def resource_show(resource_id: int) -> str:
    """One resource in the page's language, or in the best there is."""
    resource, who = seen(resource_id), web.actor()
    reading = reading_of(resource, web.language())
    return render_template(
        "resources/resource_show.html",
        reading=reading,
        resource=resource,
        citation=citation(resource),
        canonical=reading.canonical,
        schema=schema_org(reading),
        may_write=can_write(who, resource),
        acts=acts_on(resource, who) if who.is_signed_in else frozenset(),
        missing=lacks(resource).missing,
        reason=reason_of(resource),
        parts=slots.parts("resource_page", resource=resource),
    )


@bp.get("/resources/<int:resource_id>/file")
@access("public")
def file_show(resource_id: int) -> Response:
    """The document itself, for whoever may see what is said of it."""
    return send(web.found(seen(resource_id).file))


def seen(resource_id: int) -> Resource:
    return web.found(resource_seen_by(web.actor(), resource_id))


def back_to(resource: Resource) -> AnyResponse:
    return web.see_other(url_for("resources.resource_show", resource_id=resource.id))
