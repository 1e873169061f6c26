"""What people are told about organisations."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from cop.accounts.queries import language_for
from cop.activity.services import queue_mail
from cop.core import i18n, web
from cop.directory.models import Invitation, Organisation


def mail_invitation(
    invitation: Invitation, organisation: Organisation, token: str, *, inviter: str, now: datetime
) -> None:
    """In the organisation's language where of the person asked we know only the address."""
    language = language_for(invitation.email, organisation.language)
    with i18n.in_language(language):
        text = render_template(
            "directory/mails/invitation.txt",
            inviter=inviter,
            organisation=organisation,
            url=web.absolute_url("directory.invitation_show", token=token),
        )
        subject = _("Join %(organisation)s", organisation=organisation.name)
        queue_mail(to=invitation.email, subject=subject, text=text, language=language, now=now)
