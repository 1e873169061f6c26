"""The people of a proposal: who is in it, who is asked in, in which role, what they did."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.accounts.session import person
from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.core.paging import paginate
from cop.directory.queries import members_of
from cop.directory.roles import ROLE_NAMES
from cop.kernel.errors import Denied, Invalid, NotFound
from cop.kernel.messages import N_, say
from cop.proposals.deeds import deeds_of, told
from cop.proposals.models import Partner, Proposal
from cop.proposals.queries import draft_of
from cop.proposals.roles import TEAM_ROLE_NAMES
from cop.proposals.rules.standing import is_in_writing
from cop.proposals.rules.team import is_team
from cop.proposals.services.team import (
    change_team_role,
    invite_to_team,
    join_team,
    keeps_team,
    leave_team,
    send_team_invitation,
    withdraw_team_invitation,
)
from cop.proposals.team import (
    invitation_by_id,
    invitations_to,
    mandates_of,
    participant_of,
    participants_of,
    team_invitation_by_token,
    team_invitations_for,
)
from cop.proposals.team_forms import MandateRequestForm, TeamInviteForm, TeamRoleForm, part_value
from cop.proposals.team_models import Participant, TeamInvitation
from cop.proposals.views.applicant import bp, own
from cop.proposals.views.history import ours
from cop.proposals.views.writing import Answer


def partners_of(proposal: Proposal) -> list[Partner]:
    """The partners as they stand in what is, or was, written last."""
    draft = draft_of(proposal)
    return list(draft.partners) if draft else []


@bp.route("/proposals/<int:proposal_id>/team", methods=["GET", "POST"])
@access("proposals.write")
def team_show(proposal_id: int) -> Answer:
    """Who is in it, who was asked, which partners confirmed; a POST asks one more."""
    proposal = ours(proposal_id)
    form = TeamInviteForm(data={"role": "writer"})
    form.offer(partners_of(proposal))
    if form.validate_on_submit():
        try:
            email, chosen = text_of(form.email), form.chosen()
            invite_to_team(proposal, email=email, **chosen, actor=web.actor(), now=web.now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("The invitation is on its way."), "success")
            return web.see_other(url_for("proposals.team_show", proposal_id=proposal_id))
    return team_page(proposal, form, MandateRequestForm()), 422 if form.is_submitted() else 200


def team_page(proposal: Proposal, form: TeamInviteForm, asking: MandateRequestForm) -> str:
    """`asking` is the form that asks one partner for its confirmation."""
    actor = web.actor()
    return render_template(
        "proposals/team_show.html",
        proposal=proposal,
        form=form,
        asking=asking,
        keeps=keeps_team(proposal, actor),
        may_ask=is_in_writing(proposal) and is_team(proposal, actor),
        members=members_of(proposal.organisation_id),
        member_roles=ROLE_NAMES,
        participants=participants_of(proposal),
        invitations=invitations_to(proposal),
        role_names=TEAM_ROLE_NAMES,
        partners={partner.key: partner for partner in partners_of(proposal)},
        mandates={mandate.partner_key: mandate for mandate in mandates_of(proposal)},
    )


@bp.get("/proposals/<int:proposal_id>/deeds")
@access("proposals.write")
def deed_list(proposal_id: int) -> str:
    """Who did what, newest first."""
    proposal = ours(proposal_id)
    page = paginate(deeds_of(proposal))
    return render_template("proposals/deed_list.html", proposal=proposal, page=page, deeds=told(page.items))


@bp.post("/proposals/<int:proposal_id>/team/invitations/<int:invitation_id>/sending")
@access("proposals.write")
def invitation_send(proposal_id: int, invitation_id: int) -> Response:
    """Once more, with a new link."""
    invitation = web.found(invitation_by_id(_kept(proposal_id), invitation_id))
    send_team_invitation(invitation, actor=web.actor(), now=web.now())
    flash(_("The invitation is on its way again; the earlier link no longer works."), "success")
    return web.see_other(url_for("proposals.team_show", proposal_id=proposal_id))


@bp.post("/proposals/<int:proposal_id>/team/invitations/<int:invitation_id>/withdrawal")
@access("proposals.write")
def invitation_withdraw(proposal_id: int, invitation_id: int) -> Response:
    """Take it back."""
    invitation = web.found(invitation_by_id(_kept(proposal_id), invitation_id))
    withdraw_team_invitation(invitation, actor=web.actor(), now=web.now())
    flash(_("The invitation is withdrawn."), "success")
    return web.see_other(url_for("proposals.team_show", proposal_id=proposal_id))


@bp.route("/proposals/<int:proposal_id>/team/<int:user_id>", methods=["GET", "POST"])
@access("proposals.write")
def participant_edit(proposal_id: int, user_id: int) -> Answer:
    """Another role, for example owner: that is how a proposal is handed over."""
    proposal = _kept(proposal_id)
    participant = web.found(participant_of(proposal, user_id))
    form = TeamRoleForm(data={"role": _value(participant)})
    form.offer(partners_of(proposal))
    if not form.validate_on_submit():
        page = render_template("proposals/participant_edit.html", form=form, participant=participant)
        return page, 422 if form.is_submitted() else 200
    change_team_role(participant, **form.chosen(), actor=web.actor(), now=web.now())
    flash(_("Saved."), "success")
    return web.see_other(url_for("proposals.team_show", proposal_id=proposal_id))


def _value(participant: Participant) -> str:
    return part_value(participant.partner_key) if participant.partner_key else participant.role.value


@bp.post("/proposals/<int:proposal_id>/team/<int:user_id>/removal")
@access("proposals.write")
def participant_remove(proposal_id: int, user_id: int) -> Response:
    """An owner lets somebody go, or a person leaves."""
    leaves = user_id == web.actor().user_id
    proposal = own(proposal_id) if leaves else _kept(proposal_id)
    leave_team(web.found(participant_of(proposal, user_id)), actor=web.actor(), now=web.now())
    if leaves:
        flash(_("You have left the team."), "success")
        return web.see_other(url_for("proposals.proposal_list"))
    flash(_("The person no longer belongs to the team."), "success")
    return web.see_other(url_for("proposals.team_show", proposal_id=proposal_id))


def _kept(proposal_id: int) -> Proposal:
    """A proposal whose team the reader keeps."""
    proposal = own(proposal_id)
    if not keeps_team(proposal, web.actor()):
        raise Denied(say(N_("Only an owner of this proposal may do this.")))
    return proposal


@bp.route("/team-invitations/<token>", methods=["GET", "POST"])
@access("proposals.write")
def invitation_show(token: str) -> str | Response:
    """By the link in the mail, with the account of the address it went to."""
    invitation = team_invitation_by_token(token, web.now())
    if invitation is None:
        raise NotFound(
            say(N_("This invitation was accepted or withdrawn, or is too old. Ask for a new one."))
        )
    return _join(invitation)


@bp.route("/team-invitations/mine/<int:invitation_id>", methods=["GET", "POST"])
@access("proposals.write")
def invitation_mine(invitation_id: int) -> str | Response:
    """From the desk of the invited person, without the mail."""
    mine = {invitation.id: invitation for invitation in team_invitations_for(web.actor(), web.now())}
    return _join(web.found(mine.get(invitation_id)))


def _join(invitation: TeamInvitation) -> str | Response:
    if web.is_safe():
        return render_template(
            "proposals/invitation_show.html", invitation=invitation, role_names=TEAM_ROLE_NAMES
        )
    proposal_id = invitation.proposal_id
    join_team(invitation, person(), actor=web.actor(), now=web.now())
    flash(_("Welcome to the team."), "success")
    return web.see_other(url_for("proposals.proposal_show", proposal_id=proposal_id))
