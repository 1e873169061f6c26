"""Handing in, publishing, returning and archiving practices, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from cop.activity.models import Mail
from cop.articles.events import ArticleArchived, ArticleChanged, ArticlePublished
from cop.articles.jobs import tell_due
from cop.articles.queries import due, last_retraction, last_return
from cop.articles.rules.content import Classification, Draft
from cop.articles.services.publish import (
    archive_article,
    confirm_article,
    publish_article,
    retract_article,
    return_article,
    submit_article,
    withdraw_article,
)
from cop.articles.services.write import classify_article, create_article, picture_article, write_text
from cop.core.db import db
from cop.core.unit import commit
from cop.files.services import keep_file
from cop.kernel.actor import Role
from cop.kernel.clock import SetClock
from cop.kernel.errors import Denied, Invalid, Refused
from tests.factories import NOON, actor_of, make_article, make_user

WORDS = {"approach": "b"}
DRAFT = Draft("Village water", "Who did what, where", {"approach": "## How it began\n\nIt rained."})
FACTS = Classification(
    themes=("communities",), countries_of_origin=("AZ",), starts_year=1998, lead="A village"
)


@pytest.fixture
def heard(ctx: Flask) -> Iterator[list[object]]:
    """What is published to the floors above while a test runs."""
    told: list[object] = []
    handlers = ctx.extensions.setdefault("cop.events", {})
    kinds = (ArticlePublished, ArticleChanged, ArticleArchived)
    before = {kind: list(handlers.get(kind, [])) for kind in kinds}
    for kind in kinds:
        handlers[kind] = [*before[kind], told.append]
    yield told
    handlers.update(before)


def test_from_draft_to_archive_and_back(ctx: Flask, heard: list[object]) -> None:
    user, officer = make_user(), actor_of(make_user(Role.OFFICER))
    author, later = actor_of(user), NOON + timedelta(days=3)
    article = create_article(DRAFT, language="en", actor=author, now=NOON)
    with pytest.raises(Invalid):
        submit_article(article, actor=author, now=NOON)
    classify_article(article, FACTS, made_from=Classification().fingerprint, actor=author, now=NOON)
    submit_article(article, actor=author, now=NOON)
    with pytest.raises(Denied):
        publish_article(article, actor=author, now=NOON)
    publish_article(article, actor=officer, now=later)
    with pytest.raises(Denied):
        write_text(article, "en", Draft("Mine", "s", WORDS), made_from=1, actor=author, now=later)
    write_text(article, "en", Draft("Edited", "s", WORDS), made_from=1, actor=officer, now=later)
    archive_article(article, actor=officer, now=later)
    with pytest.raises(Refused):
        archive_article(article, actor=officer, now=later)
    publish_article(article, actor=officer, now=later + timedelta(days=1))
    assert (article.state, article.published_at) == ("published", later)
    kinds = [ArticlePublished, ArticleChanged, ArticleArchived, ArticlePublished]
    assert heard == [kind(article.id) for kind in kinds]


def test_returned_with_a_reason_that_reaches_the_author(ctx: Flask) -> None:
    user, officer = make_user(language="fr"), actor_of(make_user(Role.OFFICER))
    article = make_article(author=user, state="in_review")
    with pytest.raises(Invalid):
        return_article(article, reason=" ", actor=officer, now=NOON)
    return_article(article, reason="Say who paid.", actor=officer, now=NOON)
    commit()
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.to, mail.language) == (user.email, "fr")
    assert "Say who paid." in mail.text
    assert f"/fr/practices/{article.id}/" in mail.text
    returned = last_return(article)
    assert article.state == "changes_requested"
    assert returned is not None
    assert returned.data["reason"] == "Say who paid."
    submit_article(article, actor=actor_of(user), now=NOON)
    assert last_return(article) is None


def test_withdrawn_it_is_the_authors_again(ctx: Flask) -> None:
    user = make_user()
    article = make_article(author=user, state="in_review")
    withdraw_article(article, actor=actor_of(user), now=NOON)
    assert article.state == "draft"


def test_what_is_public_is_looked_at_again_after_two_years(ctx: Flask, clock: SetClock) -> None:
    user, officer = make_user(language="es"), actor_of(make_user(Role.OFFICER))
    article, later = make_article(author=user, state="in_review"), NOON + timedelta(days=730)
    publish_article(article, actor=officer, now=NOON)
    clock.at = later - timedelta(days=1)
    tell_due()
    with pytest.raises(Refused):
        confirm_article(article, actor=officer, now=clock.at)
    clock.at = later
    for _twice in range(2):
        tell_due()
    commit()
    told = db.session.scalars(select(Mail).where(Mail.to == user.email).order_by(Mail.id.desc())).all()
    assert [f"/es/practices/{article.id}/" in mail.text for mail in told] == [True, True], (
        "published, and due once"
    )
    assert db.session.scalars(due(later.date())).all() == [article]
    confirm_article(article, actor=actor_of(user), now=later)
    assert (article.state, article.review_due_on) == ("published", (later + timedelta(days=730)).date())
    assert db.session.scalars(due(later.date())).all() == []


def test_an_author_withdraws_what_is_public_and_says_why(ctx: Flask, heard: list[object]) -> None:
    user, officer = make_user(), actor_of(make_user(Role.OFFICER))
    article = make_article(author=user)
    with pytest.raises(Invalid):
        retract_article(article, reason=" ", actor=actor_of(user), now=NOON)
    with pytest.raises(Denied):
        retract_article(article, reason="x", actor=officer, now=NOON)
    retract_article(article, reason="It was not ours to tell.", actor=actor_of(user), now=NOON)
    event = last_retraction(article)
    assert event is not None
    assert (article.state, event.data["reason"]) == ("archived", "It was not ours to tell.")
    assert heard == [ArticleArchived(article.id)]
    publish_article(article, actor=officer, now=NOON)
    assert last_retraction(article) is None


def test_a_photograph_is_published_once_somebody_said_that_those_on_it_agreed(ctx: Flask) -> None:
    officer, article = actor_of(make_user(Role.OFFICER)), make_article(state="in_review")
    blob = keep_file(b"x", name="a.jpg", media_type="image/jpeg", actor=officer, now=NOON)
    picture_article(article, blob, "People at a well", language="en", actor=officer, now=NOON)
    with pytest.raises(Invalid):
        publish_article(article, actor=officer, now=NOON)
    article.details = {"people_agree": True}
    publish_article(article, actor=officer, now=NOON)
    assert article.state == "published"
