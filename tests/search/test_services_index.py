"""The index follows what is published, and is repaired when it could not."""

import pytest
from flask import Flask

from cop.activity.services import record
from cop.articles.models import Article
from cop.articles.seeding import load_practices
from cop.articles.states import ArticleState
from cop.core.db import db
from cop.core.search.port import Query
from cop.core.unit import commit
from cop.discussions.models import Contribution
from cop.discussions.services.contribute import edit_contribution, withdraw_contribution
from cop.discussions.services.moderate import hide_contribution, show_contribution
from cop.kernel.actor import SYSTEM
from cop.search.engine import engine as index
from cop.search.following import follow
from cop.search.indexing import differences, index_things, rebuild_index, repair_index
from cop.search.jobs import refresh, repair
from cop.search.sources.practices import documents_of
from tests.discussions.making import make_discussion, say_in
from tests.factories import NOON, actor_of, make_article, make_user


def test_what_is_published_is_found_after_the_commit_and_not_before(ctx: Flask) -> None:
    count = load_practices(SYSTEM, NOON)
    assert index().count() == 0
    commit()
    assert index().search(Query()).total == count
    assert differences() == (set(), set())


@pytest.mark.parametrize("state", [state for state in ArticleState if state != ArticleState.PUBLISHED])
def test_only_what_is_published_is_in_the_index(ctx: Flask, state: ArticleState) -> None:
    article = make_article(state=state)
    index_things([("article", article.id)])
    assert index().ids() == set()


def test_an_archived_practice_leaves_the_index(ctx: Flask) -> None:
    article = make_article(texts=("en", "ar"))
    index_things([("article", article.id)])
    assert index().count() == 2
    article.state = ArticleState.ARCHIVED
    index_things([("article", article.id)])
    assert index().count() == 0


def test_a_practice_that_no_longer_exists_leaves_the_index(ctx: Flask) -> None:
    article = make_article()
    index_things([("article", article.id)])
    db.session.delete(article)
    db.session.flush()
    index_things([("article", article.id)])
    assert index().ids() == set()


def test_a_rebuild_counts_practices_and_tells_its_progress(ctx: Flask) -> None:
    for texts in (("en",), ("fr", "ar")):
        make_article(texts=texts)
    make_article(state="draft")
    heard: list[tuple[int, int]] = []
    assert rebuild_index(lambda done, total: heard.append((done, total))) == 2
    assert heard[-1] == (2, 2)
    assert index().count() == 3


def test_what_a_killed_worker_left_is_repaired(ctx: Flask) -> None:
    kept, gone, new = make_article(), make_article(), make_article(texts=("en", "fr"))
    index_things([("article", kept.id)])
    index_things([("article", gone.id)])
    gone.state = ArticleState.ARCHIVED
    db.session.flush()
    lacking, extra = differences()
    assert (len(lacking), len(extra)) == (2, 1)
    assert repair_index() == 2
    assert differences() == (set(), set())
    assert {hit.stored["article"] for hit in index().search(Query()).hits} == {str(kept.id), str(new.id)}


def test_nobody_who_saves_waits_for_the_index(app: Flask, engine: str, statements: list[str]) -> None:
    """Whoever writes on SQLite keeps all other writers out: what makes, mends and compares the index only reads."""
    with app.app_context():
        number = make_article().id
        commit()
        statements.clear()
        refresh([("article", number)])
        repair()
        db.session.rollback()
    for command in ("rebuild", "check"):
        assert app.test_cli_runner().invoke(args=["index", command]).exit_code == 0
    assert statements
    assert "BEGIN IMMEDIATE" not in statements


def test_a_machine_of_its_own_follows_the_log(ctx: Flask) -> None:
    """The index is made anew where nobody followed yet; then only what the log says is read."""
    numbers = [make_article().id, make_article().id]
    commit()
    follow()
    assert differences() == (set(), set())
    gone, kept = (db.session.get_one(Article, number) for number in numbers)
    gone.state = ArticleState.ARCHIVED
    kept.texts[0].title = "Kahriz"
    for article in (gone, kept):
        record("article.written", article, actor=SYSTEM, now=NOON)
    commit()
    assert follow() == 2
    assert follow() == 0
    assert [hit.title for hit in index().search(Query("kahriz")).hits] == ["Kahriz"]
    index().rebuild([])  # as if another version of the engine came
    follow()
    assert differences() == (set(), set())


def test_a_document_has_the_labels_of_its_terms_in_every_language(ctx: Flask) -> None:
    article: Article = make_article(themes=["remittances"], countries_of_origin=["CO"])
    (document,) = documents_of(article)
    assert {"Colombia", "Colombie", "كولومبيا"} <= set(document.keywords)
    assert document.facets["country"] == ("CO",)
    assert "##" not in document.body


def test_another_machine_reads_a_discussion_anew_whatever_becomes_of_a_contribution(ctx: Flask) -> None:
    """It is in the log under its own number, and names its discussion: what is taken back is found on no machine."""
    user = make_user()
    make_discussion()
    said, author = say_in(make_discussion(), user), actor_of(user)
    name, number = f"discussion-{said.discussion_id}", said.id
    commit()
    follow()
    for act in (
        lambda one: edit_contribution(one, "Qanat", language="en", made_from=1, actor=author, now=NOON),
        lambda one: hide_contribution(one, "Why", actor=SYSTEM, now=NOON),
        lambda one: show_contribution(one, actor=SYSTEM, now=NOON),
        lambda one: withdraw_contribution(one, actor=author, now=NOON),
    ):
        act(db.session.get_one(Contribution, number))
        commit()
        index().remove({name})  # what this machine did itself
        follow()
        assert name in index().ids()
