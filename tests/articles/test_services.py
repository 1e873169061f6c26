"""Writing and publishing practices, on both databases."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from cop.activity.models import Event
from cop.articles.models import Article, ArticleRevision
from cop.articles.queries import classification_of, original_of, revision_of
from cop.articles.rules.content import Classification, Draft
from cop.articles.services.publish import (
    publish_article,
    submit_article,
)
from cop.articles.services.write import (
    classify_article,
    create_article,
    picture_article,
    restore_text,
    write_text,
)
from cop.core.db import db
from cop.core.unit import commit
from cop.files.services import keep_file
from cop.kernel.actor import ANONYMOUS, SYSTEM
from cop.kernel.errors import Denied, Invalid, Stale
from tests.factories import NOON, actor_of, make_user

WORDS = {"approach": "b"}
DRAFT = Draft("Village water", "Who did what, where", {"approach": "## How it began\n\nIt rained."})
FACTS = Classification(
    themes=("communities",), countries_of_origin=("AZ",), starts_year=1998, lead="A village"
)


def test_create_keeps_text_revision_and_log(ctx: Flask) -> None:
    author = actor_of(make_user())
    article = create_article(DRAFT, language="en", actor=author, now=NOON)
    commit()
    text = original_of(article)
    assert (article.state, article.author_id, text.version, text.slug) == (
        "draft",
        author.user_id,
        1,
        "village-water",
    )
    assert db.session.scalars(select(ArticleRevision.title)).all() == ["Village water"]
    assert db.session.scalars(select(Event.verb).order_by(Event.id)).all() == [
        "article.created",
        "article.written",
    ]


def test_nobody_creates_nothing(ctx: Flask) -> None:
    with pytest.raises(Denied):
        create_article(DRAFT, language="en", actor=ANONYMOUS, now=NOON)
    assert db.session.scalar(select(func.count()).select_from(Article)) == 0


def test_the_same_words_again_make_no_revision(ctx: Flask) -> None:
    author = actor_of(make_user())
    article = create_article(DRAFT, language="en", actor=author, now=NOON)
    write_text(article, "en", DRAFT, made_from=1, actor=author, now=NOON + timedelta(hours=1))
    assert original_of(article).version == 1
    assert original_of(article).updated_at == NOON


def test_a_stale_edit_changes_nothing(ctx: Flask) -> None:
    author = actor_of(make_user())
    article = create_article(DRAFT, language="en", actor=author, now=NOON)
    write_text(article, "en", Draft("Second", "s", WORDS), made_from=1, actor=author, now=NOON)
    with pytest.raises(Stale):
        write_text(article, "en", Draft("Third", "s", WORDS), made_from=1, actor=author, now=NOON)
    with pytest.raises(Stale):
        write_text(article, "en", Draft("Third", "s", WORDS), made_from=0, actor=author, now=NOON)
    assert (original_of(article).title, original_of(article).version) == ("Second", 2)


def test_two_begin_the_same_translation_and_the_second_is_stale(ctx: Flask) -> None:
    author = actor_of(make_user())
    article = create_article(DRAFT, language="en", actor=author, now=NOON)
    write_text(article, "fr", Draft("Eau", "s", WORDS), made_from=0, actor=author, now=NOON)
    with pytest.raises(Stale):
        write_text(article, "fr", Draft("De l'eau", "s", WORDS), made_from=0, actor=author, now=NOON)


def test_a_published_address_stays(ctx: Flask) -> None:
    author = actor_of(make_user())
    article = create_article(DRAFT, language="en", actor=author, now=NOON)
    write_text(article, "en", Draft("Wells", "s", WORDS), made_from=1, actor=author, now=NOON)
    assert original_of(article).slug == "wells"
    classify_article(article, FACTS, made_from=Classification().fingerprint, actor=author, now=NOON)
    submit_article(article, actor=author, now=NOON)
    publish_article(article, actor=SYSTEM, now=NOON)
    write_text(article, "en", Draft("Deep wells", "s", WORDS), made_from=2, actor=SYSTEM, now=NOON)
    assert original_of(article).slug == "wells"


def test_a_text_goes_back_to_what_it_was_and_forward_again(ctx: Flask) -> None:
    author = actor_of(make_user())
    article = create_article(DRAFT, language="en", actor=author, now=NOON)
    write_text(article, "en", Draft("Second", "s", WORDS), made_from=1, actor=author, now=NOON)
    for number, title in ((1, "Village water"), (2, "Second")):
        revision = revision_of(article, "en", number)
        assert revision is not None
        text = restore_text(article, revision, actor=author, now=NOON)
        assert (text.title, text.content) == (title, revision.content)
    assert text.version == 4
    with pytest.raises(Denied):
        restore_text(article, revision, actor=actor_of(make_user()), now=NOON)


def test_two_practices_of_one_title_have_two_addresses(ctx: Flask) -> None:
    author = actor_of(make_user())
    slugs = [original_of(create_article(DRAFT, language="en", actor=author, now=NOON)).slug for _ in range(3)]
    assert slugs == ["village-water", "village-water-2", "village-water-3"]


def test_classify(ctx: Flask) -> None:
    author = actor_of(make_user())
    article = create_article(DRAFT, language="en", actor=author, now=NOON)
    before = classification_of(article).fingerprint
    classify_article(article, FACTS, made_from=before, actor=author, now=NOON)
    commit()
    db.session.expire_all()
    assert classification_of(article) == FACTS
    with pytest.raises(Stale):
        classify_article(article, Classification(), made_from=before, actor=author, now=NOON)


def test_terms_and_countries_are_known_ones(ctx: Flask) -> None:
    author = actor_of(make_user())
    article = create_article(DRAFT, language="en", actor=author, now=NOON)
    before = classification_of(article).fingerprint
    for wrong in (Classification(themes=("nonsense",)), Classification(countries_of_destination=("ZZ",))):
        with pytest.raises(Invalid) as refusal:
            classify_article(article, wrong, made_from=before, actor=author, now=NOON)
        assert len(refusal.value.fields) == 1


def test_a_new_picture_takes_the_old_words_away(ctx: Flask) -> None:
    author = actor_of(make_user())
    article = create_article(DRAFT, language="en", actor=author, now=NOON)
    write_text(article, "fr", Draft("Eau", "s", WORDS), made_from=0, actor=author, now=NOON)
    blob = keep_file(b"<svg/>", name="a.svg", media_type="image/svg+xml", actor=author, now=NOON)
    picture_article(article, blob, "A channel", language="en", actor=author, now=NOON)
    write_text(article, "fr", Draft("Eau", "s", WORDS, "Un canal"), made_from=1, actor=author, now=NOON)
    picture_article(article, blob, "A well", language="en", actor=author, now=NOON)
    assert article.image is blob
    assert {text.language: text.image_alt for text in article.texts} == {"en": "A well", "fr": ""}


def test_a_picture_needs_words(ctx: Flask) -> None:
    author = actor_of(make_user())
    article = create_article(DRAFT, language="en", actor=author, now=NOON)
    blob = keep_file(b"<svg/>", name="a.svg", media_type="image/svg+xml", actor=author, now=NOON)
    with pytest.raises(Invalid):
        picture_article(article, blob, " ", language="en", actor=author, now=NOON)
    picture_article(article, blob, "A channel", language="en", actor=author, now=NOON)
    with pytest.raises(Invalid):  # while a translation that has none shows those of the original
        write_text(article, "en", DRAFT, made_from=2, actor=author, now=NOON)
