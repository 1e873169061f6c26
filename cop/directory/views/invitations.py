"""Invitations to an organisation: its owner sends them again or takes them back, the invited person accepts."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.accounts.session import person
from cop.core import web
from cop.core.access import access
from cop.directory.models import Invitation
from cop.directory.queries import invitation_by_token, invitation_of, invitations_for
from cop.directory.roles import ROLE_NAMES
from cop.directory.services.invitations import accept_invitation, send_again, withdraw_invitation
from cop.directory.views.public import bp
from cop.directory.views.team import owned
from cop.kernel.errors import NotFound
from cop.kernel.messages import N_, say


@bp.post("/organisations/<slug>/invitations/<int:invitation_id>/sending")
@access("directory.write")
def invitation_send(slug: str, invitation_id: int) -> Response:
    """Once more, with a new link."""
    invitation = web.found(invitation_of(owned(slug).id, invitation_id))
    send_again(invitation, actor=web.actor(), now=web.now())
    flash(_("The invitation is on its way again; the earlier link no longer works."), "success")
    return web.see_other(url_for("directory.member_list", slug=slug))


@bp.post("/organisations/<slug>/invitations/<int:invitation_id>/withdrawal")
@access("directory.write")
def invitation_withdraw(slug: str, invitation_id: int) -> Response:
    """Take it back."""
    invitation = web.found(invitation_of(owned(slug).id, invitation_id))
    withdraw_invitation(invitation, actor=web.actor(), now=web.now())
    flash(_("The invitation is withdrawn."), "success")
    return web.see_other(url_for("directory.member_list", slug=slug))


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@access("directory.write")
def invitation_show(token: str) -> str | Response:
    """By the link in the mail, with the account of the address it went to."""
    invitation = invitation_by_token(token, web.now())
    if invitation is None:
        raise NotFound(
            say(N_("This invitation was accepted or withdrawn, or is too old. Ask for a new one."))
        )
    return _accept(invitation)


@bp.route("/invitations/mine/<int:invitation_id>", methods=["GET", "POST"])
@access("directory.write")
def invitation_mine(invitation_id: int) -> str | Response:
    """From the desk of the invited person, without the mail."""
    mine = {invitation.id: invitation for invitation in invitations_for(web.actor(), web.now())}
    return _accept(web.found(mine.get(invitation_id)))


def _accept(invitation: Invitation) -> str | Response:
    if web.is_safe():
        return render_template("directory/invitation_show.html", invitation=invitation, role_names=ROLE_NAMES)
    accept_invitation(invitation, person(), actor=web.actor(), now=web.now())
    flash(_("Welcome to the team."), "success")
    return web.see_other(url_for("directory.organisation_show", slug=invitation.organisation.slug))
