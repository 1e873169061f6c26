"""Letters: readable text in both directions, nothing fetched."""

from pathlib import Path

import pytest
from flask import Flask

from cop.core import pdf
from cop.core.child.calling import Limits
from cop.core.i18n import in_language
from cop.core.pdf import render_pdf
from cop.kernel.errors import Later, Refused


@pytest.fixture
def letter(ctx: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Make a letter of a body given as HTML."""
    from jinja2 import ChoiceLoader, DictLoader

    def make(body: str, language: str = "en") -> bytes:
        page = '<html lang="{{ language }}" dir="{{ dir }}"><title>t</title><body style="font-family: Amiri">'
        loader = DictLoader({"letter.html": f"{page}{body}</body></html>"})
        monkeypatch.setattr(ctx.jinja_env, "loader", ChoiceLoader([loader, ctx.jinja_env.loader]))
        with ctx.test_request_context(), in_language(language):
            return render_pdf("letter.html")

    return make


def test_it_is_a_pdf_that_describes_itself(letter) -> None:
    content = letter("<h1>Dear reader</h1>")
    assert content.startswith(b"%PDF-1.7")
    assert b"/Metadata" in content


def test_one_is_drawn_at_a_time(letter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PATIENCE", 0.0)
    with pdf._ONE_AT_A_TIME, pytest.raises(Later):
        letter("<p>x</p>")
    assert letter("<p>x</p>")  # whoever comes back is served


def test_what_would_take_too_much_is_refused(letter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "LIMITS", Limits(memory=50_000_000))
    with pytest.raises(Refused, match="too long to make"):
        letter("<p>x</p>")
    monkeypatch.undo()


def test_no_file_of_ours_is_attached(letter, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the signing key" * 100)
    empty = letter("<p>x</p>")
    for body in (
        f'<p>x</p><link rel="attachment" href="{secret.as_uri()}">',
        f'<p>x</p><a rel="attachment" href="{secret.as_uri()}">y</a>',
        f'<p>x</p><img src="{secret.as_uri()}">',
    ):
        content = letter(body)
        assert b"EmbeddedFile" not in content
        assert len(content) < len(empty) + 3_000


def test_arabic_letters_are_drawn(letter) -> None:
    assert len(letter("<p>رسالة إلى الجمعية</p>", "ar")) > 3_000
