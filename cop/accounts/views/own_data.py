"""What the site keeps of a person: a copy for them, and the end of it."""

from flask import Response as PlainResponse
from flask import flash, render_template, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.accounts.exports import data_archive
from cop.accounts.services.erase import erase_account, obstacles
from cop.accounts.session import is_fresh_now, person, sign_in_now
from cop.accounts.views.sign_in import bp
from cop.core import web
from cop.core.access import access


@bp.get("/account/data")
@access("account")
def data_show() -> str:
    """What can be asked for, and what stands in the way."""
    return render_template("accounts/data_show.html", obstacles=obstacles(person()), fresh=is_fresh_now())


@bp.get("/account/data.zip")
@access("account")
def data_export() -> Response:
    """Everything at once, after the password of a moment ago: whoever finds an open session does not carry it all away."""
    if not is_fresh_now():
        return web.see_other(url_for("accounts.confirm_again", next=url_for("accounts.data_show")))
    headers = {"Content-Disposition": 'attachment; filename="data.zip"', "Cache-Control": "no-store"}
    return PlainResponse(data_archive(person()), mimetype="application/zip", headers=headers)


@bp.post("/account/erasure")
@access("account")
def account_erase() -> Response:
    """The end of the account."""
    erase_account(web.found(sign_in_now()), actor=web.actor(), now=web.now())
    session.clear()
    flash(_("Your account is erased."), "success")
    return web.see_other(url_for("site.home"))
