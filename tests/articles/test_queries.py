"""What may be seen: the query and the rule agree, on both databases."""

from flask import Flask

from cop.articles.models import Article, CoAuthor
from cop.articles.queries import article_seen_by, published, revision_of, visible_to
from cop.articles.rules.workflow import can_see
from cop.articles.states import ArticleState
from cop.core.db import db
from cop.kernel.actor import ANONYMOUS, SYSTEM, Role
from tests.factories import NOON, actor_of, make_article, make_user


def test_visible_to_is_the_twin_of_can_see(ctx: Flask) -> None:
    author, other, co_author = make_user(), make_user(), make_user()
    for state in ArticleState:
        shared = make_article(author=author, state=state)
        db.session.add(CoAuthor(article_id=shared.id, user_id=co_author.id, since=NOON))
        make_article(author=author, state=state)
        make_article(author=None, state=state)
    actors = [
        ANONYMOUS,
        SYSTEM,
        actor_of(author),
        actor_of(other),
        actor_of(co_author),
        *(actor_of(make_user(role)) for role in Role),
    ]
    articles = db.session.query(Article).all()
    for actor in actors:
        seen = set(db.session.scalars(visible_to(actor)))
        assert seen == {article for article in articles if can_see(actor, article)}, actor
        for article in articles:
            assert (article_seen_by(actor, article.id) is not None) is can_see(actor, article)


def test_published_is_newest_first(ctx: Flask) -> None:
    first, second = make_article(), make_article()
    make_article(state="draft")
    assert db.session.scalars(published()).all() == [second, first]


def test_a_revision_of_another_practice_is_none(ctx: Flask) -> None:
    one, other = make_article(), make_article()
    found = revision_of(one, "en", 1)
    assert found is not None
    assert found.article_id == one.id
    assert revision_of(other, "en", 2) is None
