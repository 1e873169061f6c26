"""What people are told about their account, in their language."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from cop.accounts.models import User
from cop.activity.services import queue_mail
from cop.core import i18n, web


def mail_confirmation(user: User, token: str, *, now: datetime) -> None:
    with i18n.in_language(user.language):
        url = web.absolute_url("accounts.confirm", token=token)
        _send(user, _("Confirm your address"), "confirm", url, now)


def mail_known_already(user: User, *, now: datetime) -> None:
    with i18n.in_language(user.language):
        _send(user, _("You have an account already"), "known", web.absolute_url("accounts.reset_ask"), now)


def mail_reset(user: User, token: str, *, now: datetime) -> None:
    with i18n.in_language(user.language):
        url = web.absolute_url("accounts.reset_set", token=token)
        _send(user, _("Set a new password"), "reset", url, now)


def mail_password_changed(user: User, *, now: datetime) -> None:
    with i18n.in_language(user.language):
        _send(user, _("Your password was changed"), "changed", web.absolute_url("accounts.reset_ask"), now)


def mail_factor_set_up(user: User, *, now: datetime) -> None:
    with i18n.in_language(user.language):
        _send(user, _("Your second factor is set up"), "factor_set_up", _factor_page(), now)


def mail_factor_removed(user: User, *, reason: str = "", now: datetime) -> None:
    """`reason` is given when somebody else removed it."""
    with i18n.in_language(user.language):
        subject = _("Your second factor was removed")
        _send(user, subject, "factor_removed", _factor_page(), now, reason=reason)


def mail_recovery_used(user: User, *, now: datetime) -> None:
    with i18n.in_language(user.language):
        _send(user, _("A recovery code of yours was used"), "recovery_used", _factor_page(), now)


def _factor_page() -> str:
    return web.absolute_url("accounts.factor_show")


def _send(user: User, subject: str, template: str, url: str, now: datetime, **more: str) -> None:
    text = render_template(f"accounts/mails/{template}.txt", user=user, url=url, **more)
    queue_mail(to=user.email, subject=subject, text=text, language=user.language, now=now)
