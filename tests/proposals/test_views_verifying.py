"""Anybody learns whether a receipt is ours, and nothing else."""

import io
import json
import re
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from werkzeug.test import TestResponse

from cop.core.db import db
from cop.kernel.ids import canonical_json, digest
from cop.proposals.cli import receipt
from cop.proposals.forms import MOST_RECEIPT_MB
from cop.proposals.models import Submission
from tests.factories import NOON
from tests.proposals.conftest import Visitor
from tests.proposals.making import Team, make_submission

ZEROS = "0" * 64


@pytest.fixture
def submission(app: Flask, team: Team) -> Submission:
    with app.app_context():
        db.session().expire_on_commit = False
        made = make_submission(team)
        db.session.commit()
        return made


@pytest.fixture
def anybody(app: Flask) -> Visitor:
    return Visitor(app.test_client())


def send(anybody: Visitor, **fields: Any) -> TestResponse:
    token = re.search(r'name="csrf_token" value="([^"]+)"', anybody.get("/receipts").text)
    assert token
    return anybody.client.post("/en/receipts", data={"csrf_token": token[1], **fields})


def test_a_genuine_receipt(submission: Submission, anybody: Visitor) -> None:
    for number in (submission.number, submission.number.lower(), ""):
        page = anybody.get(f"/receipts?number={number}&sha256={submission.sha256}").text
        assert "Genuine" in page
        assert submission.number in page
        assert "24 November 2026, 13:00 (Brussels)" in page
        for word in ("Wells", "Water is far", "Organisation "):
            assert word not in page


def test_what_is_not_ours_or_not_as_it_was(submission: Submission, anybody: Visitor) -> None:
    altered = anybody.get(f"/receipts?number={submission.number}&sha256={ZEROS}").text
    assert "Altered" in altered
    assert submission.sha256 not in altered
    for number in ("MGL-2026-0001-1-AAAA-AAAA", ""):
        page = anybody.get(f"/receipts?number={number}&sha256={ZEROS}").text
        assert "Not ours" in page


@pytest.mark.parametrize("layout", [None, 2])
def test_a_file_is_verified_whatever_its_layout(
    submission: Submission, anybody: Visitor, layout: int | None
) -> None:
    file = json.dumps(submission.content, indent=layout).encode()
    sent = send(anybody, file=(io.BytesIO(file), "receipt.json"))
    assert sent.status_code == 303
    assert "Genuine" in anybody.client.get(sent.location).text


@pytest.mark.parametrize("file", [b"", b"no json", b"[" * 100_000, b"\xff\xfe", b'{"a": NaN}'])
def test_any_file_gets_an_answer(submission: Submission, anybody: Visitor, file: bytes) -> None:
    sent = send(anybody, number=submission.number, file=(io.BytesIO(file), "receipt.json"))
    assert sent.status_code == 303
    assert "Altered" in anybody.client.get(sent.location).text
    assert send(anybody).status_code == 422


def test_what_is_larger_than_any_receipt_is_not_read(anybody: Visitor) -> None:
    lists = b"[" + b"[[]]," * (MOST_RECEIPT_MB * 200_000) + b"[]]"
    page = send(anybody, file=(io.BytesIO(lists), "receipt.json"))
    assert page.status_code == 422
    assert f"No receipt is larger than {MOST_RECEIPT_MB} MB." in page.text
    page.request.environ["wsgi.input"].close()  # so long that the client kept it in a file


def test_a_replaced_version_is_genuine_and_says_so(
    app: Flask, submission: Submission, anybody: Visitor
) -> None:
    with app.app_context():
        db.session.get_one(Submission, submission.id).replaced_at = NOON
        db.session.commit()
    page = anybody.get(f"/receipts?number={submission.number}&sha256={submission.sha256}").text
    assert "Genuine" in page
    assert "no longer counts" in page


def test_documents_are_verified_without_us(submission: Submission, tmp_path) -> None:
    statutes, other = tmp_path / "statutes.pdf", tmp_path / "other.pdf"
    statutes.write_bytes(b"as handed in")
    other.write_bytes(b"another")
    content = {**submission.content, "documents": [{"sha256": digest(b"as handed in")}]}
    file = tmp_path / "receipt.json"
    file.write_text(canonical_json(content), "utf-8")
    shown = digest(canonical_json(content))
    assert CliRunner().invoke(receipt, ["verify", str(file), shown, str(statutes)]).exit_code == 0
    assert CliRunner().invoke(receipt, ["verify", str(file), shown, str(other)]).exit_code == 1
