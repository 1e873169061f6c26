"""What people outside are asked by mail: to join a proposal's team, to confirm that a partner takes part."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from cop.accounts.queries import language_for
from cop.activity.services import queue_mail
from cop.core import i18n, web
from cop.proposals.models import Proposal
from cop.proposals.team_models import Mandate, TeamInvitation


def mail_team_invitation(
    invitation: TeamInvitation, proposal: Proposal, token: str, *, inviter: str, now: datetime
) -> None:
    """In the language of the person asked; in the proposal's where we know only the address."""
    title, language = proposal.title or proposal.number, language_for(invitation.email, proposal.language)
    with i18n.in_language(language):
        text = render_template(
            "proposals/mails/team_invitation.txt",
            inviter=inviter,
            title=title,
            organisation=proposal.organisation,
            url=web.absolute_url("proposals.invitation_show", token=token),
        )
        subject = _("Join the team of “%(title)s”", title=title)
        queue_mail(to=invitation.email, subject=subject, text=text, language=language, now=now)


def mail_mandate(mandate: Mandate, proposal: Proposal, token: str, *, inviter: str, now: datetime) -> None:
    """The same, to whoever may speak for the partner."""
    title, language = proposal.title or proposal.number, language_for(mandate.email, proposal.language)
    with i18n.in_language(language):
        text = render_template(
            "proposals/mails/mandate.txt",
            inviter=inviter,
            title=title,
            partner=mandate.partner_name,
            organisation=proposal.organisation,
            until=i18n.instant(mandate.expires_at),
            url=web.absolute_url("proposals.mandate_show", token=token),
        )
        subject = _(
            "Please confirm: %(partner)s takes part in “%(title)s”", partner=mandate.partner_name, title=title
        )
        queue_mail(to=mandate.email, subject=subject, text=text, language=language, now=now)
