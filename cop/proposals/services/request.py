"""Staff ask a team for what is missing or wrong; the team answers once, before the instant that was named.

Until it does, whoever is of the staff may withdraw what was asked, and the team reads why.
"""

from datetime import datetime

from cop.activity.services import record
from cop.core.db import db
from cop.files.rules import DOCUMENTS, PICTURES, Upload
from cop.files.services import keep_upload
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, Refused, TooLate, need_reason
from cop.kernel.messages import N_, say
from cop.proposals.check_mails import mail_request, mail_withdrawn
from cop.proposals.check_models import CheckRequest
from cop.proposals.models import Submission
from cop.proposals.queries import check_of
from cop.proposals.rules.checking import due_problem
from cop.proposals.rules.team import is_team
from cop.proposals.rules.workflow import WORKFLOW, is_staff
from cop.proposals.services.check import check_facts, hold_check
from cop.proposals.services.guard import refuse_own_call
from cop.proposals.services.hold import hold
from cop.proposals.states import ProposalState

MOST_REQUESTS = 30


def ask_team(
    submission: Submission, *, question: str, text: str, due_at: datetime, actor: Actor, now: datetime
) -> CheckRequest:
    """Ask for something, perhaps the document of `question`, until `due_at`; raises Denied, Refused or Invalid."""
    hold_check(submission, actor)
    proposal = submission.proposal
    WORKFLOW.target("ask", proposal, actor, check_facts(submission, check_of(submission), now=now))
    if problem := due_problem(due_at, now):
        raise Invalid(fields={"due_at": problem})
    request = CheckRequest(
        proposal_id=proposal.id,
        stage=submission.stage,
        question=question,
        text=text,
        due_at=due_at,
        asked_at=now,
        asked_by=actor.user_id,
    )
    db.session.add(request)
    record(
        "proposal.team_asked",
        proposal,
        actor=actor,
        now=now,
        submission=submission.number,
        question=question,
        text=text,
        due_at=due_at.isoformat(),
    )
    mail_request(request, now=now)
    return request


def answer_request(
    request: CheckRequest, *, text: str, upload: Upload | None, actor: Actor, now: datetime
) -> None:
    """Explain, or send the document; raises Denied, Refused (answered, or no longer looked at), TooLate or Invalid."""
    proposal = request.proposal
    if not (actor.is_system or is_team(proposal, actor)):
        raise Denied(say(N_("Only those who write for the team answer.")))
    hold(proposal)
    _refuse_settled(request)
    if now >= request.due_at:
        message = N_("It is too late: this could be answered until %(due)s.")
        raise TooLate(say(message, due=request.due_at))
    if proposal.state != ProposalState.SUBMITTED:
        raise Refused(say(N_("This cannot be done in the present state.")))
    if not text and upload is None:
        raise Invalid(fields={"text": say(N_("Send the document, or explain in words."))})
    kinds = (*DOCUMENTS, *PICTURES)
    blob = keep_upload(upload, actor=actor, now=now, kinds=kinds) if upload else None
    request.answer, request.answered_at, request.answered_by = text, now, actor.user_id
    request.blob_id = blob.id if blob else None
    record(
        "proposal.team_answered",
        proposal,
        actor=actor,
        now=now,
        request=request.id,
        text=text,
        sha256=blob.sha256 if blob else "",
    )


def withdraw_request(request: CheckRequest, *, reason: str, actor: Actor, now: datetime) -> None:
    """The team need not answer any more, and is told why; raises Denied, Refused (answered or withdrawn already) or Invalid."""
    proposal = request.proposal
    refuse_own_call(proposal.call_id, actor)
    hold(proposal)
    if not (actor.is_system or is_staff(proposal, actor)):
        raise Denied
    _refuse_settled(request)
    need_reason(reason, N_("Say why: the team reads it."))
    request.withdrawn_at, request.withdrawn_by, request.withdrawn_reason = now, actor.user_id, reason
    record("proposal.request_withdrawn", proposal, actor=actor, now=now, request=request.id, reason=reason)
    mail_withdrawn(request, now=now)


def _refuse_settled(request: CheckRequest) -> None:
    """Read again once the proposal is held: of an answer and a withdrawal at once the first counts."""
    db.session.refresh(request, ["answered_at", "withdrawn_at"])
    if request.answered_at is not None:
        raise Refused(say(N_("This is answered already.")))
    if request.withdrawn_at is not None:
        raise Refused(say(N_("The secretariat has withdrawn this: nothing needs to be answered.")))
