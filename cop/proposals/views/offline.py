"""The whole application in Word or a spreadsheet, to download: empty for everybody, or with what a draft holds."""

from flask import Response as PlainResponse
from flask import render_template
from werkzeug.wrappers import Response

from cop.calls.models import CallVersion
from cop.calls.queries import call_by_code, definition_of, version_in_force
from cop.core import i18n, web
from cop.core.access import access
from cop.proposals.budget_reading import blank_frame, frame_of
from cop.proposals.models import Proposal, StageDraft
from cop.proposals.offline.asking import form_for
from cop.proposals.offline.files import MADE, file_of
from cop.proposals.offline.identity import Identity
from cop.proposals.offline.written import comparable, written_in
from cop.proposals.views.applicant import bp
from cop.proposals.views.writing import writable


@bp.get("/calls/<code>/forms")
@access("public")
def form_list(code: str) -> str:
    """The empty forms of a call, before anybody signs up."""
    call = web.found(call_by_code(code, web.actor()))
    definition = definition_of(version_in_force(call))
    return render_template("proposals/form_list.html", call=call, definition=definition, endings=tuple(MADE))


@bp.get("/calls/<code>/stages/<int:stage>/form/<language:into>.<ending>")
@access("public")
def form_blank(code: str, stage: int, into: str, ending: str) -> Response:
    """An empty form in one of the call's languages."""
    call = web.found(call_by_code(code, web.actor()))
    version = version_in_force(call)
    web.found(1 <= stage <= len(definition_of(version).stages) or None)
    content = _content(version, stage, into, ending)
    return _sent(content, f"{call.code}-{stage}-{into}.{ending}")


@bp.get("/proposals/<int:proposal_id>/form/<language:into>.<ending>")
@access("proposals.write")
def form_show(proposal_id: int, into: str, ending: str) -> Response:
    """The form of a draft, with what is written of it."""
    proposal, draft = writable(proposal_id)
    content = _content(proposal.call_version, draft.stage, into, ending, of=(proposal, draft))
    return _sent(content, f"{proposal.number}-{draft.stage}-{into}.{ending}")


def _content(
    version: CallVersion,
    number: int,
    into: str,
    ending: str,
    *,
    of: tuple[Proposal, StageDraft] | None = None,
) -> bytes:
    """The file in the language `into`, `of` a proposal and its draft or empty."""
    definition = definition_of(version)
    web.found((ending in MADE and into in definition.languages) or None)
    stage, written, which, title = definition.stage(number), {}, "-", ""
    if of is not None:
        proposal, draft = of
        written, which, title = comparable(written_in(draft, stage)), proposal.number, proposal.title
    identity = Identity(definition.code, stage.code, version.sha256[:16], into, which)
    with i18n.in_language(into):
        frame = frame_of(*of) if of else blank_frame(definition, number)
        form = form_for(stage, definition, written, frame=frame, identity=identity, title=title)
        return file_of(form, ending)


def _sent(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return PlainResponse(content, mimetype=MADE[name.rpartition(".")[2]], headers=headers)
