"""What a team is told of the administrative check of its proposal, each of its writers in their language."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from cop.core import i18n, web
from cop.proposals.check_models import Check, CheckRequest
from cop.proposals.deadlines import window_for
from cop.proposals.models import Proposal
from cop.proposals.post import Reader, tell
from cop.proposals.team import writers_of


def _readers(proposal: Proposal) -> Iterator[Reader]:
    """Who is told, one after the other, with their language set."""
    for user in writers_of(proposal):
        with i18n.in_language(user.language):
            yield user


def _send(
    template: str, subject: str, proposal: Proposal, user: Reader, *, now: datetime, **said: Any
) -> None:
    said.setdefault("url", web.absolute_url("proposals.proposal_show", proposal_id=proposal.id))
    text = render_template(f"proposals/mails/{template}.txt", user=user, proposal=proposal, **said)
    tell(user, proposal, subject=subject, text=text, now=now)


def mail_request(request: CheckRequest, *, now: datetime) -> None:
    """What is asked, and until when."""
    proposal, zone = request.proposal, window_for(request.proposal, request.stage).zone
    for user in _readers(proposal):
        url = web.absolute_url("proposals.request_answer", proposal_id=proposal.id, request_id=request.id)
        due_at = i18n.instant(request.due_at, zone=zone)
        subject = _("Something is missing: %(number)s", number=proposal.number)
        _send("asked", subject, proposal, user, now=now, asked=request.text, due_at=due_at, url=url)


def mail_withdrawn(request: CheckRequest, *, now: datetime) -> None:
    """That nothing needs to be answered any more, and why."""
    proposal = request.proposal
    for user in _readers(proposal):
        subject = _("No answer is needed any more: %(number)s", number=proposal.number)
        said = {"asked": request.text, "reason": request.withdrawn_reason}
        _send("asked_no_more", subject, proposal, user, now=now, **said)


def mail_ineligible(check: Check, zone: str, *, now: datetime) -> None:
    """That it is not eligible and why, and until when they may appeal."""
    proposal = check.submission.proposal
    for user in _readers(proposal):
        until = i18n.instant(check.appeal_until, zone=zone) if check.appeal_until else ""
        subject = _("The decision on %(number)s", number=proposal.number)
        _send("ineligible", subject, proposal, user, now=now, check=check, until=until)


def mail_appeal_received(check: Check, *, now: datetime) -> None:
    """That their appeal is in."""
    proposal = check.submission.proposal
    for user in _readers(proposal):
        subject = _("Your appeal is in: %(number)s", number=proposal.number)
        _send("appealed", subject, proposal, user, now=now)


def mail_appeal_answered(check: Check, *, now: datetime) -> None:
    """What became of their appeal."""
    proposal = check.submission.proposal
    for user in _readers(proposal):
        subject = _("The answer to your appeal: %(number)s", number=proposal.number)
        _send("appeal_answered", subject, proposal, user, now=now, appeal=check.appeal)
