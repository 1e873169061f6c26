"""Files are kept by content and sent so that no browser runs them."""

import pytest
from flask import Flask

from cop.core.db import db
from cop.files.models import Blob
from cop.files.rules import Upload
from cop.files.services import keep_file, keep_upload, send
from cop.kernel.errors import Invalid, NotFound
from tests.factories import NOON, actor_of, make_user
from tests.files.making import PDF, office


def _keep(name: str = "خطة & plan.pdf") -> Blob:
    return keep_upload(Upload(name, PDF), actor=actor_of(make_user()), now=NOON)


def test_the_row_says_what_the_bytes_are(ctx: Flask) -> None:
    blob = _keep()
    db.session.commit()
    assert (blob.name, blob.size, blob.media_type) == ("خطة & plan.pdf", len(PDF), "application/pdf")


def test_two_people_s_equal_files_are_kept_once(ctx: Flask) -> None:
    assert _keep("one.pdf").sha256 == _keep("two.pdf").sha256


def test_what_is_refused_leaves_no_row(ctx: Flask) -> None:
    with pytest.raises(Invalid):
        keep_upload(Upload("x.exe", b"MZ"), actor=actor_of(make_user()), now=NOON)
    assert db.session.query(Blob).count() == 0


FAULTS = {
    "other": Upload("plan.docx", office("other.xml")),
    "macro": Upload("plan.docx", office("word/document.xml", "word/vbaProject.bin")),
    "bomb": Upload("plan.docx", office("word/document.xml", content=bytes(3_000_000))),
    "cut": Upload("plan.pdf", b"%PDF-1.7 cut"),
}


@pytest.mark.parametrize(
    ("said", "sent"),
    [("damaged", "other"), ("macro", "macro"), ("more than we can", "bomb"), ("damaged", "cut")],
)
def test_what_is_wrong_inside_is_said(ctx: Flask, said: str, sent: str) -> None:
    with pytest.raises(Invalid, match=said):
        keep_upload(FAULTS[sent], actor=actor_of(make_user()), now=NOON)


def test_a_file_is_sent_as_an_attachment_under_its_own_name(ctx: Flask) -> None:
    response = send(_keep())
    assert response.data == PDF
    assert response.headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''%D8%AE%D8%B7%D8%A9%20%26%20plan.pdf"
    )
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_name_cannot_break_the_header(ctx: Flask) -> None:
    blob = keep_file(
        b"x", name='a"\r\nX: y.txt', media_type="text/plain", actor=actor_of(make_user()), now=NOON
    )
    assert "\n" not in send(blob).headers["Content-Disposition"]


def test_a_file_whose_bytes_are_gone_is_not_found(ctx: Flask) -> None:
    blob = _keep()
    blob.sha256 = "0" * 64
    with pytest.raises(NotFound):
        send(blob)
