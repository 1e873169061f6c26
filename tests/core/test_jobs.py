"""Jobs: enqueued after the commit, run by a real consumer from a real queue, again when they fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from huey import SqliteHuey

from cop.app import create_app
from cop.core import jobs
from cop.core.db import db
from cop.core.limits import LimitCount
from cop.core.migrating import migrate
from cop.core.settings import ROOT, Settings
from cop.core.unit import rollback, unit_of_work
from tests.core.lab import wait_until
from tests.factories import NOON


def _write(key: str) -> None:
    db.session.add(LimitCount(key=key, started_at=NOON, tries=1))


@pytest.fixture
def queued(tmp_path: Path) -> Flask:
    """An app whose jobs wait in a queue of their own file."""
    app = create_app(Settings(_env_file=None, data_dir=tmp_path, log_level="error"))
    jobs.register(app, "test.write", _write)
    with app.app_context():
        migrate()
    return app


def _queue(app: Flask) -> SqliteHuey:
    return app.extensions["cop.jobs"].huey


def test_a_job_waits_for_the_commit(queued: Flask) -> None:
    with queued.app_context():
        jobs.enqueue("test.write", key="one")
        assert _queue(queued).pending_count() == 0
        rollback()
        assert _queue(queued).pending_count() == 0
        with unit_of_work():
            jobs.enqueue("test.write", key="two")
            jobs.enqueue("test.write", once=True, key="three")
            jobs.enqueue("test.write", once=True, key="three")
        assert _queue(queued).pending_count() == 2


def test_what_one_transaction_asks_many_times_is_one_job_with_all_of_it(queued: Flask) -> None:
    heard: list[list[str]] = []

    def hear(things: list[str]) -> None:
        heard.append(things)

    jobs.register(queued, "test.hear", hear)
    with queued.app_context():
        jobs.enqueue_with("test.hear", "undone")
        rollback()
        with unit_of_work():
            for thing in ("a", "b", "a"):
                jobs.enqueue_with("test.hear", thing)
        assert _queue(queued).pending_count() == 1
        with unit_of_work():
            jobs.enqueue_with("test.hear", "c")
    huey = _queue(queued)
    while (task := huey.dequeue()) is not None:
        huey.execute(task)
    assert heard == [["a", "b"], ["c"]]


def test_a_page_that_reads_may_tell_something_once_it_is_answered(queued: Flask) -> None:
    def view() -> str:
        jobs.enqueue_after_answer("test.write", key="told")
        assert _queue(queued).pending_count() == 0
        return "read"

    view.access = "public"  # type: ignore[attr-defined]
    queued.add_url_rule("/read", "read", view)
    client = queued.test_client()
    assert client.get("/read").text == "read"
    assert _queue(queued).pending_count() == 1
    huey = _queue(queued)
    huey.execute(huey.dequeue())
    with queued.app_context():
        assert db.session.get(LimitCount, "told")


def test_a_queue_that_is_away_costs_nobody_their_page(queued: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def view() -> str:
        jobs.enqueue_after_answer("test.write", key="told")
        return "read"

    view.access = "public"  # type: ignore[attr-defined]
    queued.add_url_rule("/read", "read", view)
    monkeypatch.setattr(_queue(queued).storage, "enqueue", lambda *_: 1 / 0)
    assert queued.test_client().get("/read").text == "read"


def test_a_job_commits_its_own_work(queued: Flask) -> None:
    with queued.app_context(), unit_of_work():
        jobs.enqueue("test.write", key="done")
    huey = _queue(queued)
    huey.execute(huey.dequeue())
    with queued.app_context():
        assert db.session.get(LimitCount, "done")


def test_a_failed_job_is_undone_and_tried_again(queued: Flask) -> None:
    def fail(key: str) -> None:
        _write(key)
        db.session.flush()
        raise ZeroDivisionError

    jobs.register(queued, "test.fail", fail)
    with queued.app_context(), unit_of_work():
        jobs.enqueue("test.fail", key="never")
    huey = _queue(queued)
    huey.execute(huey.dequeue())
    assert huey.scheduled_count() == 1
    with queued.app_context():
        assert db.session.get(LimitCount, "never") is None


def test_the_worker_s_command_empties_the_outbox_and_ends_when_told(tmp_path: Path) -> None:
    from cop.activity.services import queue_mail

    app = create_app(Settings(_env_file=None, data_dir=tmp_path, log_level="error"))
    with app.app_context():
        migrate()
        with unit_of_work():
            queue_mail(to="reader@example.org", subject="Hello", text="x", language="en", now=NOON)
    environment = {**os.environ, "COP_DATA_DIR": str(tmp_path), "COP_LOG_LEVEL": "error"}
    worker = subprocess.Popen([sys.executable, "-m", "cop.cli", "worker"], cwd=ROOT, env=environment)
    try:
        wait_until(lambda: any((tmp_path / "mail").glob("*.eml")) or worker.poll() is not None)
        assert len(list((tmp_path / "mail").glob("*.eml"))) == 1
    finally:
        worker.terminate()
    assert worker.wait(120) in {0, -15}


def test_a_queue_may_be_postgresql(postgres: str) -> None:
    huey = jobs.open_queue(postgres, immediate=False)
    huey.task(name="double")(lambda number: number * 2)(4)
    assert huey.pending_count() == 1
    assert huey.execute(huey.dequeue()) == 8
    huey.storage.close()
