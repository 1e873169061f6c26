"""Reads of translations: what there is to translate, what there is in a language, and which practices wait for a translator."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true

from cop.articles.models import Article, ArticleRevision, ArticleText
from cop.articles.queries import AS_CARD, original_of, text_of
from cop.articles.rules.content import HEAD, texts_of
from cop.articles.rules.structure import public_part, words_of
from cop.articles.rules.translation import Pinned
from cop.articles.states import WITH_AUTHOR, TranslationState
from cop.articles.states import ArticleState as S
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.translated import LANGUAGES


def pinned(text: ArticleText) -> Pinned:
    """A text as the rules of translation see it."""
    return Pinned(texts_of(text), text.pins, frozenset(text.unchecked))


def source_of(article: Article) -> Pinned:
    """What there is to translate, in the order it is read: the original, without persons who did not agree to be shown."""
    original = original_of(article)
    words = {w.path: w.text for w in words_of(original.content, public_part(article.details))}
    head = {path: getattr(original, path) for path in HEAD}
    return Pinned({path: text for path, text in (head | words).items() if text}, original.pins)


def target_of(article: Article, language: str) -> Pinned:
    """What there is of it in `language`."""
    text = text_of(article, language)
    return pinned(text) if text else Pinned({}, {})


def revisions_numbered(
    article: Article, language: str, numbers: Collection[int]
) -> Sequence[ArticleRevision]:
    """The text in `language` as it was at each of these revisions."""
    if not numbers:
        return []
    statement = select(ArticleRevision).where(
        ArticleRevision.article_id == article.id,
        ArticleRevision.language == language,
        ArticleRevision.number.in_(numbers),
    )
    return db.session.scalars(statement).all()


def status_in(article: Article, language: str) -> TranslationState:
    """How far it is in `language`."""
    text = text_of(article, language)
    return text.status if text else TranslationState.MISSING


def translatable_by(actor: Actor) -> ColumnElement[bool]:
    """Which practices `actor` may translate, as a condition: those they may write (rules.workflow.can_write) and that live."""
    if actor.is_system:
        return true()
    mine = (
        and_(Article.state.in_(WITH_AUTHOR), Article.author_id == actor.user_id)
        if actor.is_signed_in
        else false()
    )
    return or_(mine, Article.state.in_((S.IN_REVIEW, S.PUBLISHED))) if actor.is_staff else mine


def to_translate(actor: Actor, language: str, state: TranslationState | None = None) -> Select[Article]:
    """What waits for a translator into `language`, the newest first: all of it, or what stands in `state`."""
    here = and_(ArticleText.article_id == Article.id, ArticleText.language == language)
    status = func.coalesce(ArticleText.status, TranslationState.MISSING.value)
    wanted = status != TranslationState.UP_TO_DATE.value if state is None else status == state.value
    newest = (Article.published_at.desc().nulls_last(), Article.id.desc())
    return (
        select(Article)
        .outerjoin(ArticleText, here)
        .where(translatable_by(actor), Article.original_language != language, wanted)
        .order_by(*newest)
        .options(*AS_CARD)
    )


def counts(actor: Actor) -> dict[tuple[str, TranslationState], int]:
    """How many practices stand how in each language, of those that `actor` may translate."""
    mine = translatable_by(actor)
    originals = (
        select(Article.original_language, func.count()).where(mine).group_by(Article.original_language)
    )
    written = db.session.execute(originals).all()
    texts = (
        select(ArticleText.language, ArticleText.status, func.count())
        .join(ArticleText.article)
        .where(mine, ArticleText.language != Article.original_language)
        .group_by(ArticleText.language, ArticleText.status)
    )
    found = {(language, status): count for language, status, count in db.session.execute(texts).all()}
    for language in LANGUAGES:
        begun = sum(count for (code, _status), count in found.items() if code == language)
        wanted = sum(count for code, count in written if code != language)
        empty = found.get((language, TranslationState.MISSING), 0)
        found[language, TranslationState.MISSING] = wanted - begun + empty
    return found
