"""The documents of many proposals as ZIP archives: a folder for each proposal, and a list of what is in them."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from cop.core import i18n, scanner, sheets, storage
from cop.core.db import db
from cop.core.unit import commit
from cop.files.models import Blob
from cop.files.rules import clean_name, why_closed
from cop.kernel.actor import Actor
from cop.proposals.lists.handed_in import HandedIn, definitions_for, handed_in
from cop.proposals.lists.models import Batch
from cop.proposals.lists.progress import keep

MOST_BYTES = 80_000_000
"""What one archive holds before the next one begins: as much as the worker has in memory."""


class Archive:
    """An archive being made, and the lines of the list that goes into it."""

    def __init__(self) -> None:
        self.packed = BytesIO()
        self.file = zipfile.ZipFile(self.packed, "w", zipfile.ZIP_STORED)  # documents are compressed already
        self.lines: list[list[str | int]] = []
        self.size = 0

    def add(self, path: str, content: bytes) -> None:
        self.file.writestr(path, content)
        self.size += len(content)

    def end(self, header: list[str]) -> bytes:
        """The whole archive, with its list."""
        self.add("documents.csv", sheets.as_csv(header, self.lines))
        self.file.close()
        return self.packed.getvalue()


def write_archives(batch: Batch, actor: Actor) -> None:
    """As many archives as it takes; each lists its documents with their digests, and why one of them is missing."""
    archive, number = Archive(), 1
    for one in handed_in(batch, definitions_for(batch)):
        if archive.size > MOST_BYTES:
            _keep(batch, archive, number, actor)
            archive, number = Archive(), number + 1
        for path, document, closed in _documents_of(one):
            content, reason = (b"", closed) if closed else _read(document["sha256"])
            if not reason:
                archive.add(path, content)
            archive.lines.append(
                [one.number, document["question"], path, document["size"], document["sha256"], reason]
            )
    if archive.lines:
        _keep(batch, archive, number, actor)


def _documents_of(one: HandedIn) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Where each document goes, what it is, and why it may not be given now, if it may not."""
    documents = one.content["documents"]
    found = db.session.scalars(select(Blob).where(Blob.id.in_([row["id"] for row in documents])))
    scans = {blob.id: blob.scan for blob in found}
    commit()
    for position, document in enumerate(documents, 1):
        closed = (
            why_closed(scans[document["id"]], scanner_is_on=scanner.is_on())
            if document["id"] in scans
            else None
        )
        path = f"{one.number}/{position:02d}-{document['question']}-{clean_name(document['name'])}"
        yield path, document, i18n.sentence(closed) if closed else ""


def _read(sha256: str) -> tuple[bytes, str]:
    try:
        return storage.get(sha256), ""
    except (FileNotFoundError, storage.Damaged):
        return b"", _("This file cannot be found any more.")


def _keep(batch: Batch, archive: Archive, number: int, actor: Actor) -> None:
    header = [_("Number"), _("Question"), _("File"), _("Size in bytes"), "SHA-256", _("Left out because")]
    name = f"{batch.call.code}-documents-{number}.zip"
    keep(batch, archive.end(header), name=name, media_type="application/zip", actor=actor)
