"""Files have no pages of their own: each feature sends those that its rules allow."""

from flask import Flask

from cop.core import jobs, scanner
from cop.files.jobs import drop_old_pieces, scan_waiting
from cop.files.models import Blob
from cop.files.rules import why_closed
from cop.kernel.messages import Message


def install(app: Flask) -> None:
    jobs.register(app, "files.scan_waiting", scan_waiting, every_minutes=2)
    jobs.register(app, "files.drop_old_pieces", drop_old_pieces, every_minutes=30)
    app.jinja_env.globals["why_closed"] = _why_closed


def _why_closed(blob: Blob) -> Message | None:
    return why_closed(blob.scan, scanner_is_on=scanner.is_on())
