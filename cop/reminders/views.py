"""Follow a call; choose reminders."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.accounts.session import person
from cop.articles.author_queries import wants_mails
from cop.articles.services.wish import choose_mails
from cop.calls.queries import call_by_code
from cop.core import i18n, web
from cop.core.access import access
from cop.reminders.forms import ReminderForm
from cop.reminders.queries import chosen_by
from cop.reminders.services import choose_reminders, follow_call, unfollow_call

bp = i18n.page_blueprint("reminders", __name__)


@bp.route("/account/reminders", methods=["GET", "POST"])
@access("account")
def choice_edit() -> str | Response:
    """Each kind on or off."""
    user, form = person(), ReminderForm()
    if form.validate_on_submit():
        choose_reminders(user, form.value(), actor=web.actor(), now=web.now())
        choose_mails(user, wants=form.practices.data, actor=web.actor(), now=web.now())
        flash(_("Saved."), "success")
        return web.see_other(url_for("reminders.choice_edit"))
    form.practices.data = wants_mails(user)
    form.show(chosen_by([user.id])[user.id])
    return render_template("reminders/choice_edit.html", form=form, user=user)


@bp.post("/calls/<code>/follow")
@access("account")
def follow_new(code: str) -> Response:
    """Tell me when it opens."""
    follow_call(web.found(call_by_code(code, web.actor())), actor=web.actor(), now=web.now())
    flash(_("You are told by mail when the call opens."), "success")
    return web.see_other(url_for("calls.call_show", code=code))


@bp.post("/calls/<code>/follow/removal")
@access("account")
def follow_remove(code: str) -> Response:
    """No longer."""
    unfollow_call(web.found(call_by_code(code, web.actor())), actor=web.actor(), now=web.now())
    flash(_("You no longer follow this call."), "success")
    return web.see_other(url_for("calls.call_show", code=code))
