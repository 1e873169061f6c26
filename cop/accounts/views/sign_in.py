"""Come in (by one door or two), go out, and the password once more."""

from flask import flash, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.accounts.forms import CodeForm, ConfirmPasswordForm, SignInForm
from cop.accounts.services.code import show_factor
from cop.accounts.services.profile import confirm_password
from cop.accounts.services.sign_in import check_password, end_session
from cop.accounts.session import halfway_now, let_in, sign_in_now
from cop.core import i18n, life, slots, web
from cop.core.access import access
from cop.core.forms import text_of
from cop.core.places import goes_first
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid

bp = i18n.page_blueprint("accounts", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@access("public")
@goes_first
def sign_in() -> str | tuple[str, int] | Response:
    """With address and password; on to where the reader wanted to go."""
    form = SignInForm()
    target = web.own_url(request.values.get("next"), url_for("site.desk"))
    if web.is_safe() and halfway_now():
        return web.see_other(url_for("accounts.code_show", next=target))
    if not form.validate_on_submit():
        return _sign_in_page(form, target), 422 if form.is_submitted() else 200
    life.keep_anyway()  # a try counts, whatever comes of it
    try:
        user = check_password(
            email=text_of(form.email),
            password=text_of(form.password),
            address=request.remote_addr or "",
            now=web.now(),
        )
    except Invalid as error:
        form.refuse(error)
        return _sign_in_page(form, target), 422
    let_in(user)
    return web.see_other(target if sign_in_now() else url_for("accounts.code_show", next=target))


def _sign_in_page(form: SignInForm, target: str) -> str:
    parts = slots.parts("door", target=target)
    return render_template("accounts/sign_in.html", form=form, target=target, parts=parts)


@bp.route("/sign-in/code", methods=["GET", "POST"])
@access("public")
@goes_first
def code_show() -> str | tuple[str, int] | Response:
    """The second factor of whoever has one: digits of the app, or a recovery code."""
    target = web.own_url(request.values.get("next"), url_for("site.desk"))
    halfway, form = halfway_now(), CodeForm()
    if halfway is None:
        return web.see_other(target if sign_in_now() else url_for("accounts.sign_in", next=target))
    if form.validate_on_submit():
        life.keep_anyway()
        try:
            show_factor(halfway, text_of(form.code), now=web.now())
        except Invalid as error:
            form.refuse(error)
        else:
            return web.see_other(target)
    facts = {"form": form, "target": target, "name": halfway.user.name}
    page = render_template("accounts/code_show.html", on_paper=request.args.get("by") == "paper", **facts)
    return page, 422 if form.is_submitted() else 200


@bp.post("/sign-out")
@access("public")
def sign_out() -> Response:
    """The session ends on the server, so that a copied cookie is worth nothing."""
    present = sign_in_now() or halfway_now()
    if present is not None:
        who = Actor(user_id=present.user_id, name=present.user.name)
        end_session(present, actor=who, now=web.now())
    session.clear()
    flash(_("You are signed out."), "success")
    return web.see_other(url_for("site.home"))


@bp.route("/sign-in/again", methods=["GET", "POST"])
@access("account")
@goes_first
def confirm_again() -> str | tuple[str, int] | Response:
    """The password once more, before something that matters."""
    form = ConfirmPasswordForm()
    target = web.own_url(request.values.get("next"), url_for("site.desk"))
    if not form.validate_on_submit():
        page = render_template("accounts/confirm_again.html", form=form, target=target)
        return page, 422 if form.is_submitted() else 200
    life.keep_anyway()
    try:
        confirm_password(web.found(sign_in_now()), text_of(form.password), now=web.now())
    except Invalid as error:
        form.refuse(error)
        return render_template("accounts/confirm_again.html", form=form, target=target), 422
    return web.see_other(target)
