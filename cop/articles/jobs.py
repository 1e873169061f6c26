"""What the worker does: machine drafts of translations, telling those whose practice is due, sizes of older pictures,
counts of what is read.

No transaction is open while the machine works.
"""

from datetime import datetime

from cop.activity.services import record
from cop.articles.forms.translating import sifted_for
from cop.articles.mails import tell_due as tell_it_is_due
from cop.articles.models import Article
from cop.articles.queries import due, original_of, pictures_waiting
from cop.articles.services import count
from cop.articles.services.translate import keep_drafts, wanted_drafts
from cop.core import web
from cop.core.db import db
from cop.core.i18n import in_language
from cop.core.machine import machine
from cop.core.unit import commit, each_by_itself
from cop.files.pictures import make_sizes
from cop.kernel.actor import SYSTEM

AT_ONCE = 10
MOST_TOLD = 200
MOST_AT_ONCE = 20


def draft_translation(article_id: int, language: str) -> None:
    """Ask for the texts that are missing, a few at a time; each few are kept before the next are asked for."""
    article = db.session.get(Article, article_id)
    if article is None:
        return
    wanted, source = [*wanted_drafts(article, language).items()], article.original_language
    made_from = original_of(article).version
    commit()
    for start in range(0, len(wanted), AT_ONCE):
        paths, texts = zip(*wanted[start : start + AT_ONCE], strict=True)
        drafts = machine().translate(texts, source=source, target=language)
        _keep(article_id, language, dict(zip(paths, drafts, strict=True)), made_from)


def _keep(article_id: int, language: str, drafts: dict[str, str], made_from: int) -> None:
    article = db.session.get(Article, article_id)
    if article is not None:
        with in_language(language):
            fitting, _too_long = sifted_for(article, language, drafts)
        keep_drafts(article, language, fitting, made_from=made_from, now=web.clock()())
    commit()


def tell_due() -> None:
    """Everyone who writes it once, whenever the worker comes round after the day."""
    now = web.clock()()
    untold = due(now.date()).where(Article.due_told_at.is_(None)).limit(MOST_TOLD)
    each_by_itself(
        db.session.scalars(untold).all(), lambda article: _tell_due(article, now), job="articles.tell_due"
    )


def _tell_due(article: Article, now: datetime) -> None:
    tell_it_is_due(article, now=now)
    article.due_told_at = now
    record("article.fell_due", article, actor=SYSTEM, now=now)


def resize_pictures(most: int = MOST_AT_ONCE, *, also_unsized: bool = False) -> int:
    """Make the sizes of the oldest; how many pictures have them now."""
    waiting = pictures_waiting(most, also_unsized=also_unsized)
    return sum(make_sizes(number, now=web.clock()()) for number in waiting)


def resize_some() -> None:
    """Every few minutes; what no sizes can be made of is left alone the next time."""
    resize_pictures()


def count_reads(counts: list[tuple[int, str, int]]) -> None:
    """What a process told of its readers."""
    count.count_reads(counts, now=web.clock()())


def forget_reads() -> None:
    count.forget_reads(web.clock()())
