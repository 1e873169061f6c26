"""What is published is found after any kill: of who publishes and indexes, and of who follows the log on another machine."""

import random
from collections.abc import Callable, Iterator
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import copy

import pytest
from flask import Flask
from sqlalchemy import select

from cop.activity.services import record
from cop.app import create_app
from cop.articles.events import ArticleArchived, ArticlePublished
from cop.articles.models import Article, ArticleText
from cop.articles.states import ArticleState
from cop.core import events, jobs
from cop.core.db import db
from cop.core.search.engines import ENGINES, EngineName
from cop.core.search.meaning import encoder
from cop.core.search.port import Query
from cop.core.settings import Settings
from cop.core.unit import commit
from cop.kernel.actor import SYSTEM
from cop.kernel.ids import new_token
from cop.search.engine import engine
from cop.search.following import follow
from cop.search.jobs import LEARN, repair
from tests.conftest import _Sqlite
from tests.factories import NOON

KILLS, LONGEST = 6, 0.5
"""How often, and after how many seconds of work at most."""
FORK = get_context("fork")
SAID = [
    ("Wells and channels bring water to the villages.", "l’eau des puits"),
    ("Dentists treat the teeth of poor people free of charge.", "soins dentaires gratuits"),
    ("A bakery sells bread every morning.", "boulangerie"),
]
"""What practices say in English, and what a French reader asks who means that."""


@pytest.fixture
def open_site(sqlite_site: _Sqlite, tmp_path: Path) -> Iterator[Callable[[str, EngineName], Flask]]:
    """A machine of one site: a data folder of its own, and the one database."""
    shared, sites = tmp_path / "cop.sqlite3", []
    copy(sqlite_site.empty, shared)

    def opened(machine: str, name: EngineName) -> Flask:
        settings = Settings(
            _env_file=None,
            environment="test",
            data_dir=tmp_path / machine,
            database_url=f"sqlite:///{shared}",
            search_engine=name,
            search_vectors=True,
            log_level="error",
        )
        sites.append(create_app(settings))
        jobs.register(
            sites[-1], LEARN, _learn
        )  # here, where a child of the worker would have to start each time
        return sites[-1]

    yield opened
    for site in sites:
        with site.app_context():
            db.session.remove()
            db.engine.dispose()


def _learn() -> None:
    engine().learn(3)


def publish(site: Flask, told: Connection) -> None:
    """For ever: publish a practice, take every third back, commit; what follows the commit indexes and learns."""
    with site.app_context():
        for number in count():
            article = _written()
            record("article.published", article, actor=SYSTEM, now=NOON)
            events.publish(ArticlePublished(article.id))
            if number % 3 == 2:
                article.state = ArticleState.ARCHIVED
                record("article.archived", article, actor=SYSTEM, now=NOON)
                events.publish(ArticleArchived(article.id))
            commit()
            told.send(article.id)


def _written() -> Article:
    article = Article(
        state=ArticleState.PUBLISHED,
        original_language="en",
        author_id=None,
        created_at=NOON,
        published_at=NOON,
        countries_of_origin=["CO"],
        lead="A cooperative",
    )
    text = ArticleText(
        language="en", slug=new_token().lower(), updated_at=NOON, title="", summary="", content={}
    )
    article.texts.append(text)
    db.session.add(article)
    db.session.flush()
    text.title, text.summary = f"Number{article.id}", SAID[article.id % len(SAID)][0]
    return article


def follow_on(site: Flask, told: Connection) -> None:
    """For ever: follow the log, and learn."""
    with site.app_context():
        while True:
            told.send(follow())
            engine().learn(3)


def killed(acts: list[tuple[Callable[[Flask, Connection], None], Flask]], *, after: float) -> None:
    """Do these side by side and kill them, `after` seconds of work that follow the first thing that each has done."""
    running = []
    for act, site in acts:
        ours, theirs = FORK.Pipe(duplex=False)
        running.append((FORK.Process(target=act, args=(site, theirs)), ours))
        running[-1][0].start()
    for _process, ours in running:
        ours.recv()
    running[0][0].join(after)
    for process, _ours in running:
        process.kill()
        process.join()


@pytest.mark.parametrize("name", ENGINES)
def test_database_and_index_agree_after_kills_at_any_moment(
    open_site: Callable[[str, EngineName], Flask], name: EngineName
) -> None:
    encoder.load()  # before the forks, as where a site starts
    one, other = open_site("one", name), open_site("other", name)
    drawn = random.Random(name)  # noqa: S311
    for _ in range(KILLS):
        killed([(publish, one), (follow_on, other)], after=drawn.uniform(0, LONGEST))
    with one.app_context():
        repair()
    with other.app_context():
        follow()
    for site in (one, other):
        with site.app_context():
            while engine().learn():
                pass
            checked = site.test_cli_runner().invoke(args=["index", "check"])
            assert checked.exit_code == 0, checked.output
            _everything_is_found()


def _everything_is_found() -> None:
    published = db.session.scalars(select(Article.id).where(Article.state == ArticleState.PUBLISHED)).all()
    assert len(published) >= KILLS
    for number in published:
        hits = engine().search(Query(f"Number{number}", literal=True)).hits
        assert [hit.stored["article"] for hit in hits] == [str(number)]
    for place, (_said, asked) in enumerate(SAID):
        hits = engine().search(Query(asked, "fr", page_size=100)).hits
        meant = {str(number) for number in published if number % len(SAID) == place}
        assert {hit.stored["article"] for hit in hits[: len(meant)]} == meant
