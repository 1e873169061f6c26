"""Reads of practices."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, String, and_, cast, not_, or_, select, true
from sqlalchemy.orm import defer, joinedload, selectinload

from cop.activity.models import Event
from cop.articles.models import Article, ArticleRevision, ArticleText, CoAuthor, PeerReview
from cop.articles.rules.content import Classification
from cop.articles.states import ArticleState as S
from cop.core import kept
from cop.core.db import db
from cop.files.models import Blob
from cop.files.pictures import RESIZED
from cop.kernel.actor import Actor, Role
from cop.taxonomy.queries import has_code
from cop.taxonomy.terms import vocabulary

AS_CARD = (
    defer(Article.details),
    selectinload(Article.texts).defer(ArticleText.content),
    joinedload(Article.image),
)
"""A card needs every text's title, to choose the reader's, but nothing of what it tells."""


def visible_to(actor: Actor) -> Select[Article]:
    """The practices that `actor` may see; the twin of rules.workflow.can_see."""
    statement = select(Article)
    if actor.is_system:
        return statement
    seen = [Article.state == S.PUBLISHED]
    if actor.user_id is not None:
        seen.append(is_written_by(actor))
    if Role.REVIEWER in actor.roles:
        seen.append(Article.state == S.IN_REVIEW)
    if actor.is_staff:
        seen.append(Article.state != S.DRAFT)
    return statement.where(or_(*seen))


def is_written_by(actor: Actor) -> ColumnElement[bool]:
    """Whether `actor`, who is signed in, is one of its authors; the twin of rules.workflow.is_author."""
    together = select(CoAuthor.article_id).where(CoAuthor.user_id == actor.user_id)
    return or_(Article.author_id == actor.user_id, Article.id.in_(together))


def article_seen_by(actor: Actor, article_id: int) -> Article | None:
    """One practice with its texts and picture, if `actor` may see it."""
    statement = visible_to(actor).where(Article.id == article_id).options(joinedload(Article.image))
    return db.session.scalar(statement)


def published() -> Select[Article]:
    """What the public reads, newest first, as cards."""
    newest = (Article.published_at.desc(), Article.id.desc())
    return select(Article).where(Article.state == S.PUBLISHED).order_by(*newest).options(*AS_CARD)


def published_about(theme: str | None) -> Select[Article]:
    """The same, of one theme and its narrower ones; of all without."""
    if theme is None:
        return published()
    codes = {theme, *vocabulary("themes").narrower(theme)}
    return published().where(has_code(Article.themes, codes))


def written_by(actor: Actor) -> Select[Article]:
    """What `actor` wrote, alone or with others, in every state, newest first."""
    return select(Article).where(is_written_by(actor)).order_by(Article.id.desc()).options(*AS_CARD)


def waiting() -> Select[Article]:
    """What was handed in and waits for an editor, oldest first."""
    return select(Article).where(Article.state == S.IN_REVIEW).order_by(Article.id).options(*AS_CARD)


def to_review_by(actor: Actor) -> Select[Article]:
    """What is in review that `actor`, a peer, neither wrote nor said anything of, oldest first."""
    said = select(PeerReview.article_id).where(PeerReview.reviewer_id == actor.user_id)
    return waiting().where(not_(is_written_by(actor)), Article.id.not_in(said))


def related_to(article: Article, most: int = 3) -> list[Article]:
    """Published practices that share the most themes, countries and sectors with this one, as cards; newer ones first.

    The newest thousand are looked at: terms are lists, which the two databases would have to be asked about each in its way.
    """
    own = _terms_of(article.themes, article.sectors, article.countries_of_origin)
    others = kept.until_change(_terms_of_newest, "articles.terms")
    shared = {number: len(own & terms) for number, terms in others.items() if number != article.id}
    wanted = sorted((number for number in shared if shared[number]), key=lambda n: -shared[n])[:most]
    if not wanted:
        return []
    found = {one.id: one for one in db.session.scalars(published().where(Article.id.in_(wanted)))}
    return [found[number] for number in wanted if number in found]


def _terms_of_newest() -> dict[int, frozenset[tuple[int, str]]]:
    """The number of each published practice, and its terms."""
    columns = select(Article.id, Article.themes, Article.sectors, Article.countries_of_origin)
    newest = columns.where(Article.state == S.PUBLISHED).order_by(Article.published_at.desc()).limit(1000)
    return {number: _terms_of(*lists) for number, *lists in db.session.execute(newest)}


def _terms_of(*lists: Sequence[str]) -> frozenset[tuple[int, str]]:
    return frozenset((place, code) for place, codes in enumerate(lists) for code in codes)


def reused_in(article: Article) -> dict[int, Article]:
    """The published practices that building blocks of this one were taken over from, by their numbers."""
    rows = article.details.get("blocks", ())
    numbers = {int(row["reused_from"].split("-")[0]) for row in rows if row.get("reused_from")}
    if not numbers:
        return {}
    return {one.id: one for one in db.session.scalars(published().where(Article.id.in_(numbers)))}


def text_of(article: Article, language: str) -> ArticleText | None:
    """The practice's text in `language`, if it has been written."""
    return next((text for text in article.texts if text.language == language), None)


