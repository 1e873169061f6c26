"""A code of the second factor, from the app or from paper."""

from datetime import datetime

from cop.accounts import mails, rules
from cop.accounts.models import Factor, SignIn, User
from cop.accounts.queries import held_factor_of, recovery_code_by_digest
from cop.accounts.services.sealed import secret_of
from cop.accounts.services.sign_in import MOST_TRIES
from cop.accounts.totp import accepted_step
from cop.activity.services import record
from cop.core.limits import count_try, forget_tries
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid, NotFound
from cop.kernel.ids import digest, plain_code
from cop.kernel.messages import N_, say


def show_factor(sign_in: SignIn, code: str, *, now: datetime) -> None:
    """The second half of signing in; raises Invalid, or TooMany. Whoever tries knows the password, so tries count by person."""
    user = sign_in.user
    key = f"factor {user.id}"
    count_try(key, most=MOST_TRIES, per=rules.FRESH, now=now)
    factor = held_factor_of(user.id)
    if factor is None:  # removed at this very moment
        raise NotFound
    who = Actor(user_id=user.id, name=user.name)
    if _use_recovery_code(user, code, now=now):
        record("account.recovery_code_used", user, actor=who, now=now)
        mails.mail_recovery_used(user, now=now)
    else:
        take_code(factor, code, now=now)
        record("account.code_entered", user, actor=who, now=now)
    sign_in.factor_at = now
    forget_tries(key)


def take_code(factor: Factor, code: str, *, now: datetime) -> None:
    """Take a code of the app; raises Invalid when it is wrong, old, or was taken before."""
    step = accepted_step(secret_of(factor), plain_code(code), last_step=factor.last_step, now=now)
    if step is None:
        raise Invalid(
            fields={
                "code": say(N_("This code is not right, or no longer. Wait for the next one and try again."))
            }
        )
    factor.last_step = step


def _use_recovery_code(user: User, code: str, *, now: datetime) -> bool:
    """Whether this is an unused recovery code; it is used now."""
    kept = recovery_code_by_digest(user.id, digest(plain_code(code)))
    if kept is not None:
        kept.used_at = now
    return kept is not None
