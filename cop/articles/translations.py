"""Reads of translations: what there is to translate, what there is in a language, and which practices wait for a translator."""

from collections.abc import Collection, Sequence

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)

from cop.accounts.models import User
from cop.articles.models import Article, ArticleReads, ArticleRevision, ArticleText, Translator
from cop.articles.queries import AS_CARD, is_written_by, original_of, text_of
from cop.articles.rules.content import HEAD, texts_of
from cop.articles.rules.structure import public_part, words_of
from cop.articles.rules.translation import Pinned
from cop.articles.rules.workflow import can_translate
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


def languages_of(actor: Actor) -> frozenset[str]:
    """The languages that `actor` was made a translator into."""
    if not actor.is_signed_in:
        return frozenset()
    return frozenset(
        db.session.scalars(select(Translator.language).where(Translator.user_id == actor.user_id))
    )


def may_translate(actor: Actor, article: Article, language: str) -> bool:
    return can_translate(actor, article, is_translator=language in languages_of(actor))


def translatable_by(actor: Actor, languages: Collection[str], language: str) -> ColumnElement[bool]:
    """Which practices `actor`, a translator into `languages`, may translate: the twin of rules.workflow.can_translate."""
    lives = Article.state != S.ARCHIVED
    if actor.is_system:
        return lives
    mine = and_(Article.state.in_(WITH_AUTHOR), is_written_by(actor)) if actor.is_signed_in else false()
    if actor.is_staff:
        return or_(mine, and_(lives, Article.state.not_in(WITH_AUTHOR)))
    return or_(mine, Article.state == S.PUBLISHED) if language in languages else mine


def translators() -> Sequence[Translator]:
    """Everybody who was made one, by language and name."""
    statement = select(Translator).join(Translator.user).order_by(Translator.language, User.name)
    return db.session.scalars(statement).all()


def to_translate(actor: Actor, language: str, state: TranslationState | None = None) -> Select[Article]:
    """What waits for a translator into `language`, the most read in it first: all of it, or what stands in `state`."""
    here = and_(ArticleText.article_id == Article.id, ArticleText.language == language)
    status = func.coalesce(ArticleText.status, TranslationState.MISSING.value)
    wanted = status != TranslationState.UP_TO_DATE.value if state is None else status == state.value
    reads = _reads_in(language).subquery()
    most_read = func.coalesce(reads.c.times, 0).desc()
    newest = (Article.published_at.desc().nulls_last(), Article.id.desc())
    return (
        select(Article)
        .outerjoin(ArticleText, here)
        .outerjoin(reads, reads.c.article_id == Article.id)
        .where(
            translatable_by(actor, languages_of(actor), language),
            Article.original_language != language,
            wanted,
        )
        .order_by(most_read, *newest)
        .options(*AS_CARD)
    )


def reads_in(language: str, articles: Collection[Article]) -> dict[int, int]:
    """How often in the last year readers of `language` opened each of them."""
    numbers = [article.id for article in articles]
    rows = db.session.execute(_reads_in(language).where(ArticleReads.article_id.in_(numbers)))
    return {row.article_id: row.times for row in rows}


def _reads_in(language: str) -> Select[int, int]:
    """What is kept is of the last year."""
    times = func.sum(ArticleReads.times).label("times")
    return (
        select(ArticleReads.article_id, times)
        .where(ArticleReads.language == language)
        .group_by(ArticleReads.article_id)
    )


def counts(actor: Actor) -> dict[tuple[str, TranslationState], int]:
    """How many practices stand how in each language, of those that `actor` may translate into it."""
    languages = languages_of(actor)
    status = func.coalesce(ArticleText.status, literal_column(f"'{TranslationState.MISSING.value}'"))
    of_language = [
        select(literal(code), status, func.count())
        .select_from(Article)
        .outerjoin(ArticleText, and_(ArticleText.article_id == Article.id, ArticleText.language == code))
        .where(translatable_by(actor, languages, code), Article.original_language != code)
        .group_by(status)
        for code in LANGUAGES
    ]
    rows = db.session.execute(union_all(*of_language)).all()
    return {(code, TranslationState(state)): count for code, state, count in rows}
