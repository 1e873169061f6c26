"""Enter what came on paper: the deadline is judged by when the registry received it, the rest is as for everybody."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from cop.activity.services import record
from cop.calls.models import Call
from cop.calls.queries import window_of
from cop.core.db import db
from cop.directory.models import Organisation
from cop.directory.services.organisations import Facts, list_organisation
from cop.files.rules import Upload
from cop.files.services import keep_upload
from cop.kernel.actor import Actor
from cop.kernel.clock import Window
from cop.kernel.errors import Denied, Invalid, Refused
from cop.kernel.messages import N_, Message, say
from cop.proposals.models import Proposal
from cop.proposals.paper_models import PaperEntry, PaperLetter
from cop.proposals.services.guard import OWN, refuse_judged, refuse_own_call
from cop.proposals.services.hold import hold
from cop.proposals.services.start import begin_proposal
from cop.proposals.states import ProposalState

SCANS = ("pdf", "jpg", "jpeg", "png")


@dataclass(frozen=True, slots=True)
class Paper:
    """What is known of it beside its words: when the registry received it, why it is entered, where answers go, the scan."""

    received_at: datetime
    reason: str
    scan: Upload
    email: str = ""
    address: str = ""


def enter_paper(
    call: Call, lead: Facts, paper: Paper, *, language: str, actor: Actor, now: datetime
) -> Proposal:
    """A new draft for the organisation that sent it; staff then write into it what the paper says.

    Raises Denied, Refused, or Invalid when it came too late or lies ahead. A lead that the directory does not have is listed
    there, without anybody who belongs to it.
    """
    refuse_paper(call, 1, actor=actor, now=now)
    _check(paper, window_of(call, 1), now=now)
    organisation = _in_directory(lead) or list_organisation(lead, actor=actor, now=now)
    if actor.belongs_to(organisation.id):  # nobody says when the paper of their own organisation came
        raise Denied(OWN)
    proposal = begin_proposal(
        call, organisation, language=language, at=paper.received_at, actor=actor, now=now
    )
    db.session.flush()
    _keep(proposal, paper, actor=actor, now=now)
    return proposal


def enter_next_paper(proposal: Proposal, paper: Paper, *, actor: Actor, now: datetime) -> None:
    """The present stage of a proposal that nobody writes here came on paper too."""
    refuse_paper(proposal.call, proposal.stage, actor=actor, now=now)
    _check(paper, window_of(proposal.call, proposal.stage), now=now)
    hold(proposal)
    if proposal.state != ProposalState.DRAFT or proposal.on_paper_at is not None:
        raise Refused(say(N_("This cannot be done in the present state.")))
    _keep(proposal, paper, actor=actor, now=now)


def refuse_paper(call: Call, stage: int, *, actor: Actor, now: datetime) -> None:
    """Raise Denied or Refused where no paper of a stage is taken from `actor`, whatever it says."""
    if not (actor.is_system or actor.is_staff):
        raise Denied
    refuse_own_call(call.id, actor)
    refuse_judged(call.id, stage)
    opens_at = window_of(call, stage).opens_at
    if now < opens_at:
        words = N_("The stage is not open yet: it takes what is received from %(opens)s on.")
        raise Refused(say(words, opens=opens_at))


def why_no_paper(call: Call, stage: int, *, actor: Actor, now: datetime) -> Message | None:
    """The same as words: what is refused is not offered."""
    try:
        refuse_paper(call, stage, actor=actor, now=now)
    except (Denied, Refused) as error:
        return error.message
    return None


def _check(paper: Paper, window: Window, *, now: datetime) -> None:
    """Raise Invalid for what is known of it."""
    if paper.received_at > now:
        raise Invalid(fields={"received_at": say(N_("This time has not come yet."))})
    if not window.is_open(paper.received_at):
        words = N_("The stage was not open then: it takes what was received from %(opens)s to %(closes)s.")
        why = say(words, opens=window.opens_at, closes=window.closes_at)
        raise Invalid(fields={"received_at": why})
    if not (paper.email or paper.address):
        raise Invalid(
            fields={"address": say(N_("Give a mail address or a postal one: the senders must hear of it."))}
        )


def _in_directory(lead: Facts) -> Organisation | None:
    """The organisation of that name in that country."""
    same = (func.lower(Organisation.name) == lead.name.lower(), Organisation.country == lead.country)
    return db.session.scalar(select(Organisation).where(*same).order_by(Organisation.id).limit(1))


def _keep(proposal: Proposal, paper: Paper, *, actor: Actor, now: datetime) -> None:
    blob = keep_upload(paper.scan, actor=actor, now=now, kinds=SCANS)
    entry = PaperEntry(
        proposal_id=proposal.id,
        stage=proposal.stage,
        received_at=paper.received_at,
        reason=paper.reason,
        email=paper.email,
        address=paper.address,
        scan_id=blob.id,
        entered_at=now,
        entered_by=actor.user_id,
    )
    db.session.add(entry)
    proposal.on_paper_at = paper.received_at
    record(
        "proposal.came_on_paper",
        proposal,
        actor=actor,
        now=now,
        stage=proposal.stage,
        received_at=paper.received_at.isoformat(),
        reason=paper.reason,
        scan=blob.sha256,
    )


def note_posted(letter: PaperLetter, *, actor: Actor, now: datetime) -> None:
    """A letter is printed and on its way."""
    if not (actor.is_system or actor.is_staff):
        raise Denied
    letter.sent_at, letter.sent_by = now, actor.user_id
    record("proposal.letter_posted", letter.proposal, actor=actor, now=now, letter=letter.subject)
