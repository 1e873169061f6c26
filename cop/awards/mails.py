"""What a team is told of a decision: that there is one and where it is. The letter itself stays behind the sign-in."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from cop.activity.services import queue_mail
from cop.awards.models import Decision
from cop.core import i18n, web
from cop.directory.queries import writers_of


def mail_decision(decision: Decision, *, now: datetime) -> None:
    """To everyone who writes for the lead, each in their language."""
    proposal = decision.proposal
    for member in writers_of(proposal.organisation_id):
        language = member.user.language
        with i18n.in_language(language):
            text = render_template(
                "awards/mails/decided.txt",
                user=member.user,
                proposal=proposal,
                url=web.absolute_url("proposals.proposal_show", proposal_id=proposal.id),
            )
            subject = _("The decision on %(number)s", number=proposal.number)
            queue_mail(to=member.user.email, subject=subject, text=text, language=language, now=now)
