"""Let people translate what is published into a language, and end that."""

from datetime import datetime

from sqlalchemy import delete, select

from cop.accounts.events import AccountErased
from cop.accounts.models import User
from cop.accounts.rules import folded
from cop.activity.services import record
from cop.articles.mails import tell_translator
from cop.articles.models import Translator
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid
from cop.kernel.messages import N_, say


def add_translator(email: str, language: str, *, actor: Actor, now: datetime) -> Translator:
    """Somebody with an account, who is told by mail; raises Invalid when there is none or they are one already."""
    if not (actor.is_staff or actor.is_system):
        raise Denied
    user = db.session.scalar(
        select(User).where(User.email_folded == folded(email), User.disabled_at.is_(None))
    )
    if user is None:
        raise Invalid(fields={"email": say(N_("Nobody has an account with this address."))})
    known = select(Translator).where(Translator.user_id == user.id, Translator.language == language)
    if db.session.scalar(known) is not None:
        raise Invalid(fields={"email": say(N_("This person translates into this language already."))})
    translator = Translator(user_id=user.id, language=language, since=now)
    db.session.add(translator)
    record("translator.added", translator, actor=actor, now=now, user=user.id, language=language)
    tell_translator(user, language, now=now)
    return translator


def remove_translator(translator: Translator, *, actor: Actor, now: datetime) -> None:
    """They keep what they wrote."""
    if not (actor.is_staff or actor.is_system):
        raise Denied
    user_id, language = translator.user_id, translator.language
    record("translator.removed", translator, actor=actor, now=now, user=user_id, language=language)
    db.session.delete(translator)
    db.session.flush()


def forget_translator(event: AccountErased) -> None:
    """Nobody translates who is no longer here."""
    db.session.execute(delete(Translator).where(Translator.user_id == event.user_id))
