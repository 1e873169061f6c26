"""What a team wrote before: the list, what each save changed, and back to it."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.queries import definition_of
from cop.core import web
from cop.core.access import access
from cop.core.paging import paginate
from cop.kernel.errors import Denied
from cop.kernel.messages import N_, say
from cop.proposals.budget_reading import frame_of
from cop.proposals.models import Proposal
from cop.proposals.queries import draft_of
from cop.proposals.revisions import (
    differences_of,
    part_names,
    revision_before,
    revision_by_id,
    revisions_of,
)
from cop.proposals.rules.team import enters_paper, is_of_team
from cop.proposals.rules.workflow import can_write
from cop.proposals.services.restore import restore_revision
from cop.proposals.views.applicant import bp, own


def ours(proposal_id: int) -> Proposal:
    """A proposal whose draft the reader may see: nobody's business but the team's, whoever sees what it hands in.

    What came on paper is also the business of those who type it.
    """
    proposal, actor = own(proposal_id), web.actor()
    if not (is_of_team(proposal, actor) or enters_paper(proposal, actor)):
        raise Denied(say(N_("Only the team that writes this proposal may read this.")))
    return proposal


@bp.get("/proposals/<int:proposal_id>/revisions")
@access("proposals.write")
def revision_list(proposal_id: int) -> str:
    """The saves of a draft, newest first, of one part where the address says so."""
    proposal = ours(proposal_id)
    names = part_names(definition_of(proposal.call_version).stage(proposal.stage))
    part = request.args.get("part", "")
    return render_template(
        "proposals/revision_list.html",
        proposal=proposal,
        page=paginate(revisions_of(proposal, part if part in names else "")),
        names=names,
        part=part,
    )


@bp.get("/proposals/<int:proposal_id>/revisions/<int:revision_id>")
@access("proposals.write")
def revision_show(proposal_id: int, revision_id: int) -> str:
    """What one save changed."""
    proposal = ours(proposal_id)
    revision = web.found(revision_by_id(proposal, revision_id))
    definition = definition_of(proposal.call_version)
    stage = definition.stage(proposal.stage)
    frame = frame_of(proposal, web.found(draft_of(proposal)))
    return render_template(
        "proposals/revision_show.html",
        proposal=proposal,
        revision=revision,
        name=part_names(stage).get(revision.part),
        differences=differences_of(revision, revision_before(revision), stage, frame),
        definition=definition,
        may_restore=can_write(web.actor(), proposal),
    )


@bp.post("/proposals/<int:proposal_id>/revisions/<int:revision_id>/restoration")
@access("proposals.write")
def revision_restore(proposal_id: int, revision_id: int) -> Response:
    """Back to it, as a new save."""
    proposal = ours(proposal_id)
    revision = web.found(revision_by_id(proposal, revision_id))
    restore_revision(proposal, revision, actor=web.actor(), now=web.now())
    flash(_("It is again as it was then."), "success")
    return web.see_other(url_for("proposals.revision_list", proposal_id=proposal_id, part=revision.part))
