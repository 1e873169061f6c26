"""From nobody to an account, and back in after a forgotten password."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.accounts.forms import AskResetForm, ConfirmPasswordForm, NewPasswordForm, RegisterForm
from cop.accounts.rules import network_of
from cop.accounts.services.register import confirm as confirm_address
from cop.accounts.services.register import register as begin_account
from cop.accounts.services.reset import set_password_by_link
from cop.accounts.services.sign_in import MOST_TRIES, PER
from cop.accounts.session import let_in
from cop.accounts.views.sign_in import bp
from cop.core import jobs, slots, web
from cop.core.access import access
from cop.core.forms import text_of
from cop.core.limits import count_try
from cop.kernel.errors import Invalid


def _count_mail() -> None:
    """Nobody fills a stranger's mailbox through these pages."""
    count_try(f"mail {network_of(request.remote_addr or '')}", most=MOST_TRIES, per=PER, now=web.now())


@bp.route("/register", methods=["GET", "POST"])
@access("public")
def register() -> str | tuple[str, int]:
    """Ask for an account; the answer is the same whether the address is known or not."""
    form = RegisterForm()
    if not form.validate_on_submit():
        return _register_page(form), 422 if form.is_submitted() else 200
    _count_mail()
    try:
        begin_account(
            email=text_of(form.email),
            name=text_of(form.name),
            password=text_of(form.password),
            language=web.language(),
            now=web.now(),
        )
    except Invalid as error:
        form.refuse(error)
        return _register_page(form), 422
    return render_template("accounts/mail_sent.html", email=text_of(form.email))


def _register_page(form: RegisterForm) -> str:
    parts = slots.parts("door", target=web.own_url(request.args.get("next"), ""))
    return render_template("accounts/register.html", form=form, parts=parts)


@bp.route("/confirm/<token>", methods=["GET", "POST"])
@access("public")
def confirm(token: str) -> str | tuple[str, int] | Response:
    """Opening the link changes nothing (mail scanners open links too); the button does."""
    form = ConfirmPasswordForm()
    if web.is_safe():
        return render_template("accounts/confirm.html", form=form)
    try:
        let_in(confirm_address(token, password=text_of(form.password), now=web.now()))
    except Invalid as error:
        form.refuse(error)
        return render_template("accounts/confirm.html", form=form), 422
    flash(_("Welcome! Your account is open."), "success")
    return web.see_other(url_for("site.desk"))


@bp.route("/reset", methods=["GET", "POST"])
@access("public")
def reset_ask() -> str | tuple[str, int]:
    """Ask for a link; the answer is the same, and as fast, whether the address is known or not."""
    form = AskResetForm()
    if not form.validate_on_submit():
        return render_template("accounts/reset_ask.html", form=form), 422 if form.is_submitted() else 200
    _count_mail()
    jobs.enqueue("accounts.ask_reset", email=text_of(form.email))
    return render_template("accounts/mail_sent.html", email=text_of(form.email))


@bp.route("/reset/<token>", methods=["GET", "POST"])
@access("public")
def reset_set(token: str) -> str | tuple[str, int] | Response:
    """Set a new password with the link from the mail."""
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return render_template("accounts/reset_set.html", form=form), 422 if form.is_submitted() else 200
    try:
        set_password_by_link(token, text_of(form.password), now=web.now())
    except Invalid as error:
        form.refuse(error)
        return render_template("accounts/reset_set.html", form=form), 422
    flash(_("Your new password is set. Sign in with it."), "success")
    return web.see_other(url_for("accounts.sign_in"))
