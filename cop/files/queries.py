"""Reads of files."""

from cop.core.db import db
from cop.files.models import Blob


def blob_by_id(blob_id: int) -> Blob | None:
    """One file; whether the reader may have it is the caller's rule."""
    return db.session.get(Blob, blob_id)