def readable_texts(article: Article) -> list[ArticleText]:
    """The texts that are shown to readers: a translation that is only begun is not."""
    return [text for text in article.texts if text.is_readable]


def original_of(article: Article) -> ArticleText:
    """The text that the translations are made from."""
    return next(text for text in article.texts if text.language == article.original_language)


def classification_of(article: Article) -> Classification:
    return Classification(
        themes=tuple(article.themes),
        sectors=tuple(article.sectors),
        sdg_targets=tuple(article.sdg_targets),
        countries_of_origin=tuple(article.countries_of_origin),
        countries_of_destination=tuple(article.countries_of_destination),
        starts_year=article.starts_year,
        ends_year=article.ends_year,
        lead=article.lead,
    )


def slugs_like(language: str, base: str, *, but: int | None) -> set[str]:
    """The slugs of that language which begin with `base`, those of practice `but` aside."""
    statement = select(ArticleText.slug).where(
        and_(ArticleText.language == language, ArticleText.slug.startswith(base, autoescape=True))
    )
    if but is not None:
        statement = statement.where(ArticleText.article_id != but)
    return set(db.session.scalars(statement))


def article_with_slug(language: str, slug: str) -> Article | None:
    statement = (
        select(Article).join(Article.texts).where(ArticleText.language == language, ArticleText.slug == slug)
    )
    return db.session.scalar(statement)


def revisions_of(article: Article) -> Sequence[ArticleRevision]:
    """Every text as it once was, newest first."""
    statement = select(ArticleRevision).where(ArticleRevision.article_id == article.id)
    return db.session.scalars(statement.order_by(ArticleRevision.id.desc())).all()


def revision_of(article: Article, language: str, number: int) -> ArticleRevision | None:
    return db.session.scalar(
        select(ArticleRevision).where(
            ArticleRevision.article_id == article.id,
            ArticleRevision.language == language,
            ArticleRevision.number == number,
        )
    )


def peer_reviews_of(article: Article) -> Sequence[PeerReview]:
    """What peers think of it, oldest first."""
    statement = select(PeerReview).where(PeerReview.article_id == article.id)
    return db.session.scalars(statement.order_by(PeerReview.id)).all()


def peer_review_by(actor: Actor, article: Article) -> PeerReview | None:
    """What `actor` said of it before."""
    return db.session.scalar(
        select(PeerReview).where(PeerReview.article_id == article.id, PeerReview.reviewer_id == actor.user_id)
    )


def last_return(article: Article) -> Event | None:
    """Why the practice came back to its author, if it did and was not handed in again."""
    return _last_of(article, "article.returned", "article.submitted")


def last_retraction(article: Article) -> Event | None:
    """Why its author took it off the public pages, if they did and it was not published again."""
    return _last_of(article, "article.retracted", "article.published", "article.archived")


def _last_of(article: Article, verb: str, *others: str) -> Event | None:
    """The newest event that is one of these, if it is `verb`."""
    statement = select(Event).where(
        Event.subject_kind == Article.__tablename__,
        Event.subject_id == article.id,
        Event.verb.in_((verb, *others)),
    )
    last = db.session.scalar(statement.order_by(Event.id.desc()).limit(1))
    return last if last is not None and last.verb == verb else None


def due(today: date) -> Select[Article]:
    """What is published and has to be looked at again, the longest due first."""
    overdue = (Article.state == S.PUBLISHED, Article.review_due_on <= today)
    return select(Article).where(*overdue).order_by(Article.review_due_on, Article.id)


def pictures_waiting(most: int, *, also_unsized: bool) -> Sequence[int]:
    """The files that are pictures of practices and have no sizes, oldest first; those that none could be made of if asked."""
    statement = select(Blob.id).where(
        Blob.id.in_(select(Article.image_id)),
        Blob.media_type.in_(RESIZED),
        cast(Blob.sizes, String) == "[]",
        true() if also_unsized else Blob.unsized_at.is_(None),
    )
    return db.session.scalars(statement.order_by(Blob.id).limit(most)).all()
