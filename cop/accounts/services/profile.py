"""What a person changes about their own account."""

from datetime import datetime, timedelta

from cop.accounts import mails
from cop.accounts.models import SignIn, User
from cop.accounts.passwords import hash_password, is_password
from cop.accounts.services.register import refuse_password
from cop.accounts.services.sign_in import end_all_sessions
from cop.activity.services import record
from cop.core.limits import count_try
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say


def change_profile(user: User, *, name: str, language: str, zone: str, actor: Actor, now: datetime) -> None:
    """Name, language of mails, time zone."""
    user.name, user.language, user.zone = name, language, zone
    record("account.changed", user, actor=actor, now=now, language=language, zone=zone)


def change_password(sign_in: SignIn, *, old: str, new: str, actor: Actor, now: datetime) -> None:
    """Raises Invalid when the old one is wrong or the new one will not do; ends all other sessions."""
    user = sign_in.user
    _check(sign_in, old, now)
    refuse_password(new, roles=tuple(row.role for row in user.roles), field="new_password")
    user.password_hash, sign_in.password_at = hash_password(new), now
    end_all_sessions(user, but=sign_in.id, now=now)
    record("account.password_changed", user, actor=actor, now=now)
    mails.mail_password_changed(user, now=now)


def confirm_password(sign_in: SignIn, password: str, *, now: datetime) -> None:
    """The password once more, before something that matters; raises Invalid when it is wrong."""
    _check(sign_in, password, now)
    sign_in.password_at = now


def _check(sign_in: SignIn, password: str, now: datetime) -> None:
    """Whoever found an open session does not get to guess its password either."""
    count_try(f"password {sign_in.id}", most=10, per=timedelta(minutes=5), now=now)
    if not is_password(password, sign_in.user.password_hash):
        raise Invalid(fields={"password": say(N_("This is not your password."))})
