"""A forgotten password is set anew through a link in a mail."""

from datetime import datetime

from cop.accounts import mails
from cop.accounts.models import Purpose, User
from cop.accounts.passwords import hash_password
from cop.accounts.queries import link_by_token, user_by_email
from cop.accounts.services.links import new_link
from cop.accounts.services.register import refuse_password
from cop.accounts.services.sign_in import end_all_sessions
from cop.activity.services import record
from cop.kernel.actor import SYSTEM
from cop.kernel.errors import NotFound
from cop.kernel.messages import N_, say


def ask_reset(email: str, *, now: datetime) -> None:
    """Mail a link to whoever has this address; nobody is told whether anybody does."""
    user = user_by_email(email)
    if user is not None and user.confirmed_at is not None and user.disabled_at is None:
        mails.mail_reset(user, new_link(user, Purpose.RESET, now=now), now=now)


def set_password_by_link(token: str, password: str, *, now: datetime) -> User:
    """Set the password and end every session; raises NotFound for a link that will not do, Invalid for such a password."""
    link = link_by_token(token, Purpose.RESET, now)
    if link is None:
        raise NotFound(say(N_("This link was used already or is too old. Ask for a new one.")))
    user = link.user
    refuse_password(password, roles=tuple(row.role for row in user.roles))
    user.password_hash, link.used_at = hash_password(password), now
    end_all_sessions(user, now=now)
    record("account.password_reset", user, actor=SYSTEM, now=now)
    mails.mail_password_changed(user, now=now)
    return user
