"""Telling a practice section by section, on both databases."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from cop.accounts.models import User
from cop.activity.models import Event
from cop.articles.models import Article, ArticleRevision
from cop.articles.queries import original_of, published_about, related_to, reused_in, revision_of, text_of
from cop.articles.rules.content import Draft
from cop.articles.rules.sections import BLOCKS, SCOPE, STORY, WHO
from cop.articles.rules.structure import content_of, fingerprint
from cop.articles.rules.template import Section
from cop.articles.services.tell import write_section
from cop.articles.services.write import restore_text, write_text
from cop.core.db import db
from cop.core.unit import commit
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, Stale
from cop.search.sources.practices import documents_of
from tests.factories import NOON, actor_of, make_article, make_user

OWNERS = {"title": "Owners", "purpose": "Care", "reused_from": ""}
MASTERS = {"title": "Masters", "purpose": "Craft", "reused_from": ""}


@pytest.fixture
def article(ctx: Flask) -> Article:
    return make_article(author=make_user(), state="draft")


@pytest.fixture
def author(article: Article) -> Actor:
    return actor_of(db.session.get_one(User, article.author_id))


def _mark(article: Article, section: Section) -> str:
    return fingerprint(section, article.details, original_of(article).content)


def _write(article: Article, section: Section, actor: Actor, **values: Any) -> Article:
    return write_section(article, section, values, made_from=_mark(article, section), actor=actor, now=NOON)


def test_words_go_into_the_text_and_the_rest_into_the_details(article: Article, author: Actor) -> None:
    _write(article, BLOCKS, author, blocks=[OWNERS])
    _write(article, SCOPE, author, scale="local", transfers=["physical"], tags="wells")
    commit()
    db.session.expire_all()
    (row,) = article.details["blocks"]
    assert article.details == {"blocks": [row], "scale": "local", "transfers": ["physical"]}
    content = original_of(article).content
    assert content["blocks"] == {row["key"]: {"title": "Owners", "purpose": "Care"}}
    assert content["tags"] == "wells"
    assert content["approach"], "what other sections said stays"
    assert original_of(article).version == 3
    last = db.session.scalars(select(ArticleRevision).order_by(ArticleRevision.id.desc())).first()
    assert last is not None
    assert last.content == content
    verbs = db.session.scalars(select(Event.verb).order_by(Event.id)).all()
    assert verbs == ["article.detailed", "article.written"] * 2


def test_the_same_answers_again_change_nothing(article: Article, author: Actor) -> None:
    _write(article, BLOCKS, author, blocks=[OWNERS])
    before = db.session.scalar(select(func.count()).select_from(Event))
    _write(article, BLOCKS, author, blocks=[{**OWNERS, "key": article.details["blocks"][0]["key"]}])
    assert db.session.scalar(select(func.count()).select_from(Event)) == before


def test_two_write_two_sections_and_the_second_of_one_is_stale(article: Article, author: Actor) -> None:
    story, blocks = _mark(article, STORY), _mark(article, BLOCKS)
    for section, mark, values in (
        (STORY, story, {"approach": "We dug.", "context": "Dry."}),
        (BLOCKS, blocks, {"blocks": [OWNERS]}),
    ):
        write_section(article, section, values, made_from=mark, actor=author, now=NOON)
    with pytest.raises(Stale):
        write_section(article, STORY, {"approach": "Mine."}, made_from=story, actor=author, now=NOON)
    assert original_of(article).content["approach"] == "We dug."
    assert article.details["blocks"]


def test_a_moved_row_keeps_its_translation_and_a_new_one_has_none(article: Article, author: Actor) -> None:
    _write(article, BLOCKS, author, blocks=[OWNERS, MASTERS])
    owners, masters = (row["key"] for row in article.details["blocks"])
    words = content_of({"approach": "On a creusé.", f"blocks-{owners}-title": "Propriétaires"})
    write_text(article, "fr", Draft("Eau", "s", words), made_from=0, actor=author, now=NOON)
    _write(article, BLOCKS, author, blocks=[{**MASTERS, "key": masters}, {**OWNERS, "key": owners}, OWNERS])
    assert [row["key"] for row in article.details["blocks"][:2]] == [masters, owners]
    french = text_of(article, "fr")
    assert french is not None
    assert set(french.content["blocks"]) == {owners}
    assert article.details["blocks"][2]["key"] not in {owners, masters}


def test_a_key_is_never_one_that_would_not_fit_or_is_there_twice(article: Article, author: Actor) -> None:
    _write(
        article,
        BLOCKS,
        author,
        blocks=[{**OWNERS, "key": "a-b"}, {**OWNERS, "key": "c"}, {**OWNERS, "key": "c"}],
    )
    keys = [row["key"] for row in article.details["blocks"]]
    assert keys[1] == "c"
    assert len(set(keys)) == 3
    assert all(key.isalnum() for key in keys)


@pytest.mark.parametrize(
    ("section", "values"),
    [
        (SCOPE, {"actor_types": ["nonsense"]}),
        (WHO, {"partners": [{"name": "A", "country": "ZZ"}]}),
        (SCOPE, {"scale": "planet"}),
        (STORY, {"approach": " "}),
    ],
)
def test_what_is_not_in_the_lists_is_refused(
    article: Article, author: Actor, section: Section, values: dict[str, Any]
) -> None:
    with pytest.raises(Invalid):
        _write(article, section, author, **values)


def test_a_block_comes_from_another_practice_that_its_writer_can_read(
    article: Article, author: Actor
) -> None:
    public, hidden = make_article(), make_article(state="draft")
    _write(article, BLOCKS, author, blocks=[{**OWNERS, "reused_from": f"{public.id}-abc"}])
    assert reused_in(article) == {public.id: public}
    for number in (hidden.id, article.id):
        with pytest.raises(Invalid):
            _write(article, BLOCKS, author, blocks=[{**OWNERS, "reused_from": str(number)}])


def test_only_who_may_write_it_does(article: Article, ctx: Flask) -> None:
    with pytest.raises(Denied):
        _write(article, STORY, actor_of(make_user()), approach="Theirs.")


def test_the_index_holds_the_rows_but_nothing_of_who_did_not_agree(article: Article, author: Actor) -> None:
    people = [
        {"name": "A", "subject": "Pumps", "agrees": True},
        {"name": "B", "subject": "Secrets", "agrees": False},
    ]
    _write(article, BLOCKS, author, blocks=[OWNERS])
    _write(article, WHO, author, people=people)
    (document,) = documents_of(article)
    assert "Owners" in document.body
    assert "Pumps" in document.body
    assert "Secrets" not in document.body


def test_a_row_that_was_removed_comes_back_with_the_text_that_had_it(article: Article, author: Actor) -> None:
    _write(article, BLOCKS, author, blocks=[OWNERS])
    _write(article, BLOCKS, author, blocks=[])
    assert "blocks" not in article.details
    revision = revision_of(article, "en", 2)
    assert revision is not None
    restore_text(article, revision, actor=author, now=NOON)
    (document,) = documents_of(article)
    assert "Owners" in document.body


def test_related_are_published_and_share_the_most(ctx: Flask) -> None:
    one = make_article(themes=["remittances"], countries_of_origin=["CO"])
    near = make_article(themes=["remittances"], countries_of_origin=["CO"])
    nearer_than_nothing = make_article(themes=["remittances"], countries_of_origin=["ML"])
    make_article(themes=["communities"], countries_of_origin=["PH"])
    make_article(state="draft")
    assert related_to(one) == [near, nearer_than_nothing]


def test_a_theme_includes_its_narrower_ones(ctx: Flask) -> None:
    narrow = make_article(themes=["remittances-businesses"])
    wide = make_article(themes=["remittances"])
    make_article(themes=["communities"])
    assert db.session.scalars(published_about("remittances")).all() == [wide, narrow]
    assert db.session.scalars(published_about("remittances-businesses")).all() == [narrow]
