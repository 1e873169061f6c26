"""A proposal on paper: the draft, marked as one; and what was handed in, from its snapshot alone."""

from typing import Any

from werkzeug.wrappers import Response

from cop.calls.definition.definition import CallDefinition
from cop.calls.queries import definition_of
from cop.core import i18n, pdf, web
from cop.core.access import access
from cop.proposals.content import title_of
from cop.proposals.queries import draft_of
from cop.proposals.reading import definition_under, findings_in
from cop.proposals.services.freeze import freeze
from cop.proposals.views.applicant import bp
from cop.proposals.views.history import ours
from cop.proposals.views.submitting import submission_asked


@bp.get("/proposals/<int:proposal_id>/draft.pdf")
@access("proposals.write")
def draft_pdf(proposal_id: int) -> Response:
    """What is being written, for the team alone."""
    proposal = ours(proposal_id)
    draft = web.found(draft_of(proposal))
    definition = definition_of(proposal.call_version)
    content = freeze(proposal, draft, now=web.now())
    file = _paper(content, definition, draft.stage, made_at=web.now())
    return pdf.attachment(file, f"{proposal.number}-draft.pdf")


@bp.get("/proposals/<int:proposal_id>/submissions/<int:stage>.pdf")
@access("proposals.write")
def submission_pdf(proposal_id: int, stage: int) -> Response:
    """Exactly what was handed in."""
    submission = submission_asked(proposal_id, stage)
    definition = definition_under(submission)
    file = _paper(
        submission.content,
        definition,
        stage,
        submission=submission,
        findings=findings_in(submission),
        zone=definition.stage(stage).window.zone,
    )
    return pdf.attachment(file, f"{submission.number}-proposal.pdf")


def _paper(content: dict[str, Any], definition: CallDefinition, stage: int, **more: Any) -> bytes:
    """The PDF of a content, in the language it was written in."""
    asked = definition.stage(stage)
    with i18n.in_language(content["language"]):
        return pdf.render_pdf(
            "proposals/proposal.pdf.html",
            content=content,
            definition=definition,
            stage=asked,
            title=title_of(content["answers"], asked) or content["proposal"],
            **more,
        )
