"""Peers, and they alone, say how far a practice is proven."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from cop.activity.models import Event
from cop.articles.models import Article
from cop.articles.queries import peer_reviews_of
from cop.articles.rules.evidence import CRITERIA, Evidence, can_review, level_of
from cop.articles.services.publish import publish_article
from cop.articles.services.review import review_article
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Actor, Role
from cop.kernel.errors import Denied, Invalid
from tests.articles.pages import SignIn, arranged, pictured, send
from tests.factories import NOON, actor_of, make_article, make_user

MARKS = dict.fromkeys(CRITERIA, 3)
GOOD, PROMISING, INNOVATION = Evidence.GOOD, Evidence.PROMISING, Evidence.INNOVATION


def _review(article: Article, actor: Actor, verdict: Evidence = GOOD) -> None:
    review_article(article, verdict=verdict, marks=MARKS, comments={"story": "Clear"}, actor=actor, now=NOON)


@given(st.lists(st.sampled_from(Evidence), max_size=6))
def test_a_good_practice_has_convinced_two(verdicts: list[Evidence]) -> None:
    assert (level_of(verdicts) == GOOD) is (verdicts.count(GOOD) >= 2)
    assert (level_of(verdicts) == INNOVATION) is (set(verdicts) <= {INNOVATION})


@pytest.mark.parametrize("role", Role)
def test_reviewers_and_the_secretariat_review_what_is_not_their_own(ctx: Flask, role: Role) -> None:
    person = make_user(role)
    actor = actor_of(person)
    allowed = role in {Role.REVIEWER, Role.OFFICER, Role.MANAGER, Role.ADMIN}
    assert can_review(actor, make_article()) is allowed
    assert not can_review(actor, make_article(author=person))
    assert not can_review(actor, make_article(state="draft"))


def test_the_level_follows_the_newest_word_of_each_peer(ctx: Flask) -> None:
    article = make_article()
    one, two = (actor_of(make_user(Role.REVIEWER)) for _ in range(2))
    levels = []
    for actor, verdict in ((one, GOOD), (one, GOOD), (two, GOOD), (two, INNOVATION)):
        _review(article, actor, verdict)
        levels.append(article.evidence)
    assert levels == [PROMISING, PROMISING, GOOD, PROMISING]
    assert len(peer_reviews_of(article)) == 2
    assert db.session.query(Event).filter_by(verb="article.reviewed").count() == 4


def test_what_is_refused(ctx: Flask) -> None:
    article, peer = make_article(), actor_of(make_user(Role.REVIEWER))
    for actor in (SYSTEM, actor_of(make_user())):
        with pytest.raises(Denied):
            _review(article, actor)
    wrong = (
        {"marks": MARKS | {"effective": 5}, "comments": {}},
        {"marks": MARKS, "comments": {"nonsense": "x"}},
    )
    for said in wrong:
        with pytest.raises(Invalid):
            review_article(article, verdict=GOOD, **said, actor=peer, now=NOON)
    assert article.evidence == INNOVATION


def test_a_peer_finds_what_is_in_review_and_the_author_reads_comments_without_names(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    with arranged(app):
        author, peer = make_user(), make_user(Role.REVIEWER, name="Secret Peer")
        officer = make_user(Role.OFFICER)
        article = pictured(make_article(author=author, state="in_review"))
    url = f"/en/practices/{article.id}/review"
    reviewer = sign_in(client, peer)
    waits = "Say as a peer what you think of a practice"
    assert waits in reviewer.get("/en/desk").text
    assert send(reviewer, url, on_story="Say who paid.").status_code == 422
    said = dict.fromkeys(CRITERIA, "4") | {"on_story": "Say who paid.", "verdict": "promising"}
    assert send(reviewer, url, **said).status_code == 303
    assert "Say who paid." in reviewer.get(url).text
    assert waits not in reviewer.get("/en/desk").text
    page = f"/en/practices/{article.id}"
    seen = {
        who: sign_in(app.test_client(), person).get(page, follow_redirects=True).text
        for who, person in (("author", author), ("officer", officer))
    }
    assert "Say who paid." in seen["author"]
    assert "Secret Peer" not in seen["author"]
    assert "Secret Peer" in seen["officer"]
    assert app.test_client().get(page).status_code == 404
    with arranged(app):
        publish_article(db.session.get_one(Article, article.id), actor=actor_of(officer), now=NOON)
    public = app.test_client().get(page, follow_redirects=True).text
    assert "Promising practice" in public
    assert "Say who paid." not in public
