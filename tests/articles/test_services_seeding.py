"""Practices from folders: each comes once, through the services, as if people had written it."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from cop.activity.models import Event
from cop.articles.models import Article, ArticleRevision
from cop.articles.queries import classification_of, original_of, text_of
from cop.articles.rules.content import Classification
from cop.articles.rules.structure import is_full, words_of
from cop.articles.seeding import load_practices
from cop.core.db import db
from cop.core.unit import commit
from cop.kernel.actor import SYSTEM
from cop.kernel.errors import Invalid
from tests.factories import NOON, actor_of, make_user

FACTS = """\
slug: wells
original: fr
themes: [communities]
sectors: ["14030"]
sdg_targets: ["10.7"]
countries_of_origin: [ML]
countries_of_destination: [FR]
starts: 2007
ends: null
lead: Association des puits
published_on: 2024-05-17
"""
TEXT = """\
---
title: {title}
summary: >-
  Who did what,
  and where
image_alt: {alt}
slug: {slug}
---
## How it began

--- or so they say ---
"""


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    wells = tmp_path / "wells"
    wells.mkdir()
    (wells / "practice.yaml").write_text(FACTS, "utf-8")
    (wells / "image.svg").write_text("<svg/>", "utf-8")
    (wells / "fr.md").write_text(
        TEXT.format(title="Des puits", alt="Un puits à 5\u00a0m", slug="des-puits"), "utf-8"
    )
    (wells / "ar.md").write_text(TEXT.format(title="آبار", alt="بئر", slug="آبار"), "utf-8")
    return tmp_path


def test_a_folder_becomes_a_published_practice(ctx: Flask, folders: Path) -> None:
    heard: list[tuple[int, int]] = []
    assert load_practices(SYSTEM, NOON, lambda done, total: heard.append((done, total)), root=folders) == 1
    commit()
    article = db.session.scalars(select(Article)).one()
    assert heard == [(1, 1)]
    assert (article.state, article.original_language) == ("published", "fr")
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2024-05-17T12:00:00+00:00"
    assert classification_of(article) == Classification(
        themes=("communities",),
        sectors=("14030",),
        sdg_targets=("10.7",),
        countries_of_origin=("ML",),
        countries_of_destination=("FR",),
        starts_year=2007,
        lead="Association des puits",
    )
    original, arabic = original_of(article), text_of(article, "ar")
    assert (original.slug, original.summary, original.image_alt) == (
        "des-puits",
        "Who did what, and where",
        "Un puits à 5\u00a0m",
    )
    assert original.content["approach"].endswith("--- or so they say ---")
    assert arabic is not None
    assert (arabic.slug, arabic.image_alt, arabic.status) == ("آبار", "بئر", "up_to_date")
    assert article.image is not None


def test_the_second_time_nothing_happens(ctx: Flask, folders: Path) -> None:
    load_practices(SYSTEM, NOON, root=folders)
    commit()
    counted = [select(func.count()).select_from(kind) for kind in (Article, ArticleRevision, Event)]
    before = [db.session.scalar(count) for count in counted]
    assert load_practices(SYSTEM, NOON, root=folders) == 0
    assert [db.session.scalar(count) for count in counted] == before


def test_what_people_changed_stays(ctx: Flask, folders: Path) -> None:
    load_practices(SYSTEM, NOON, root=folders)
    article = db.session.scalars(select(Article)).one()
    original_of(article).title = "Corrected"
    db.session.flush()
    load_practices(SYSTEM, NOON, root=folders)
    assert original_of(article).title == "Corrected"


def test_the_rules_hold_for_folders_too(ctx: Flask, folders: Path) -> None:
    (folders / "wells" / "fr.md").write_text(TEXT.format(title="x" * 121, alt="", slug="x"), "utf-8")
    with pytest.raises(Invalid):
        load_practices(SYSTEM, NOON, root=folders)


def test_only_an_editor_may_load(ctx: Flask, folders: Path) -> None:
    with pytest.raises(Exception, match="You may not do this"):
        load_practices(actor_of(make_user()), NOON, root=folders)


def test_the_practices_that_come_with_the_site(ctx: Flask) -> None:
    count = load_practices(SYSTEM, NOON)
    commit()
    assert (
        db.session.scalar(select(func.count()).select_from(Article).where(Article.state == "published"))
        == count
    )


def test_the_practices_that_come_with_the_site_are_told_whole_in_every_language(ctx: Flask) -> None:
    load_practices(SYSTEM, NOON)
    for article in db.session.scalars(select(Article)):
        assert is_full(article.details, original_of(article).content), article.id
        paths = {
            text.language: {word.path for word in words_of(text.content, article.details)}
            for text in article.texts
        }
        assert len(paths) == 5
        assert all(found == paths[article.original_language] for found in paths.values()), article.id
        assert {text.status for text in article.texts} == {"up_to_date"}
