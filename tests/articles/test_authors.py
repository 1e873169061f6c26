"""A practice written by several people."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cop.accounts.events import AccountErased
from cop.accounts.models import User
from cop.activity.models import Mail
from cop.articles.author_queries import invitation_by_token, invitations_to
from cop.articles.models import Article
from cop.articles.queries import visible_to, written_by
from cop.articles.rules.evidence import can_review
from cop.articles.rules.workflow import can_see, can_write
from cop.articles.services.authors import invite_author, join_authors, leave_authors, withdraw_invitation
from cop.articles.services.forget import forget_drafts
from cop.articles.states import ArticleState
from cop.articles.translations import translatable_by
from cop.core.db import db
from cop.kernel.actor import Role
from cop.kernel.errors import Denied, Invalid
from tests.articles.pages import SignIn, arranged, send
from tests.factories import NOON, actor_of, make_article, make_user


def _token() -> str:
    mail = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    assert mail
    return re.findall(r"/practices/invitations/(\S+)", mail.text)[0]


def _join(article: Article, author: User, other: User) -> None:
    invite_author(article, other.email.upper(), actor=actor_of(author), now=NOON)
    invitation = invitation_by_token(_token(), NOON)
    assert invitation
    join_authors(invitation, other, actor=actor_of(other), now=NOON)
    db.session.flush()


@pytest.fixture
def people(ctx: Flask) -> tuple[User, User]:
    return make_user(name="Leyla"), make_user(name="Aziz")


def test_who_joins_writes_and_is_named_after_who_began(people: tuple[User, User]) -> None:
    author, other = people
    article = make_article(author=author, state="draft")
    assert not can_see(actor_of(other), article)
    _join(article, author, other)
    actor = actor_of(other)
    assert can_see(actor, article)
    assert can_write(actor, article)
    assert article.details["authors"] == ["Leyla", "Aziz"]
    assert invitations_to(article) == []
    translatable = select(Article).where(translatable_by(actor, (), "fr"))
    for statement in (visible_to(actor), written_by(actor), translatable):
        assert list(db.session.scalars(statement)) == [article]


def test_a_co_author_does_not_review_what_they_write(ctx: Flask) -> None:
    author, other = make_user(), make_user(Role.REVIEWER)
    article = make_article(author=author)
    actor = actor_of(other)
    assert can_review(actor, article)
    _join(article, author, other)
    assert not can_review(actor, article)


def test_only_who_began_it_lets_others_in_and_go(people: tuple[User, User]) -> None:
    author, other = people
    article = make_article(author=author, state="draft")
    _join(article, author, other)
    with pytest.raises(Denied):
        invite_author(article, "third@example.org", actor=actor_of(other), now=NOON)
    with pytest.raises(Invalid, match="author already"):
        invite_author(article, other.email, actor=actor_of(author), now=NOON)
    leave_authors(article, article.co_authors[0], actor=actor_of(author), now=NOON)
    assert not can_see(actor_of(other), article)


def test_an_invitation_is_for_one_address_and_its_last_link(people: tuple[User, User]) -> None:
    author, other = people
    article = make_article(author=author, state="draft")
    actor = actor_of(author)
    invite_author(article, "third@example.org", actor=actor, now=NOON)
    earlier = _token()
    invitation = invite_author(article, "Third@example.org", actor=actor, now=NOON)
    db.session.flush()
    assert invitation_by_token(earlier, NOON) is None
    with pytest.raises(Denied):
        join_authors(invitation, other, actor=actor_of(other), now=NOON)
    withdraw_invitation(invitation, actor=actor, now=NOON)
    assert invitation_by_token(_token(), NOON) is None


def test_what_two_write_stays_when_one_leaves_the_site(people: tuple[User, User]) -> None:
    author, other = people
    shared, own = (make_article(author=author, state="draft") for _ in range(2))
    _join(shared, author, other)
    forget_drafts(AccountErased(user_id=author.id, email=author.email, erased_at=NOON))
    db.session.expire_all()
    left = db.session.scalars(select(Article).where(Article.id.in_([shared.id, own.id]))).all()
    assert [(one.author_id, one.co_author_ids) for one in left] == [(other.id, frozenset())]


def test_two_write_on_the_pages(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author, other = make_user(), make_user()
        article = make_article(author=author, state=ArticleState.DRAFT)
    url = f"/en/practices/{article.id}/authors"
    sign_in(client, author)
    assert send(client, url, email="no address").status_code == 422
    assert send(client, url, email=other.email).status_code == 303
    assert other.email in client.get(url).text
    with app.app_context():
        link = f"/en/practices/invitations/{_token()}"
    sign_in(client, other)
    assert client.get(url).status_code == 404
    assert author.name in client.get(link).text
    assert send(client, link).status_code == 303
    assert client.get(link).status_code == 404
    assert client.get(f"/en/practices/{article.id}/edit").status_code == 200
    assert "Invite somebody" not in client.get(url).text
    assert send(client, f"{url}/{other.id}/removal").status_code == 303
    assert client.get(url).status_code == 404
