"""Pictures that pages show: resized when they come, the original kept and never shown."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from flask import Response, request

from cop.core import storage
from cop.core.child.calling import Limits, OverLimit, Unreadable, in_child
from cop.core.db import db
from cop.core.unit import commit
from cop.files.models import Blob
from cop.files.resizing import sizes_of
from cop.files.rules import PICTURES, Upload, refusal_of
from cop.files.services import keep_upload, send, send_stored
from cop.files.structure import DAMAGED, TOO_MUCH
from cop.kernel.actor import Actor

log = structlog.get_logger()
LIMITS = Limits(memory=1_500_000_000, cpu=40, wall=60)
RESIZED = ("image/png", "image/jpeg", "image/webp")
Size = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """What a person sent, looked into, and the sizes that were made of it."""

    upload: Upload
    sizes: tuple[Size, ...]


def look_into(upload: Upload) -> Picture:
    """Unpack a picture and make its sizes; raises Invalid. It takes seconds, so a view does it before a transaction is open."""
    try:
        return Picture(upload, tuple(in_child(sizes_of, upload.content, limits=LIMITS)))
    except Unreadable:
        raise refusal_of(DAMAGED, upload) from None
    except OverLimit:
        raise refusal_of(TOO_MUCH, upload) from None


def keep_picture(picture: Picture, *, actor: Actor, now: datetime) -> Blob:
    """Store the original and its sizes."""
    blob = keep_upload(picture.upload, actor=actor, now=now, kinds=PICTURES)
    blob.sizes = _stored(picture.sizes)
    db.session.flush()
    return blob


def _stored(sizes: Sequence[Size]) -> list[Size]:
    """The sizes with the keys of their bytes instead of the bytes."""
    return [
        {n: v if isinstance(v, int) else storage.put(base64.b64decode(v)) for n, v in size.items()}
        for size in sizes
    ]


def send_picture(blob: Blob, *, width: int) -> Response:
    """The smallest size of at least `width` points, in the smaller format if the browser names it; what has none, as it is."""
    if not blob.sizes:
        return send(blob, inline=True)
    size = next((one for one in blob.sizes if one["width"] >= width), blob.sizes[-1])
    kind = "avif" if "image/avif" in request.headers.get("Accept", "") else "webp"
    response = send_stored(
        size[kind], name=f"{blob.name}.{kind}", media_type=f"image/{kind}", scan=blob.scan, inline=True
    )
    response.headers["Vary"] = "Accept"
    return response


def make_sizes(blob_id: int, *, now: datetime) -> bool:
    """Make the sizes of a picture that came before there were any; whether it has them now.

    No transaction is open while they are made.
    """
    blob = db.session.get(Blob, blob_id)
    key = blob.sha256 if blob and blob.media_type in RESIZED and not blob.sizes else None
    commit()
    if key is None:
        return False
    try:
        sizes = _stored(in_child(sizes_of, storage.get(key), limits=LIMITS))
    except (Unreadable, OverLimit, FileNotFoundError, storage.Damaged):
        log.warning("picture_not_resized", blob=blob_id)
        sizes = []
    if blob := db.session.get(Blob, blob_id):
        blob.sizes, blob.unsized_at = sizes, None if sizes else now
    commit()
    return bool(sizes)
