"""A person's own account: who they are, their password, where they are signed in."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.accounts.devices import device_name
from cop.accounts.forms import ChangePasswordForm, ProfileForm
from cop.accounts.queries import sign_ins_of
from cop.accounts.services.profile import change_password, change_profile
from cop.accounts.services.sign_in import end_session
from cop.accounts.session import person, sign_in_now
from cop.accounts.views.sign_in import bp
from cop.core import life, web
from cop.core.access import access
from cop.core.forms import text_of
from cop.kernel.errors import Invalid


@bp.route("/account", methods=["GET", "POST"])
@access("account")
def profile() -> str | tuple[str, int] | Response:
    """Name, language of mails, time zone."""
    user = person()
    form = ProfileForm(obj=user)
    if not form.validate_on_submit():
        return render_template(
            "accounts/profile.html", form=form, user=user
        ), 422 if form.is_submitted() else 200
    change_profile(
        user,
        name=text_of(form.name),
        language=text_of(form.language),
        zone=text_of(form.zone),
        actor=web.actor(),
        now=web.now(),
    )
    flash(_("Saved."), "success")
    return web.see_other(url_for("accounts.profile"))


@bp.route("/account/password", methods=["GET", "POST"])
@access("account")
def password() -> str | tuple[str, int] | Response:
    """A new password; every other session ends."""
    form = ChangePasswordForm()
    if not form.validate_on_submit():
        return render_template("accounts/password.html", form=form), 422 if form.is_submitted() else 200
    present = web.found(sign_in_now())
    life.keep_anyway()  # a try counts, whatever comes of it
    try:
        change_password(
            present,
            old=text_of(form.password),
            new=text_of(form.new_password),
            actor=web.actor(),
            now=web.now(),
        )
    except Invalid as error:
        form.refuse(error)
        return render_template("accounts/password.html", form=form), 422
    flash(_("Your password is changed, and you are signed out everywhere else."), "success")
    return web.see_other(url_for("accounts.profile"))


@bp.get("/account/sessions")
@access("account")
def session_list() -> str:
    """Where one is signed in."""
    present = web.found(sign_in_now())
    rows = sign_ins_of(present.user_id, web.now())
    return render_template("accounts/session_list.html", rows=rows, present=present, device_name=device_name)


@bp.post("/account/sessions/<int:sign_in_id>/end")
@access("account")
def session_end(sign_in_id: int) -> Response:
    """End one of them."""
    rows = sign_ins_of(web.actor().user_id or 0, web.now())
    row = web.found(next((row for row in rows if row.id == sign_in_id), None))
    end_session(row, actor=web.actor(), now=web.now())
    flash(_("That session is ended."), "success")
    return web.see_other(url_for("accounts.session_list"))
