"""Letters and receipts as PDF/UA, drawn from our own templates with a font whose Arabic text layer extracts exactly."""

from functools import cache
from threading import Lock
from typing import Any

from flask import Response, render_template

from cop.core import i18n, web
from cop.kernel.errors import Later
from cop.kernel.messages import N_, say

PATIENCE = 5.0
"""Seconds that a request waits for the one before it."""
_ONE_AT_A_TIME = Lock()


@cache
def _font_faces() -> str:
    """Amiri as data, because the renderer may fetch nothing but data."""
    import base64

    import fontpkg_amiri

    faces = []
    for name, weight in (("Amiri-Regular.ttf", 400), ("Amiri-Bold.ttf", 700)):
        path = next(fontpkg_amiri.ROOT.rglob(name))
        data = base64.b64encode(path.read_bytes()).decode()
        faces.append(
            f"@font-face{{font-family:Amiri;font-weight:{weight};src:url(data:font/ttf;base64,{data})}}"
        )
    return "".join(faces)


def render_pdf(template: str, **context: Any) -> bytes:
    """The PDF of `template`, in the current language. The same input gives the same text; nothing is fetched.

    One is made at a time in a process, because a long one takes seconds of processor; raises Later while others are at it.
    """
    if not _ONE_AT_A_TIME.acquire(timeout=PATIENCE):
        raise Later(
            say(N_("Other files are being made right now. Please try again in a moment.")), retry_after=10
        )
    try:
        return _rendered(template, context)
    finally:
        _ONE_AT_A_TIME.release()


def _rendered(template: str, context: dict[str, Any]) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    html = render_template(template, language=web.language(), dir=i18n.text_direction(), **context)
    fetcher, fonts = URLFetcher(allowed_protocols={"data"}), FontConfiguration()
    style = CSS(string=_font_faces(), font_config=fonts, url_fetcher=fetcher)
    document = HTML(string=html, url_fetcher=fetcher)
    return bytes(document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"))


def attachment(content: bytes, name: str) -> Response:
    """A PDF for one reader to keep; `name` is ours, never a person's."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(content, mimetype="application/pdf", headers=headers)
