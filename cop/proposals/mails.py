"""What a team is told about its proposal: everyone who writes for the lead, each in their language."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from cop.activity.services import queue_mail
from cop.core import i18n, web
from cop.directory.queries import writers_of
from cop.proposals.models import Proposal, Submission


def mail_receipt(submission: Submission, *, now: datetime) -> None:
    """The proof that it is in, to everyone who writes for the lead."""
    proposal = submission.proposal
    zone = next(stage.zone for stage in proposal.call.stages if stage.number == submission.stage)
    for member in writers_of(proposal.organisation_id):
        language = member.user.language
        with i18n.in_language(language):
            text = render_template(
                "proposals/mails/receipt.txt",
                user=member.user,
                proposal=proposal,
                submission=submission,
                submitted_at=i18n.instant(submission.submitted_at, zone=zone),
                url=web.absolute_url(
                    "proposals.receipt_show",
                    proposal_id=proposal.id,
                    stage=submission.stage,
                    version=submission.version,
                ),
            )
            subject = _("Received: %(number)s", number=submission.number)
            queue_mail(to=member.user.email, subject=subject, text=text, language=language, now=now)


def mail_reopened(proposal: Proposal, *, reason: str, now: datetime) -> None:
    """That staff reopened it, why and until when."""
    assert proposal.reopened_until is not None  # noqa: S101 - what reopening sets
    zone = next(stage.zone for stage in proposal.call.stages if stage.number == proposal.stage)
    for member in writers_of(proposal.organisation_id):
        language = member.user.language
        with i18n.in_language(language):
            text = render_template(
                "proposals/mails/reopened.txt",
                user=member.user,
                proposal=proposal,
                reason=reason,
                until=i18n.instant(proposal.reopened_until, zone=zone),
                url=web.absolute_url("proposals.proposal_show", proposal_id=proposal.id),
            )
            subject = _("Reopened for you: %(number)s", number=proposal.number)
            queue_mail(to=member.user.email, subject=subject, text=text, language=language, now=now)
