"""Reads of people, their sessions and links."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from cop.accounts import rules
from cop.accounts.models import Factor, MailedLink, Purpose, RecoveryCode, SignIn, User
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.ids import digest


def user_by_email(email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email_folded == rules.folded(email)))


def language_for(email: str, otherwise: str) -> str:
    """The language of a mail to this address: their own where somebody is registered with it."""
    user = user_by_email(email)
    return user.language if user else otherwise


def user_by_id(user_id: int) -> User | None:
    return db.session.get(User, user_id)


def sign_in_by_token(token: str, now: datetime, *, halfway: bool = False) -> SignIn | None:
    """The live session of `token` with its person and roles, in one query; None when it ended, expired or was disabled.

    A person who has a second factor must have shown it; `halfway` finds the session of one who still has to.
    """
    wanted = {"token_sha256": digest(token), "now": now}
    return db.session.scalars(_live_sign_in(halfway), wanted).unique().one_or_none()


@cache
def _live_sign_in(halfway: bool) -> Select[SignIn]:
    """Asked at every request of somebody signed in, and made once."""
    has_factor = select(Factor).where(Factor.user_id == User.id, Factor.confirmed_at.is_not(None)).exists()
    must_show_it = SignIn.factor_at.is_(None) & has_factor
    return (
        select(SignIn)
        .join(SignIn.user)
        .where(
            SignIn.token_sha256 == bindparam("token_sha256"),
            SignIn.ended_at.is_(None),
            SignIn.expires_at > bindparam("now"),
            User.disabled_at.is_(None),
            must_show_it if halfway else ~must_show_it,
        )
        .options(joinedload(SignIn.user).joinedload(User.roles))
    )


def sign_ins_of(user_id: int, now: datetime) -> Sequence[SignIn]:
    """A person's live sessions, newest first."""
    return db.session.scalars(
        select(SignIn)
        .where(SignIn.user_id == user_id, SignIn.ended_at.is_(None), SignIn.expires_at > now)
        .order_by(SignIn.id.desc())
    ).all()


def factor_of(user_id: int) -> Factor | None:
    """A person's second factor, confirmed or being set up."""
    return db.session.scalar(select(Factor).where(Factor.user_id == user_id))


def with_factor(user_ids: Iterable[int]) -> frozenset[int]:
    """Who of these people has a second factor that is asked for."""
    confirmed = select(Factor.user_id).where(Factor.user_id.in_(user_ids), Factor.confirmed_at.is_not(None))
    return frozenset(db.session.scalars(confirmed))


def held_factor_of(user_id: int) -> Factor | None:
    """The same, held until the commit: of two requests with one code, one is first."""
    statement = select(Factor).where(Factor.user_id == user_id).with_for_update()
    return db.session.scalar(statement.execution_options(populate_existing=True))


def recovery_codes_left(user_id: int) -> int:
    unused = select(func.count()).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(unused) or 0


def recovery_code_by_digest(user_id: int, sha256: str) -> RecoveryCode | None:
    """An unused recovery code of this person."""
    return db.session.scalar(
        select(RecoveryCode).where(
            RecoveryCode.user_id == user_id, RecoveryCode.sha256 == sha256, RecoveryCode.used_at.is_(None)
        )
    )


def link_by_token(token: str, purpose: Purpose, now: datetime) -> MailedLink | None:
    """The unused link of `token`, held against a second use until the commit."""
    return db.session.scalar(
        select(MailedLink)
        .where(
            MailedLink.token_sha256 == digest(token),
            MailedLink.purpose == purpose,
            MailedLink.used_at.is_(None),
            MailedLink.expires_at > now,
        )
        .with_for_update(of=MailedLink)
    )


def open_links_of(user_id: int, purpose: Purpose) -> Sequence[MailedLink]:
    """The links of a person that were not used, old ones too."""
    return db.session.scalars(
        select(MailedLink).where(
            MailedLink.user_id == user_id, MailedLink.purpose == purpose, MailedLink.used_at.is_(None)
        )
    ).all()


def visible_to(actor: Actor, *, text: str = "") -> Select[User]:
    """The accounts that `actor` may see, by name: all for an administrator, else one's own."""
    statement = select(User).order_by(User.name, User.id)
    if not rules.can_manage(actor):
        statement = statement.where(User.id == actor.user_id)
    if text:
        is_in_email = User.email_folded.contains(rules.folded(text), autoescape=True)
        statement = statement.where(or_(is_in_email, User.name.icontains(text, autoescape=True)))
    return statement
