"""A person's second factor: an app on the telephone, and codes on paper for the day it is lost."""

import segno
from flask import current_app, flash, make_response, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from cop.accounts.forms import ROLE_NAMES, CodeForm
from cop.accounts.models import Factor
from cop.accounts.queries import factor_of, recovery_codes_left
from cop.accounts.services.factor import begin_factor, confirm_factor, remove_factor, renew_recovery_codes
from cop.accounts.services.sealed import secret_of
from cop.accounts.session import is_fresh_now, person, sign_in_now
from cop.accounts.totp import address_for_app
from cop.accounts.views.sign_in import bp
from cop.core import life, web
from cop.core.access import access
from cop.core.forms import text_of
from cop.kernel.errors import Invalid
from cop.kernel.ids import in_fours


def _unkept(page: str, status: int = 200) -> Response:
    """A page with a secret on it, which not even the reader's own browser keeps."""
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/account/factor")
@access("account")
def factor_show() -> str:
    """Whether there is one, and what can be done."""
    factor = factor_of(person().id)
    return render_template(
        "accounts/factor_show.html",
        factor=factor if factor and factor.confirmed_at else None,
        codes_left=recovery_codes_left(person().id),
        role_names=ROLE_NAMES,
        fresh=is_fresh_now(),
    )


@bp.post("/account/factor")
@access("account")
def factor_begin() -> Response:
    """Make a secret; it is shown on the next page, and counts once a code of it was typed there."""
    begin_factor(web.found(sign_in_now()), actor=web.actor(), now=web.now())
    return web.see_other(url_for("accounts.factor_new"))


@bp.route("/account/factor/new", methods=["GET", "POST"])
@access("account")
def factor_new() -> Response:
    """Read the picture into an app, type its code; the answer shows the recovery codes, which nothing can show again."""
    form, factor = CodeForm(), factor_of(person().id)
    if factor is None or factor.confirmed_at is not None:
        return web.see_other(url_for("accounts.factor_show"))
    if not is_fresh_now():  # whoever finds an open session does not read the key of a factor to come
        return web.see_other(url_for("accounts.confirm_again", next=url_for("accounts.factor_new")))
    if form.validate_on_submit():
        life.keep_anyway()
        try:
            present, code = web.found(sign_in_now()), text_of(form.code)
            codes = confirm_factor(present, code, actor=web.actor(), now=web.now())
        except Invalid as error:
            form.refuse(error)
        else:
            return _unkept(render_template("accounts/recovery_codes.html", codes=codes, is_new=True))
    return _unkept(_set_up_page(factor, form), 422 if form.is_submitted() else 200)


def _set_up_page(factor: Factor, form: CodeForm) -> str:
    site = current_app.config["SETTINGS"].name_in(web.language())
    secret = secret_of(factor)
    address = address_for_app(secret, person=person().email, site=site)
    picture = segno.make(address, error="m").svg_inline(omitsize=True, dark="#000", light="#fff")
    return render_template(
        "accounts/factor_new.html",
        form=form,
        address=address,
        secret=in_fours(secret),
        picture=Markup(picture),  # noqa: S704 - drawn here, from our own address
    )


@bp.post("/account/factor/removal")
@access("account")
def factor_remove() -> Response:
    """Do without it again."""
    remove_factor(web.found(sign_in_now()), actor=web.actor(), now=web.now())
    flash(_("Your second factor is removed, and you are signed out everywhere else."), "success")
    return web.see_other(url_for("accounts.factor_show"))


@bp.post("/account/factor/recovery-codes")
@access("account")
def recovery_renew() -> Response:
    """New codes, shown here and never again."""
    codes = renew_recovery_codes(web.found(sign_in_now()), actor=web.actor(), now=web.now())
    return _unkept(render_template("accounts/recovery_codes.html", codes=codes, is_new=False))
