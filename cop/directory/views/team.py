"""What an organisation's own people do: found it, keep its page, ask others in, let them go."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.accounts.session import person
from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.directory import rules
from cop.directory.forms import InviteForm, OrganisationForm, RoleForm
from cop.directory.models import Organisation
from cop.directory.queries import (
    invitations_for,
    invitations_of,
    members_of,
    organisation_by_slug,
    own_organisations,
    role_in,
)
from cop.directory.roles import ROLE_NAMES
from cop.directory.services.invitations import invite
from cop.directory.services.members import change_role, member_of, remove_member
from cop.directory.services.organisations import change_organisation, create_organisation
from cop.directory.views.public import bp
from cop.kernel.errors import Denied, Invalid


def owned(slug: str) -> Organisation:
    """An organisation that the reader may change."""
    organisation = web.found(organisation_by_slug(slug))
    if not rules.can_edit(web.actor(), role=role_in(organisation.id, web.actor())):
        raise Denied
    return organisation


@bp.get("/organisations/mine")
@access("directory.write")
def organisation_mine() -> str:
    rows, invitations = own_organisations(web.actor()), invitations_for(web.actor(), web.now())
    return render_template("directory/organisation_mine.html", rows=rows, invitations=invitations)


@bp.route("/organisations/new", methods=["GET", "POST"])
@access("directory.write")
def organisation_new() -> str | tuple[str, int] | Response:
    """Whoever enters an organisation is its first owner."""
    form = OrganisationForm(data={"language": web.language()})
    if not form.validate_on_submit():
        return render_template("directory/organisation_edit.html", form=form, organisation=None), (
            422 if form.is_submitted() else 200
        )
    organisation = create_organisation(form.value(), owner=person(), actor=web.actor(), now=web.now())
    flash(_("The organisation is in the directory, and you are its owner."), "success")
    return web.see_other(url_for("directory.organisation_show", slug=organisation.slug))


@bp.route("/organisations/<slug>/edit", methods=["GET", "POST"])
@access("directory.write")
def organisation_edit(slug: str) -> str | tuple[str, int] | Response:
    organisation = owned(slug)
    form = OrganisationForm(obj=organisation)
    if not form.validate_on_submit():
        page = render_template("directory/organisation_edit.html", form=form, organisation=organisation)
        return page, 422 if form.is_submitted() else 200
    change_organisation(organisation, form.value(organisation), actor=web.actor(), now=web.now())
    flash(_("Saved."), "success")
    return web.see_other(url_for("directory.organisation_show", slug=slug))


@bp.route("/organisations/<slug>/members", methods=["GET", "POST"])
@access("directory.write")
def member_list(slug: str) -> str | tuple[str, int] | Response:
    """Who belongs to it, who was asked; a POST asks one more."""
    organisation = owned(slug)
    form = InviteForm(data={"role": "writer"})
    if form.validate_on_submit():
        try:
            email = text_of(form.email)
            invite(organisation, email=email, role=form.chosen(), actor=web.actor(), now=web.now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("The invitation is on its way."), "success")
            return web.see_other(url_for("directory.member_list", slug=slug))
    page = render_template(
        "directory/member_list.html",
        organisation=organisation,
        form=form,
        role_names=ROLE_NAMES,
        members=members_of(organisation.id),
        invitations=invitations_of(organisation.id),
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/organisations/<slug>/members/<int:user_id>", methods=["GET", "POST"])
@access("directory.write")
def member_edit(slug: str, user_id: int) -> str | tuple[str, int] | Response:
    """Another role for a member."""
    member = member_of(owned(slug), user_id)
    form = RoleForm(data={"role": member.role.value})
    if not form.validate_on_submit():
        page = render_template("directory/member_edit.html", form=form, member=member)
        return page, 422 if form.is_submitted() else 200
    change_role(member, form.chosen(), actor=web.actor(), now=web.now())
    flash(_("Saved."), "success")
    return web.see_other(url_for("directory.member_list", slug=slug))


@bp.post("/organisations/<slug>/members/<int:user_id>/removal")
@access("directory.write")
def member_remove(slug: str, user_id: int) -> Response:
    """An owner lets somebody go, or a person leaves."""
    organisation = web.found(organisation_by_slug(slug))
    if user_id != web.actor().user_id:
        organisation = owned(slug)
    remove_member(member_of(organisation, user_id), actor=web.actor(), now=web.now())
    flash(_("The person no longer belongs to the organisation."), "success")
    return web.see_other(url_for("directory.organisation_show", slug=slug))
