"""Erase an account: the person goes, what the audit needs stays with nobody's name on it."""

from datetime import datetime

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete

from cop.accounts.events import AccountErased
from cop.accounts.models import Factor, MailedLink, RecoveryCode, SignIn, User
from cop.accounts.rules import is_office
from cop.accounts.services.sign_in import refuse_old_password
from cop.activity.services import forget_mails, record
from cop.core import events, i18n, limits, slots
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Refused
from cop.kernel.messages import N_, Message, say


def obstacles(user: User) -> list[Message]:
    """Why the account cannot be erased yet: what this feature and those above have to say."""
    found: list[Message] = slots.parts("erasure_obstacles", user_id=user.id)
    if is_office(row.role for row in user.roles):
        found.append(
            say(N_("You have an office on this site. Ask an administrator to take the role from you first."))
        )
    return found


def erase_account(sign_in: SignIn, *, actor: Actor, now: datetime) -> None:
    """Raises Refused when the password is old, or something of theirs needs somebody else first."""
    refuse_old_password(sign_in.password_at, now)
    user = sign_in.user
    if found := obstacles(user):
        raise Refused(found[0])
    record("account.erased", user, actor=actor, now=now)
    events.publish(AccountErased(user.id, user.email_folded, now))
    forget_mails(user.email)
    limits.forget_tries_of(f"sign-in {user.email_folded[:150]} ")
    for table in (Factor, RecoveryCode, MailedLink, SignIn):
        db.session.execute(delete(table).where(table.user_id == user.id))
    _empty(user, now)


def _empty(user: User, now: datetime) -> None:
    """The row stays, because rows of the audit point to it. The address is one that no mail reaches (RFC 2606)."""
    with i18n.in_language(current_app.config["SETTINGS"].default_language):
        user.name = _("Former member")
    user.email = user.email_folded = f"former-member-{user.id}@erased.invalid"
    user.password_hash, user.zone, user.roles = "!", "UTC", []
    user.disabled_at = now
    db.session.flush()
