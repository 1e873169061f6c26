"""Everyone's accounts, for administrators."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.accounts.forms import ROLE_NAMES, RolesForm
from cop.accounts.models import User
from cop.accounts.queries import visible_to
from cop.accounts.rules import is_fresh
from cop.accounts.services.manage import disable, set_roles
from cop.accounts.session import sign_in_now
from cop.accounts.views.sign_in import bp
from cop.core import i18n, web
from cop.core.access import access
from cop.core.db import db
from cop.core.paging import paginate
from cop.kernel.errors import Refused


@bp.get("/people")
@access("accounts.manage")
def person_list() -> str:
    """People by name, found by a part of their name or address."""
    text = request.args.get("q", "")[:100].strip()
    page = paginate(visible_to(web.actor(), text=text))
    return render_template("accounts/person_list.html", page=page, text=text, role_names=ROLE_NAMES)


@bp.route("/people/<int:user_id>", methods=["GET", "POST"])
@access("accounts.manage")
def person_edit(user_id: int) -> str | tuple[str, int] | Response:
    """Give roles, or close the account."""
    user = web.found(db.session.scalar(visible_to(web.actor()).where(User.id == user_id)))
    form = RolesForm(data={"roles": [row.role.value for row in user.roles]})
    present = web.found(sign_in_now())
    fresh = is_fresh(present.password_at, web.now())
    if not form.validate_on_submit():
        page = render_template("accounts/person_edit.html", form=form, user=user, fresh=fresh)
        return page, 422 if form.is_submitted() else 200
    try:
        set_roles(user, form.value(), password_at=present.password_at, actor=web.actor(), now=web.now())
        if form.closed.data:
            disable(user, password_at=present.password_at, actor=web.actor(), now=web.now())
    except Refused as error:
        flash(i18n.sentence(error.message), "error")
        return render_template("accounts/person_edit.html", form=form, user=user, fresh=fresh), 409
    flash(_("Saved."), "success")
    return web.see_other(url_for("accounts.person_list"))
