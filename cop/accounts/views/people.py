"""Everyone's accounts, for administrators."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.accounts.forms import ROLE_NAMES, LostFactorForm, RolesForm
from cop.accounts.models import User
from cop.accounts.queries import factor_of, visible_to, with_factor
from cop.accounts.services.manage import disable, remove_lost_factor, set_roles
from cop.accounts.session import is_fresh_now, sign_in_now
from cop.accounts.views.sign_in import bp
from cop.core import i18n, web
from cop.core.access import access
from cop.core.db import db
from cop.core.forms import text_of
from cop.core.paging import paginate
from cop.kernel.errors import Refused


@bp.get("/people")
@access("accounts.manage")
def person_list() -> str:
    """People by name, found by a part of their name or address."""
    text = request.args.get("q", "")[:100].strip()
    page = paginate(visible_to(web.actor(), text=text))
    return render_template(
        "accounts/person_list.html",
        page=page,
        text=text,
        role_names=ROLE_NAMES,
        with_factor=with_factor(user.id for user in page.items),
    )


def _person(user_id: int) -> User:
    return web.found(db.session.scalar(visible_to(web.actor()).where(User.id == user_id)))


def _person_page(form: RolesForm, user: User) -> str:
    factor, fresh = factor_of(user.id), is_fresh_now()
    return render_template("accounts/person_edit.html", form=form, user=user, fresh=fresh, factor=factor)


@bp.route("/people/<int:user_id>", methods=["GET", "POST"])
@access("accounts.manage")
def person_edit(user_id: int) -> str | tuple[str, int] | Response:
    """Give roles, or close the account."""
    user = _person(user_id)
    form = RolesForm(data={"roles": [row.role.value for row in user.roles]})
    present = web.found(sign_in_now())
    if not form.validate_on_submit():
        return _person_page(form, user), 422 if form.is_submitted() else 200
    try:
        set_roles(user, form.value(), password_at=present.password_at, actor=web.actor(), now=web.now())
        if form.closed.data:
            disable(user, password_at=present.password_at, actor=web.actor(), now=web.now())
    except Refused as error:
        flash(i18n.sentence(error.message), "error")
        return _person_page(form, user), 409
    flash(_("Saved."), "success")
    return web.see_other(url_for("accounts.person_list"))


@bp.route("/people/<int:user_id>/factor/removal", methods=["GET", "POST"])
@access("accounts.manage")
def person_factor_remove(user_id: int) -> str | tuple[str, int] | Response:
    """For somebody who lost the telephone and the recovery codes."""
    user, form = _person(user_id), LostFactorForm()
    web.found(factor_of(user_id))
    if not form.validate_on_submit():
        page = render_template(
            "accounts/person_factor_remove.html", form=form, user=user, fresh=is_fresh_now()
        )
        return page, 422 if form.is_submitted() else 200
    present, reason = web.found(sign_in_now()), text_of(form.reason)
    remove_lost_factor(user, reason=reason, password_at=present.password_at, actor=web.actor(), now=web.now())
    flash(_("The second factor is removed, and the person is told."), "success")
    return web.see_other(url_for("accounts.person_edit", user_id=user_id))
