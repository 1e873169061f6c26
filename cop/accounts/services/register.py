"""Open an account: asked for on the site and confirmed by mail, or made by staff."""

from collections.abc import Iterable
from datetime import datetime

from cop.accounts import mails, rules
from cop.accounts.events import AccountConfirmed
from cop.accounts.models import Purpose, User, UserRole
from cop.accounts.passwords import hash_password, is_password
from cop.accounts.queries import link_by_token, user_by_email
from cop.accounts.services.links import new_link
from cop.activity.services import record
from cop.core import events
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Actor, Role
from cop.kernel.errors import Invalid, NotFound
from cop.kernel.messages import N_, say


def register(*, email: str, name: str, password: str, language: str, now: datetime) -> None:
    """Begin an account and mail its link; an address that has one gets a mail that says so. The caller cannot tell which.

    Raises Invalid when the password will not do.
    """
    refuse_password(password)
    hashed = hash_password(password)  # before looking, so that a known address takes as long
    known = user_by_email(email)
    if known is not None and known.confirmed_at is not None:
        mails.mail_known_already(known, now=now)
        return
    if known is None:
        known = _add(email=email, name=name, password_hash=hashed, language=language, now=now)
        record("account.registered", known, actor=SYSTEM, now=now)
    known.name, known.password_hash, known.language = name, hashed, language  # the last registration holds
    mails.mail_confirmation(known, new_link(known, Purpose.CONFIRM, now=now), now=now)


def confirm(token: str, *, password: str, now: datetime) -> User:
    """The link from the mail was followed: the account is open.

    The password is asked for so that nobody confirms an account which a stranger prepared with their address. Raises
    NotFound for a link that is used, old or made up, Invalid for a wrong password.
    """
    link = link_by_token(token, Purpose.CONFIRM, now)
    if link is None:
        raise NotFound(say(N_("This link was used already or is too old. Register again to get a new one.")))
    if not is_password(password, link.user.password_hash):
        raise Invalid(fields={"password": say(N_("This is not your password."))})
    link.used_at = link.user.confirmed_at = now
    record("account.confirmed", link.user, actor=SYSTEM, now=now)
    events.publish(AccountConfirmed(link.user.id))
    return link.user


def create_user(
    *,
    email: str,
    name: str,
    password: str = "",
    password_hash: str = "",
    roles: Iterable[Role] = (Role.MEMBER,),
    language: str = "en",
    zone: str = "UTC",
    actor: Actor = SYSTEM,
    now: datetime,
) -> User:
    """A confirmed account with roles. Raises Invalid when the address is taken or the password will not do.

    `password_hash` stands for a password that was hashed before (the demonstration's people share one).
    """
    wanted = tuple(roles)
    if user_by_email(email) is not None:
        raise Invalid(fields={"email": say(N_("There is an account with this address already."))})
    if not password_hash:
        refuse_password(password, roles=wanted)
    user = _add(
        email=email,
        name=name,
        password_hash=password_hash or hash_password(password),
        language=language,
        now=now,
        roles=wanted,
        zone=zone,
    )
    user.confirmed_at = now
    record("account.created", user, actor=actor, now=now, roles=sorted(wanted))
    return user


def refuse_password(password: str, *, roles: tuple[Role, ...] = (), field: str = "password") -> None:
    """Raise Invalid beside `field` when the password will not do."""
    if problem := rules.password_problem(password, roles=roles):
        raise Invalid(fields={field: problem})


def _add(
    *,
    email: str,
    name: str,
    password_hash: str,
    language: str,
    now: datetime,
    roles: tuple[Role, ...] = (Role.MEMBER,),
    zone: str = "UTC",
) -> User:
    user = User(
        email=email.strip(),
        email_folded=rules.folded(email),
        name=name.strip(),
        password_hash=password_hash,
        language=language,
        zone=zone,
        created_at=now,
        roles=[UserRole(role=role) for role in roles],
    )
    db.session.add(user)
    db.session.flush()
    return user
