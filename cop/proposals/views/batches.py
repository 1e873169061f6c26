"""Work on many proposals at once: what may be done with those chosen, how far it is, what came of it."""

from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from cop.calls.models import Call
from cop.calls.queries import definition_of, version_in_force, window_of
from cop.core import web
from cop.core.access import access
from cop.core.forms import Form, text_of
from cop.files.services import send
from cop.kernel.errors import Invalid
from cop.proposals.forms import PersonalExtensionForm
from cop.proposals.lists.acts import Act
from cop.proposals.lists.batches import ask_batch
from cop.proposals.lists.choices import as_query, list_urls
from cop.proposals.lists.filters import proposal_ids
from cop.proposals.lists.forms import ExportForm, TeamMailForm
from cop.proposals.lists.progress import reason_in
from cop.proposals.lists.queries import batch_by_id, batches_of, marked_ids, matching_ids
from cop.proposals.lists.rules import is_over_with
from cop.proposals.lists.words import ACT_NAMES, STATE_KINDS, STATE_NAMES
from cop.proposals.views.listing import call_for, wanted_now
from cop.proposals.views.staff import bp

Answer = tuple[str, int] | Response


def _chosen(call: Call) -> list[int]:
    """The proposals that this address means: the marked ones, or all that its filter lets through."""
    wanted = wanted_now()
    if request.args.get("which") == "all":
        return matching_ids(call.id, wanted, definition_of(version_in_force(call)))
    return marked_ids(call.id, wanted.stage, proposal_ids(request.args.getlist("proposal")))


def _forms(call: Call) -> dict[Act, Form]:
    """The form of each act that takes one, empty."""
    zone = window_of(call, wanted_now().stage).zone
    return {
        Act.ANSWERS: ExportForm(formdata=None),
        Act.EXTEND: PersonalExtensionForm(zone=zone, formdata=None),
        Act.MAIL: TeamMailForm(formdata=None),
    }


@bp.get("/calls/<code>/batches/new")
@access("proposals.manage")
def batch_new(code: str) -> str:
    """What may be done with the chosen proposals."""
    return _page(call_for(code), {})


def _page(call: Call, forms: dict[Act, Form]) -> str:
    chosen, wanted = _chosen(call), wanted_now()
    which = request.args.get("which", "marked")
    query = as_query(wanted) | {"which": [which]}
    if which != "all":
        query["proposal"] = [str(number) for number in chosen]
    return render_template(
        "proposals/batch_new.html",
        call=call,
        definition=definition_of(version_in_force(call)),
        count=len(chosen),
        query=query,
        back=list_urls(call)(wanted),
        forms={act.value: form for act, form in (_forms(call) | forms).items()},
    )


@bp.post("/calls/<code>/batches")
@access("proposals.manage")
def batch_export(code: str) -> Answer:
    """Files of the chosen proposals."""
    call, form = call_for(code), ExportForm()
    if not form.validate():
        return _page(call, {Act.ANSWERS: form}), 422
    name, _sign, ending = text_of(form.file).partition(".")
    return _ask(call, Act(name), Act.ANSWERS, form, {"ending": ending})


@bp.post("/calls/<code>/batches/checks")
@access("proposals.check")
def batch_accept(code: str) -> Answer:
    """Find the chosen proposals eligible, each checked on its own."""
    return _ask(call_for(code), Act.ACCEPT, Act.ANSWERS, ExportForm(formdata=None), {})


@bp.post("/calls/<code>/batches/extensions")
@access("proposals.check")
def batch_extend(code: str) -> Answer:
    """Give the chosen teams more time."""
    call = call_for(code)
    form = PersonalExtensionForm(zone=window_of(call, wanted_now().stage).zone)
    if not form.validate():
        return _page(call, {Act.EXTEND: form}), 422
    settings = {"closes_at": form.closes_at.at().isoformat(), "reason": text_of(form.reason)}
    return _ask(call, Act.EXTEND, Act.EXTEND, form, settings)


@bp.post("/calls/<code>/batches/mails")
@access("proposals.check")
def batch_mail(code: str) -> Answer:
    """Write to the chosen teams."""
    call, form = call_for(code), TeamMailForm()
    if not form.validate():
        return _page(call, {Act.MAIL: form}), 422
    settings = {"subject": text_of(form.subject), "text": text_of(form.text)}
    return _ask(call, Act.MAIL, Act.MAIL, form, settings)


def _ask(call: Call, act: Act, shown_with: Act, form: Form, settings: dict[str, Any]) -> Answer:
    try:
        batch = ask_batch(
            call,
            act,
            _chosen(call),
            stage=wanted_now().stage,
            settings=settings,
            language=web.language(),
            actor=web.actor(),
            now=web.now(),
        )
    except Invalid as error:
        form.refuse(error)
        return _page(call, {shown_with: form}), 422
    return web.see_other(url_for("proposals_staff.batch_show", code=call.code, batch_id=batch.id))


@bp.get("/calls/<code>/batches")
@access("proposals.manage")
def batch_list(code: str) -> str:
    """What was asked for lately."""
    call = call_for(code)
    return render_template(
        "proposals/batch_list.html",
        call=call,
        definition=definition_of(version_in_force(call)),
        batches=batches_of(call.id, web.actor()),
        act_names=ACT_NAMES,
        state_names=STATE_NAMES,
        state_kinds=STATE_KINDS,
    )


@bp.get("/calls/<code>/batches/<int:batch_id>")
@access("proposals.manage")
def batch_show(code: str, batch_id: int) -> str:
    """How far it is, what was refused and why, and the files."""
    call = call_for(code)
    batch = web.found(batch_by_id(call.id, batch_id, web.actor()))
    return render_template(
        "proposals/batch_show.html",
        call=call,
        definition=definition_of(version_in_force(call)),
        batch=batch,
        is_over=is_over_with(expires_at=batch.expires_at, now=web.now()),
        report=[(line["number"], reason_in(line)) for line in batch.report],
        act_names=ACT_NAMES,
        state_names=STATE_NAMES,
        state_kinds=STATE_KINDS,
    )


@bp.get("/calls/<code>/batches/<int:batch_id>/files/<int:file_id>")
@access("proposals.manage")
def batch_file(code: str, batch_id: int, file_id: int) -> Response:
    """A file of a batch, until it expires."""
    batch = web.found(batch_by_id(call_for(code).id, batch_id, web.actor()))
    web.found(None if is_over_with(expires_at=batch.expires_at, now=web.now()) else batch)
    return send(web.found(next((file.blob for file in batch.files if file.id == file_id), None)))
