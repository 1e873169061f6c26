"""Tell followers by mail what is new, never more often than they wish."""

from datetime import datetime

from cop.activity.services import record
from cop.discussions.follow_queries import follows_waiting, news_for, summaries_for
from cop.discussions.mails import mail_news
from cop.discussions.models import DiscussionFollow
from cop.discussions.rules import told_up_to
from cop.kernel.actor import SYSTEM


def tell_followers(now: datetime) -> int:
    """Write every mail that is due into the outbox; how many. What was hidden or withdrawn meanwhile is in none."""
    return sum(_tell(follow, now) for follow in follows_waiting(now))


def _tell(follow: DiscussionFollow, now: datetime) -> bool:
    until = told_up_to(follow.rhythm, follow.told_until, now)
    if until is None:
        return False
    news, summaries = news_for(follow, until), summaries_for(follow, until)
    is_new = bool(news or summaries)
    if is_new:
        record("discussion.told", follow, actor=SYSTEM, now=now, to=follow.user_id, news=len(news))
        mail_news(follow, news, summaries, now=now)
    if is_new or follow.discussion.last_at <= until:
        follow.told_until = until
    return is_new
