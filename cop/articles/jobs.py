"""A machine drafts what nobody has translated yet; no transaction is open while it works."""

from cop.articles.forms.translating import sifted_for
from cop.articles.models import Article
from cop.articles.queries import original_of
from cop.articles.services.translate import keep_drafts, wanted_drafts
from cop.core import web
from cop.core.db import db
from cop.core.i18n import in_language
from cop.core.machine import machine
from cop.core.unit import commit

AT_ONCE = 10


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
