"""Who is told by mail what becomes of a practice: everyone who writes it, in their language, once, and as they wish."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from cop.accounts.models import User
from cop.activity.models import Mail
from cop.articles.jobs import tell_due
from cop.articles.models import Article, ArticleRevision, CoAuthor, Translator
from cop.articles.rules.content import Draft
from cop.articles.rules.evidence import CRITERIA, Evidence
from cop.articles.services.publish import (
    archive_article,
    publish_article,
    retract_article,
    return_article,
    submit_article,
)
from cop.articles.services.review import review_article
from cop.articles.services.wish import choose_mails
from cop.articles.services.write import write_text
from cop.core.db import db
from cop.kernel.actor import Actor, Role
from tests.articles.pages import pictured
from tests.factories import NOON, actor_of, make_article, make_user


@pytest.fixture
def author(ctx: Flask) -> User:
    return make_user(name="Leyla", language="fr")


@pytest.fixture
def other(ctx: Flask) -> User:
    return make_user(name="Aziz", language="ar")


@pytest.fixture
def officer(ctx: Flask) -> Actor:
    return actor_of(make_user(Role.OFFICER))


def together(author: User, other: User, state: str, **given: object) -> Article:
    """A practice that the two write."""
    article = make_article(author=author, state=state, **given)  # type: ignore[arg-type]
    db.session.add(CoAuthor(article_id=article.id, user_id=other.id, since=NOON))
    db.session.flush()
    db.session.expire(article, ["co_authors"])
    return article


def told() -> list[tuple[str, str]]:
    """(to, language) of every mail since the last time this was asked."""
    mails = db.session.scalars(select(Mail).order_by(Mail.id)).all()
    for mail in mails:
        db.session.delete(mail)
    return [(mail.to, mail.language) for mail in mails]


def subjects() -> list[str]:
    return list(db.session.scalars(select(Mail.subject).order_by(Mail.id)))


def revision_by(user: User, article: Article) -> ArticleRevision:
    """What `user` once wrote of its Spanish text."""
    said: dict[str, Any] = {"title": "Agua", "summary": "s", "content": {}}
    return ArticleRevision(
        article_id=article.id, language="es", number=9, made_at=NOON, made_by=user.id, **said
    )


def review(article: Article, verdict: Evidence, actor: Actor) -> None:
    marks = dict.fromkeys(CRITERIA, 3)
    review_article(article, verdict=verdict, marks=marks, comments={"results": "So."}, actor=actor, now=NOON)


def test_both_are_told_each_in_their_language_and_not_of_their_own_doing(
    author: User, other: User, officer: Actor
) -> None:
    article = pictured(together(author, other, "draft"))
    both = [(author.email, "fr"), (other.email, "ar")]
    submit_article(article, actor=actor_of(other), now=NOON)
    assert told() == both[:1]
    return_article(article, reason="Who paid?", actor=officer, now=NOON)
    assert told() == both
    submit_article(article, actor=actor_of(author), now=NOON)
    assert [language for _to, language in told()] == ["ar", "en"]  # the editor had asked for changes
    publish_article(article, actor=officer, now=NOON)
    assert told() == both
    archive_article(article, actor=officer, now=NOON)
    assert told() == both
    publish_article(article, actor=officer, now=NOON)
    told()
    retract_article(article, reason="It failed.", actor=actor_of(author), now=NOON)
    (mail,) = db.session.scalars(select(Mail))
    assert mail.to == other.email
    assert "It failed." in mail.text


def test_a_review_is_told_once_without_its_name(author: User, other: User) -> None:
    article = together(author, other, "published")
    peer = actor_of(make_user(Role.REVIEWER, name="Prof. Nobody"))
    review(article, Evidence.INNOVATION, peer)
    assert len(told()) == 2
    review(article, Evidence.INNOVATION, peer)
    assert told() == []
    review(article, Evidence.PROMISING, peer)
    for mail in db.session.scalars(select(Mail)):
        assert "Nobody" not in mail.text + mail.subject


def test_who_writes_and_who_translated_learn_once_what_fell_behind(
    author: User, other: User, officer: Actor
) -> None:
    article = together(author, other, "published", texts=("en", "fr", "es"))
    maria = make_user(name="María", language="es")
    db.session.add(Translator(user_id=maria.id, language="es", since=NOON))
    db.session.add(Translator(user_id=make_user().id, language="es", since=NOON))
    db.session.flush()
    words = {"approach": "## Historia"}
    write_text(article, "es", Draft("Agua", "s", words), made_from=1, actor=officer, now=NOON)
    db.session.add(revision_by(maria, article))
    assert told() == []
    for number, text in enumerate(("Water came", "More water came"), 1):
        draft = Draft("Village water", "s", {"approach": text})
        write_text(article, "en", draft, made_from=number, actor=officer, now=NOON)
    mails = {mail.to: mail.text for mail in db.session.scalars(select(Mail))}
    assert mails.keys() == {author.email, other.email, maria.email}
    assert len(subjects()) == 3
    assert "- Espagnol" in mails[author.email]
    assert "- Français" in mails[author.email]
    assert "- Francés" not in mails[maria.email]


def test_news_are_refused_and_what_needs_an_answer_is_not(author: User, other: User, officer: Actor) -> None:
    article = pictured(together(author, other, "in_review"))
    choose_mails(other, wants=False, actor=actor_of(other), now=NOON)
    choose_mails(other, wants=False, actor=actor_of(other), now=NOON)
    review(article, Evidence.GOOD, actor_of(make_user(Role.REVIEWER)))
    assert told() == [(author.email, "fr")]
    return_article(article, reason="Who paid?", actor=officer, now=NOON)
    assert len(told()) == 2
    choose_mails(other, wants=True, actor=actor_of(other), now=NOON)
    article.state, article.published_at, article.review_due_on = "published", NOON, NOON.date()  # type: ignore[assignment]
    db.session.flush()
    tell_due()
    assert len(told()) == 2
