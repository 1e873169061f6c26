"""What an editor does: read what was proposed, return it, publish it."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import web
from cop.core.access import access
from cop.core.paging import paginate
from cop.resources.forms import ReturnForm
from cop.resources.queries import waiting
from cop.resources.reading import reading_of, readings_of
from cop.resources.services.publish import publish_resource, return_resource
from cop.resources.views.public import back_to, bp, seen


@bp.get("/resources/proposed")
@access("resources.publish")
def resource_queue() -> str:
    """What waits for an editor, oldest first."""
    page = paginate(waiting(), per_page=50)
    readings = readings_of(page.items, web.language())
    return render_template("resources/resource_queue.html", page=page, readings=readings)


@bp.post("/resources/<int:resource_id>/publication")
@access("resources.publish")
def resource_publish(resource_id: int) -> Response:
    """Show it to everyone."""
    resource = seen(resource_id)
    publish_resource(resource, actor=web.actor(), now=web.now())
    flash(_("It is in the library."), "success")
    return back_to(resource)


@bp.route("/resources/<int:resource_id>/return", methods=["GET", "POST"])
@access("resources.publish")
def resource_return(resource_id: int) -> tuple[str, int] | Response:
    """Give it back to whoever proposed it, with what to change."""
    resource, form = seen(resource_id), ReturnForm()
    if not form.validate_on_submit():
        reading = reading_of(resource, web.language())
        page = render_template("resources/resource_return.html", form=form, reading=reading)
        return page, 422 if form.is_submitted() else 200
    return_resource(resource, reason=form.reason.data or "", actor=web.actor(), now=web.now())
    flash(_("It went back to whoever proposed it."), "success")
    return web.see_other(url_for("resources.resource_queue"))
