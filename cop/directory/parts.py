"""What the directory adds to pages of others: my desk, and the pages on the way to an account."""

from datetime import datetime

from flask import render_template, url_for
from flask_babel import ngettext
from markupsafe import Markup

from cop.core import web
from cop.core.desk import DeskItem
from cop.directory.queries import count_of_kind, invitation_by_token, invitations_for, owned_alone
from cop.kernel.actor import Actor
from cop.kernel.messages import N_, Message, first_few, say


def invitations_on_desk(*, actor: Actor, now: datetime) -> list[DeskItem]:
    """The organisations that ask the reader in."""
    return [
        DeskItem(
            say(N_("Join an organisation that invites you")),
            url_for("directory.invitation_mine", invitation_id=invitation.id),
            invitation.organisation.name,
            invitation.expires_at,
        )
        for invitation in invitations_for(actor, now)
    ]


def invitation_at_door(*, target: str) -> Markup | str:
    """Whoever signs in or registers on the way to an invitation reads whose it is, and which address it went to."""
    before, _slash, token = target.rpartition("/invitations/")
    invitation = invitation_by_token(token, web.now()) if before else None
    if invitation is None:
        return ""
    return Markup(render_template("directory/_invitation.html", invitation=invitation))  # noqa: S704 - our own template


def organisations_of_kind(*, name: str, code: str) -> str:
    """How many organisations a kind of actor stands for."""
    count = count_of_kind(code) if name == "organisation_types" else 0
    return ngettext("%(num)s organisation", "%(num)s organisations", count) if count else ""


def orphaned_organisations(*, user_id: int) -> Message | None:
    """Whoever alone can invite and hand over does so before vanishing."""
    names = [organisation.name for organisation in owned_alone(user_id)]
    if not names:
        return None
    return say(
        N_("You are the only owner of %(names)s. Make somebody else an owner first, or ask the secretariat."),
        names=first_few(names),
    )
