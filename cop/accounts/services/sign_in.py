"""Come in, go out. A session is a row: whoever ends the row ends the session on every server at once."""

from datetime import datetime, timedelta

from sqlalchemy import update

from cop.accounts.models import SignIn, User
from cop.accounts.passwords import is_password
from cop.accounts.queries import user_by_email
from cop.accounts.rules import folded, is_fresh, network_of
from cop.activity.services import record
from cop.core.db import db
from cop.core.limits import count_try, forget_tries, take_back_try
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid, NotFound, Refused
from cop.kernel.ids import digest, new_token
from cop.kernel.messages import N_, say

MOST_TRIES, PER = 10, timedelta(minutes=5)


def check_password(*, email: str, password: str, address: str, now: datetime) -> User:
    """The person who has this address and password; raises Invalid (never saying which is wrong) or TooMany.

    Tries count for the mail address *as tried from this network*, and for the network alone: guessing is slow, and
    nobody can lock another person out by guessing at their account from elsewhere. A success does not count, so that an
    office behind one address may come to work at nine.
    """
    network = network_of(address)
    account_key, network_key = f"sign-in {folded(email)[:150]} {network}", f"sign-in {network}"
    count_try(account_key, most=MOST_TRIES, per=PER, now=now)
    count_try(network_key, most=MOST_TRIES, per=PER, now=now)
    user = user_by_email(email)
    is_right = is_password(password, user.password_hash if user else None)
    if user is None or not is_right or user.confirmed_at is None or user.disabled_at is not None:
        raise Invalid(
            say(N_("This address and this password do not go together, or the address is not confirmed yet."))
        )
    forget_tries(account_key)
    take_back_try(network_key)
    return user


def begin_session(user: User, *, device: str, hours: int, now: datetime) -> str:
    """A new session; its secret, of which only the digest is kept."""
    token = new_token()
    row = SignIn(
        user_id=user.id,
        token_sha256=digest(token),
        created_at=now,
        expires_at=now + timedelta(hours=hours),
        password_at=now,
        device=device[:300],
    )
    db.session.add(row)
    db.session.flush()
    record("account.signed_in", user, actor=Actor(user_id=user.id, name=user.name), now=now)
    return token


def refuse_old_password(password_at: datetime, now: datetime) -> None:
    """Raises Refused when the password was typed too long ago for what matters most."""
    if not is_fresh(password_at, now):
        raise Refused(say(N_("Please enter your password again before you do this.")))


def end_session(sign_in: SignIn, *, actor: Actor, now: datetime) -> None:
    """End one session of one's own; another's does not exist."""
    if sign_in.user_id != actor.user_id:
        raise NotFound
    sign_in.ended_at = now
    record("account.signed_out", sign_in.user, actor=actor, now=now)


def end_all_sessions(user: User, *, but: int | None = None, now: datetime) -> None:
    """End every session of a person, except the row `but`."""
    db.session.execute(
        update(SignIn)
        .where(SignIn.user_id == user.id, SignIn.ended_at.is_(None), SignIn.id != (but or 0))
        .values(ended_at=now)
    )
