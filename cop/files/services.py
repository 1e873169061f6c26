"""Keep a file, give it back."""

from datetime import datetime
from urllib.parse import quote

from flask import Response, current_app

from cop.core import storage
from cop.core.db import db
from cop.files.models import Blob
from cop.files.rules import DOCUMENTS, Upload, clean_name, media_type_of
from cop.kernel.actor import Actor
from cop.kernel.errors import NotFound


def keep_upload(upload: Upload, *, actor: Actor, now: datetime, kinds: tuple[str, ...] = DOCUMENTS) -> Blob:
    """Check and store what a person sent; raises Invalid with the reason it is refused."""
    most = current_app.config["SETTINGS"].max_upload_mb * 1_000_000
    media_type = media_type_of(upload, kinds=kinds, most_bytes=most)
    return keep_file(upload.content, name=upload.name, media_type=media_type, actor=actor, now=now)


def keep_file(content: bytes, *, name: str, media_type: str, actor: Actor, now: datetime) -> Blob:
    """Store a file of our own making."""
    blob = Blob(
        sha256=storage.put(content),
        name=clean_name(name),
        media_type=media_type,
        size=len(content),
        created_at=now,
        created_by=actor.user_id,
    )
    db.session.add(blob)
    db.session.flush()
    return blob


def send(blob: Blob, *, inline: bool = False) -> Response:
    """`blob` as a response, after the caller has decided that the reader may have it. Never run by the browser."""
    try:
        content = storage.get(blob.sha256)
    except FileNotFoundError:
        raise NotFound from None
    response = Response(content, mimetype=blob.media_type)
    how = "inline" if inline else "attachment"
    response.headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(blob.name, safe='')}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.set_etag(blob.sha256)
    return response
