"""Say whether one wants news of the practices that one writes or translates."""

from datetime import datetime

from sqlalchemy import delete

from cop.accounts.events import AccountErased
from cop.accounts.models import User
from cop.activity.services import record
from cop.articles.author_queries import wants_mails
from cop.articles.models import MailRefusal
from cop.core.db import db
from cop.kernel.actor import Actor


def choose_mails(user: User, *, wants: bool, actor: Actor, now: datetime) -> None:
    """From now on, or no longer."""
    if wants == wants_mails(user):
        return
    if wants:
        db.session.execute(delete(MailRefusal).where(MailRefusal.user_id == user.id))
    else:
        db.session.add(MailRefusal(user_id=user.id))
    record("account.practice_mails_chosen", user, actor=actor, now=now, wants=wants)


def forget_refusal(event: AccountErased) -> None:
    db.session.execute(delete(MailRefusal).where(MailRefusal.user_id == event.user_id))
