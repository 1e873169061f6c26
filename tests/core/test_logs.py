"""Logs: one line an event, with its request's number and without secrets."""

import errno
import io
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.core import logs
from tests.core.lab import post


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The JSON lines written since."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    logs.configure("info", human=False)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    monkeypatch.undo()
    logs.configure("error", human=True)


def test_a_request_is_one_line_with_its_number(lab: FlaskClient, lines) -> None:
    response = lab.get("/lab/plain?q=what+I+looked+for")
    [line] = lines()
    assert line["request"] == response.headers["X-Request-ID"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/lab/plain", 200)
    assert "looked" not in json.dumps(line)


def test_a_token_in_an_address_is_left_out_even_of_a_crash(lab: FlaskClient, lines) -> None:
    lab.get("/lab/token/very-secret-token")
    seen = lines()
    assert {"request_failed", "request"} <= {line["event"] for line in seen}
    assert all(line["path"] == "/lab/token/…" for line in seen)
    assert "very-secret-token" not in json.dumps(
        [{k: v for k, v in line.items() if k != "exception"} for line in seen]
    )


def test_what_was_typed_stays_out_of_a_database_error(lab: FlaskClient, lab_app: Flask, lines) -> None:
    post(lab, "/lab/twice", story="my bank account")
    assert "my bank account" not in json.dumps(lines())


def test_a_counter_that_cannot_be_written_takes_nothing_from_the_answer(
    lab: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_labels: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(logs.REQUESTS, "labels", full)
    assert lab.get("/lab/plain").status_code == 200
