"""Set up a second factor, change its recovery codes, do without it again."""

from datetime import datetime

from sqlalchemy import delete

from cop.accounts import mails
from cop.accounts.models import Factor, RecoveryCode, SignIn, User
from cop.accounts.queries import factor_of, held_factor_of
from cop.accounts.services.code import take_code
from cop.accounts.services.sign_in import MOST_TRIES, PER, end_all_sessions, refuse_old_password
from cop.accounts.totp import new_secret
from cop.activity.services import record
from cop.core.db import db
from cop.core.limits import count_try
from cop.core.sealing import seal
from cop.kernel.actor import Actor
from cop.kernel.errors import NotFound, Refused
from cop.kernel.ids import digest, new_code, plain_code
from cop.kernel.messages import N_, say

RECOVERY_CODES = 10


def begin_factor(sign_in: SignIn, *, actor: Actor, now: datetime) -> Factor:
    """A new secret to be read into an app; it counts once a code of it was typed. Raises Refused."""
    refuse_old_password(sign_in.password_at, now)
    factor = factor_of(sign_in.user_id)
    if factor is not None and factor.confirmed_at is not None:
        raise Refused(say(N_("You have a second factor. Remove it before you set up another one.")))
    if factor is not None:  # begun before, and perhaps seen by somebody since
        db.session.delete(factor)
        db.session.flush()
    factor = Factor(user_id=sign_in.user_id, sealed_secret=seal(new_secret()), made_at=now)
    db.session.add(factor)
    record("account.factor_begun", sign_in.user, actor=actor, now=now)
    return factor


def confirm_factor(sign_in: SignIn, code: str, *, actor: Actor, now: datetime) -> list[str]:
    """The app shows the right code: from now on it is asked for. The recovery codes, which exist nowhere else.

    Raises Invalid for a wrong code, Refused when the password is old, NotFound when nothing was begun.
    """
    refuse_old_password(sign_in.password_at, now)
    count_try(f"factor set-up {sign_in.user_id}", most=MOST_TRIES, per=PER, now=now)
    factor = held_factor_of(sign_in.user_id)
    if factor is None or factor.confirmed_at is not None:
        raise NotFound
    take_code(factor, code, now=now)
    factor.confirmed_at = sign_in.factor_at = now
    record("account.factor_set_up", sign_in.user, actor=actor, now=now)
    mails.mail_factor_set_up(sign_in.user, now=now)
    return _new_codes(sign_in.user)


def renew_recovery_codes(sign_in: SignIn, *, actor: Actor, now: datetime) -> list[str]:
    """Ten new recovery codes; the earlier ones are void. Raises Refused, or NotFound without a factor."""
    refuse_old_password(sign_in.password_at, now)
    factor = held_factor_of(sign_in.user_id)
    if factor is None or factor.confirmed_at is None:
        raise NotFound
    record("account.recovery_codes_made", sign_in.user, actor=actor, now=now)
    return _new_codes(sign_in.user)


def remove_factor(sign_in: SignIn, *, actor: Actor, now: datetime) -> None:
    """Do without it again; every other session ends. Raises Refused, or NotFound without a factor."""
    refuse_old_password(sign_in.password_at, now)
    forget_factor(sign_in.user)
    sign_in.factor_at = None
    end_all_sessions(sign_in.user, but=sign_in.id, now=now)
    record("account.factor_removed", sign_in.user, actor=actor, now=now)
    mails.mail_factor_removed(sign_in.user, now=now)


def forget_factor(user: User) -> None:
    """Its secret and codes are gone; raises NotFound when there was none."""
    factor = held_factor_of(user.id)
    if factor is None:
        raise NotFound
    db.session.delete(factor)
    _forget_codes(user)


def _new_codes(user: User) -> list[str]:
    _forget_codes(user)
    codes = [new_code() for _ in range(RECOVERY_CODES)]
    db.session.add_all(RecoveryCode(user_id=user.id, sha256=digest(plain_code(code))) for code in codes)
    db.session.flush()
    return codes


def _forget_codes(user: User) -> None:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
