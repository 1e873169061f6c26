"""Tell a person by mail what is new under a search they keep."""

from datetime import datetime

from cop.activity.services import record
from cop.core import i18n
from cop.core.search.port import Hit
from cop.kernel.actor import ANONYMOUS, SYSTEM
from cop.search.asking import asked_by
from cop.search.finding import every_hit
from cop.search.mails import mail_news
from cop.search.models import SavedSearch
from cop.search.rules import told_up_to

LOOKED_AT = 100
"""The newest results: of more in one week nobody would read."""


def tell_news(saved: SavedSearch, now: datetime) -> bool:
    """Write the mail of this search into the outbox if it is due; whether it was. Where nothing is new nobody is written to."""
    until = told_up_to(saved.rhythm, saved.told_until, now)
    if until is None:
        return False
    news = _news(saved, until)
    saved.told_until = until
    if not news:
        return False
    record("search.told", saved, actor=SYSTEM, now=now, to=saved.user_id, found=len(news))
    mail_news(saved, news, now=now)
    return True


def _news(saved: SavedSearch, until: datetime) -> list[Hit]:
    """What has the words, everybody may see and is dated since the last mail, the newest first."""
    asked = asked_by(saved.query).with_order("newest").as_typed()
    with i18n.in_language(saved.user.language):
        hits = list(every_hit(asked, LOOKED_AT, actor=ANONYMOUS))
    return [hit for hit in hits if saved.told_until < datetime.fromisoformat(hit.stored["date"]) <= until]
