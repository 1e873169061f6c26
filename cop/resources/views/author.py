"""What whoever proposes a resource does: write the entry, give the document, propose it, take it back, withdraw it."""

from flask import current_app, flash, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import web
from cop.core.access import access
from cop.core.paging import paginate
from cop.files.forms import inspected
from cop.files.rules import DOCUMENTS
from cop.kernel.errors import Denied, Invalid, Stale
from cop.resources.forms import EntryForm, FileForm, WithdrawForm, entry_form
from cop.resources.models import Resource
from cop.resources.queries import entry_of, proposed_by
from cop.resources.reading import reading_of, readings_of
from cop.resources.rules.workflow import can_write, is_author_or_editor
from cop.resources.services.publish import propose_resource, take_back_resource, withdraw_resource
from cop.resources.services.write import (
    change_resource,
    create_resource,
    file_resource,
    unfile_resource,
)
from cop.resources.views.public import back_to, bp, seen

Answer = tuple[str, int] | Response


@bp.get("/resources/mine")
@access("resources.write")
def resource_mine() -> str:
    """What the reader proposed, in every state."""
    page = paginate(proposed_by(web.actor()), per_page=50)
    readings = readings_of(page.items, web.language())
    return render_template("resources/resource_mine.html", page=page, readings=readings)


@bp.route("/resources/new", methods=["GET", "POST"])
@access("resources.write")
def resource_new() -> Answer:
    """Begin an entry of the library."""
    form = entry_form()
    if not form.validate_on_submit():
        return _entry_page(form), 422 if form.is_submitted() else 200
    try:
        resource = create_resource(form.value(), actor=web.actor(), now=web.now())
    except Invalid as error:
        form.refuse(error)
        return _entry_page(form), 422
    flash(_("Your draft is saved. Only you can see it until you propose it."), "success")
    return back_to(resource)


@bp.route("/resources/<int:resource_id>/edit", methods=["GET", "POST"])
@access("resources.write")
def resource_edit(resource_id: int) -> Answer:
    """Say something else of it."""
    resource = writable(resource_id)
    form = entry_form(entry_of(resource))
    if not form.validate_on_submit():
        return _entry_page(form, resource=resource), 422 if form.is_submitted() else 200
    try:
        made_from = form.made_from.data or ""
        change_resource(resource, form.value(), made_from=made_from, actor=web.actor(), now=web.now())
    except Invalid as error:
        form.refuse(error)
        return _entry_page(form, resource=resource), 422
    except Stale:
        form.made_from.data = entry_of(resource).fingerprint
        newer = reading_of(resource, web.language())
        return _entry_page(form, resource=resource, newer=newer), 409
    flash(_("Saved."), "success")
    return back_to(resource)


def _entry_page(form: EntryForm, *, resource: Resource | None = None, **more: object) -> str:
    reading = reading_of(resource, web.language()) if resource else None
    return render_template("resources/resource_edit.html", form=form, reading=reading, **more)


@bp.route("/resources/<int:resource_id>/document", methods=["GET", "POST"])
@access("resources.write")
def file_edit(resource_id: int) -> Answer:
    """The document itself, looked into before a transaction is open."""
    form = FileForm()
    upload = inspected(form, kinds=DOCUMENTS)
    resource = writable(resource_id)
    if upload is None:
        return _file_page(resource, form), 422 if form.is_submitted() else 200
    try:
        file_resource(resource, upload, actor=web.actor(), now=web.now())
    except Invalid as error:
        form.refuse(error)
        return _file_page(resource, form), 422
    flash(_("The document is here."), "success")
    return back_to(resource)


def _file_page(resource: Resource, form: FileForm) -> str:
    return render_template(
        "resources/file_edit.html",
        reading=reading_of(resource, web.language()),
        resource=resource,
        form=form,
        kinds=[kind.upper() for kind in DOCUMENTS],
        most=current_app.config["SETTINGS"].max_upload_mb,
    )


@bp.post("/resources/<int:resource_id>/document/removal")
@access("resources.write")
def file_remove(resource_id: int) -> Response:
    """Keep the document here no longer."""
    resource = writable(resource_id)
    unfile_resource(resource, actor=web.actor(), now=web.now())
    flash(_("The document is removed."), "success")
    return back_to(resource)


@bp.post("/resources/<int:resource_id>/proposal")
@access("resources.write")
def resource_propose(resource_id: int) -> Response:
    """Hand it to the editors."""
    resource = seen(resource_id)
    propose_resource(resource, actor=web.actor(), now=web.now())
    flash(
        _("Thank you. An editor will look at it; you will get a mail when it is in the library."), "success"
    )
    return back_to(resource)


@bp.post("/resources/<int:resource_id>/proposal/withdrawal")
@access("resources.write")
def resource_take_back(resource_id: int) -> Response:
    """Take it back to write on."""
    resource = seen(resource_id)
    take_back_resource(resource, actor=web.actor(), now=web.now())
    flash(_("It is your draft again."), "success")
    return back_to(resource)


@bp.route("/resources/<int:resource_id>/withdrawal", methods=["GET", "POST"])
@access("resources.write")
def resource_withdraw(resource_id: int) -> Answer:
    """Take it off the public pages, with a reason: whoever proposed it, or an editor."""
    resource = seen(resource_id)
    if not is_author_or_editor(resource, web.actor()):
        raise Denied
    form = WithdrawForm()
    if not form.validate_on_submit():
        reading = reading_of(resource, web.language())
        page = render_template("resources/resource_withdraw.html", form=form, reading=reading)
        return page, 422 if form.is_submitted() else 200
    withdraw_resource(resource, reason=form.reason.data or "", actor=web.actor(), now=web.now())
    flash(_("It is no longer in the library."), "success")
    return back_to(resource)


def writable(resource_id: int) -> Resource:
    """One that the reader may write; one they may only read is a refusal, one they may not see does not exist."""
    resource = seen(resource_id)
    if not can_write(web.actor(), resource):
        raise Denied
    return resource
