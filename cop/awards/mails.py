"""What a team is told of a decision: that there is one and where it is. The letter itself stays behind the sign-in."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from cop.awards.models import Decision
from cop.core import i18n, web
from cop.proposals.post import tell
from cop.proposals.team import writers_of


def mail_decision(decision: Decision, *, now: datetime) -> None:
    """To everyone who writes it, each in their language."""
    proposal = decision.proposal
    for user in writers_of(proposal):
        language = user.language
        with i18n.in_language(language):
            text = render_template(
                "awards/mails/decided.txt",
                user=user,
                proposal=proposal,
                url=web.absolute_url("proposals.proposal_show", proposal_id=proposal.id),
            )
            subject = _("The decision on %(number)s", number=proposal.number)
            tell(user, proposal, subject=subject, text=text, now=now)
