"""Letters and receipts as PDF/UA, drawn from our own templates with a font whose Arabic text layer extracts exactly."""

import atexit
import base64
from threading import Lock
from typing import Any

import structlog
from flask import Response, render_template

from cop.core import i18n, web
from cop.core.child.calling import Limits, OverLimit
from cop.core.child.warm import Warm
from cop.kernel.errors import Later, Refused
from cop.kernel.messages import N_, say

log = structlog.get_logger()
PATIENCE = 5.0
"""Seconds that a request waits for the one before it."""
LIMITS = Limits(memory=2_000_000_000, cpu=60, wall=90, answer=80_000_000)
_ONE_AT_A_TIME = Lock()
_DRAWING = Warm("cop.core.drawing")
atexit.register(_DRAWING.end)


def render_pdf(template: str, **context: Any) -> bytes:
    """The PDF of `template`, in the current language. The same input gives the same text; nothing is fetched.

    One is drawn at a time for a process, in a child with an end, because a long one takes seconds of processor. Raises Later
    while others are at it, Refused when it would take too much.
    """
    html = render_template(template, language=web.language(), dir=i18n.text_direction(), **context)
    if not _ONE_AT_A_TIME.acquire(timeout=PATIENCE):
        raise Later(
            say(N_("Other files are being made right now. Please try again in a moment.")), retry_after=10
        )
    try:
        return _drawn(html, template)
    finally:
        _ONE_AT_A_TIME.release()


def _drawn(html: str, template: str) -> bytes:
    try:
        return base64.b64decode(_DRAWING.call("draw", html.encode(), LIMITS))
    except OverLimit as error:
        log.warning("pdf_not_drawn", template=template, size=len(html), why=str(error))
        raise Refused(
            say(N_("This file would take too long to make. Print the page with your browser instead."))
        ) from None


def attachment(content: bytes, name: str) -> Response:
    """A PDF for one reader to keep; `name` is ours, never a person's."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(content, mimetype="application/pdf", headers=headers)
