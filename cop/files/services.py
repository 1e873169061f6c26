"""Look into a file, keep it, give it back."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from flask import Response, current_app
from sqlalchemy import select

from cop.core import scanner, storage
from cop.core.child.calling import OverLimit, in_child
from cop.core.db import db
from cop.core.events import publish
from cop.core.unit import after_commit
from cop.files.events import VirusFound
from cop.files.models import Blob
from cop.files.rules import (
    ARCHIVES,
    DOCUMENTS,
    PICTURES,
    Upload,
    clean_name,
    media_type_of,
    refusal_of,
    why_closed,
)
from cop.files.states import ScanState
from cop.files.structure import TOO_MUCH, archive_problem, pdf_problem
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid, NotFound, Refused
from cop.kernel.messages import N_, say


def inspect(upload: Upload, *, kinds: tuple[str, ...] = (*DOCUMENTS, *PICTURES)) -> Upload:
    """Look into what a person sent, for what is wrong and for viruses; raises Invalid with the reason it is refused.

    It may take seconds, so a view does it before any transaction is open.
    """
    most = current_app.config["SETTINGS"].max_upload_mb * 1_000_000
    media_type_of(upload, kinds=kinds, most_bytes=most)
    if problem := _problem_inside(upload):
        raise refusal_of(problem, upload)
    return replace(upload, scan=_scan(upload))


def _problem_inside(upload: Upload) -> str | None:
    """Office files and other archives are opened in a child process."""
    if upload.ending == "pdf":
        return pdf_problem(upload.content)
    if upload.ending not in ARCHIVES:
        return None
    try:
        problem: str | None = in_child(archive_problem, upload.content, upload.ending)
    except OverLimit:
        return TOO_MUCH
    return problem


def _scan(upload: Upload) -> ScanState:
    """A file that could not be scanned now is kept all the same; nobody gets it before it was."""
    if not scanner.is_on():
        return ScanState.UNSCANNED
    try:
        threat = scanner.threat_in(upload.content)
    except scanner.ScannerAway:
        return ScanState.UNSCANNED
    if threat:
        words = N_("“%(name)s” holds a virus (%(threat)s), so it was not kept.")
        raise Invalid(say(words, name=upload.name, threat=threat))
    return ScanState.CLEAN


def keep_upload(upload: Upload, *, actor: Actor, now: datetime, kinds: tuple[str, ...] = DOCUMENTS) -> Blob:
    """Store what a person sent, of one of `kinds`; looks into it unless that is done. Raises Invalid."""
    if upload.scan is None:
        upload = inspect(upload, kinds=kinds)
    most = current_app.config["SETTINGS"].max_upload_mb * 1_000_000
    media_type = media_type_of(upload, kinds=kinds, most_bytes=most)
    return _keep(upload, media_type, scan=upload.scan or ScanState.UNSCANNED, actor=actor, now=now)


def keep_file(content: bytes, *, name: str, media_type: str, actor: Actor, now: datetime) -> Blob:
    """Store a file of our own making."""
    return _keep(Upload(name, content), media_type, scan=ScanState.CLEAN, actor=actor, now=now)


def _keep(upload: Upload, media_type: str, *, scan: ScanState, actor: Actor, now: datetime) -> Blob:
    blob = Blob(
        sha256=storage.put(upload.content),
        name=clean_name(upload.name),
        media_type=media_type,
        size=len(upload.content),
        created_at=now,
        created_by=actor.user_id,
        scan=scan,
    )
    db.session.add(blob)
    db.session.flush()
    return blob


def forget(blob: Blob) -> None:
    """Let go of a file of our own making that nothing refers to any more, and of its bytes if no other file has them."""
    key = blob.sha256
    db.session.delete(blob)
    db.session.flush()
    if db.session.scalar(select(Blob.id).where(Blob.sha256 == key).limit(1)) is None:
        after_commit(lambda: storage.remove(key))


def note_scan(sha256: str, threat: str | None) -> None:
    """Note what the scanner said of bytes that were kept unscanned, for every file that has them; tells of a virus."""
    waiting = select(Blob).where(Blob.sha256 == sha256, Blob.scan == ScanState.UNSCANNED)
    for blob in db.session.scalars(waiting).all():
        blob.scan, blob.threat = (ScanState.INFECTED, threat[:300]) if threat else (ScanState.CLEAN, "")
        db.session.flush()
        if threat:
            publish(VirusFound(blob.id, blob.threat))


def send(blob: Blob, *, inline: bool = False) -> Response:
    """`blob` as a response, after the caller has decided that the reader may have it. Never run by the browser."""
    return send_stored(blob.sha256, name=blob.name, media_type=blob.media_type, scan=blob.scan, inline=inline)


def send_stored(key: str, *, name: str, media_type: str, scan: ScanState, inline: bool) -> Response:
    """The bytes of `key` as a response; `scan` is what is known of the file that they are of, or were made from."""
    if reason := why_closed(scan, scanner_is_on=scanner.is_on()):
        raise Refused(reason)
    try:
        content = storage.get(key)
    except FileNotFoundError:
        raise NotFound from None
    response = Response(content, mimetype=media_type)
    how = "inline" if inline else "attachment"
    response.headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.set_etag(key)
    return response
