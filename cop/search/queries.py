"""Reads of kept searches and of what was searched in vain."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from cop.accounts.models import User
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.search.models import MissedSearch, SavedSearch


def saved_by(actor: Actor) -> Sequence[SavedSearch]:
    """The actor's own, newest first."""
    own = select(SavedSearch).where(SavedSearch.user_id == actor.user_id)
    return db.session.scalars(own.order_by(SavedSearch.id.desc())).all()


def own_search(actor: Actor, saved_id: int) -> SavedSearch | None:
    """One of the actor's own."""
    same = select(SavedSearch).where(SavedSearch.id == saved_id, SavedSearch.user_id == actor.user_id)
    return db.session.scalar(same)


def saved_before(told_until: datetime) -> Sequence[SavedSearch]:
    """Those that told nothing since, with their people, whose accounts are open."""
    waiting = select(SavedSearch).join(SavedSearch.user).options(joinedload(SavedSearch.user))
    waiting = waiting.where(SavedSearch.told_until <= told_until, User.disabled_at.is_(None))
    return db.session.scalars(waiting.order_by(SavedSearch.id)).all()


def token_of(saved: SavedSearch) -> str:
    """What a mail carries so that its reader can end it without signing in: it names one search and cannot be made up."""
    return str(_signer().dumps([saved.id, saved.user_id]))


def search_of(token: str) -> SavedSearch | None:
    """The search that a mail's link names."""
    try:
        saved_id, user_id = _signer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    same = select(SavedSearch).where(SavedSearch.id == saved_id, SavedSearch.user_id == user_id)
    return db.session.scalar(same)


def _signer() -> URLSafeSerializer:
    keys = current_app.config["SETTINGS"].keys
    return URLSafeSerializer(keys[::-1], salt="saved-search")  # the last of them signs


def missed_since(day: date, language: str | None) -> Select[Any]:
    """(words, language, times, the last day) of what was searched in vain since `day`, the most wanted first."""
    times, last = func.sum(MissedSearch.times), func.max(MissedSearch.day)
    statement = select(MissedSearch.words, MissedSearch.language, times.label("times"), last.label("last"))
    statement = statement.where(MissedSearch.day >= day)
    if language is not None:
        statement = statement.where(MissedSearch.language == language)
    grouped = statement.group_by(MissedSearch.words, MissedSearch.language).subquery()
    return select(grouped).order_by(grouped.c.times.desc(), grouped.c.last.desc(), grouped.c.words)
