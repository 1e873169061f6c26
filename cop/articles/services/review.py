"""A peer says what they think of a practice; its evidence level follows from what all of them say."""

from collections.abc import Mapping
from datetime import datetime

from cop.activity.services import record
from cop.articles.mails import tell_reviewed
from cop.articles.models import Article, PeerReview
from cop.articles.queries import peer_review_by, peer_reviews_of
from cop.articles.rules.evidence import Evidence, can_review, check_review, level_of
from cop.articles.services.keeping import tell
from cop.articles.services.publish import due_again
from cop.core.db import db, held
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied


def review_article(
    article: Article,
    *,
    verdict: Evidence,
    marks: Mapping[str, int],
    comments: Mapping[str, str],
    actor: Actor,
    now: datetime,
) -> PeerReview:
    """Keep one review a peer, the newest. Nobody reviews what they wrote."""
    article = held(article)
    if actor.user_id is None or not can_review(actor, article):
        raise Denied
    check_review(marks, comments)
    review, before = peer_review_by(actor, article), article.evidence
    is_new = review is None
    said = {"verdict": verdict, "marks": dict(marks), "comments": dict(comments), "made_at": now}
    if review is None:
        review = PeerReview(article_id=article.id, reviewer_id=actor.user_id, **said)  # type: ignore[arg-type]
        db.session.add(review)
    else:
        for name, value in said.items():
            setattr(review, name, value)
    db.session.flush()
    article.evidence = level_of([one.verdict for one in peer_reviews_of(article)])
    if article.review_due_on is not None:
        due_again(article, now)
    record("article.reviewed", article, actor=actor, now=now, verdict=verdict, evidence=article.evidence)
    tell(article)
    if is_new or article.evidence != before:
        tell_reviewed(article, is_other_level=article.evidence != before, actor=actor, now=now)
    return review
