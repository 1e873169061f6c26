"""Pictures beside a file of practices: both in one ZIP, out and in."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from flask import stream_with_context
from sqlalchemy import select

from cop.articles.exchange.plain import Practice
from cop.articles.models import Article
from cop.core import storage
from cop.core.db import db
from cop.files.models import Blob
from cop.files.rules import PICTURES, Upload
from cop.files.services import forget, keep_upload
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid
from cop.kernel.ids import digest
from cop.kernel.messages import N_, Message, say


class _Passing(io.RawIOBase):
    """What is written to it is taken away again and again: a ZIP of any size needs no more memory than its largest picture."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def as_archive(listed: bytes, practices: Iterable[Practice]) -> Iterator[bytes]:
    """The pieces of a ZIP with the JSON file `listed` and the originals of the pictures that it names."""
    pictures = {one.picture.file: one.picture.sha256 for one in practices if one.picture}
    return stream_with_context(_archive(listed, pictures))


def _archive(listed: bytes, pictures: Mapping[str, str]) -> Iterator[bytes]:
    out = _Passing()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("practices.json", listed, zipfile.ZIP_DEFLATED)
        for name, key in pictures.items():
            try:
                archive.writestr(name, storage.get(key))
            except (FileNotFoundError, storage.Damaged):
                continue  # it is missed by its name when the file comes in again
            yield out.taken()
    yield out.taken()


def unpacked(content: bytes) -> tuple[Upload, dict[str, bytes]]:
    """The one file of practices in a ZIP that was looked into, and the pictures by their names from its folder; or ValueError."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {PurePosixPath(name): name for name in archive.namelist()}  # some write `./` before each
        lists = [name for name in names if name.suffix in {".json", ".xlsx"} and name.name[0] != "."]
        if len(lists) != 1:
            raise ValueError("files")
        folder = lists[0].parent
        pictures = {
            str(name.relative_to(folder)): archive.read(written)
            for name, written in names.items()
            if name.suffix.lower().lstrip(".") in PICTURES and name.is_relative_to(folder)
        }
        return Upload(lists[0].name, archive.read(names[lists[0]])), pictures


def with_picture(
    plain: Mapping[str, Any], pictures: Mapping[str, bytes]
) -> tuple[Upload | None, Message | None]:
    """The picture that a practice of good shape names, or why there is none."""
    said = plain.get("picture")
    if not said:
        return None, None
    name, words = said["file"], plain["texts"][plain["original"]].get("image_alt")
    if not words:
        return None, say(N_("The picture “%(name)s” has no words for those who do not see it."), name=name)
    if name not in pictures:
        return None, say(
            N_("The picture “%(name)s” is not beside the file. Send both in one ZIP."), name=name
        )
    if said.get("sha256", "") not in ("", digest(pictures[name])):
        return None, say(N_("The picture “%(name)s” is not the one that the file means."), name=name)
    return Upload(name, pictures[name]), None


def keep_for_later(upload: Upload, *, actor: Actor, now: datetime) -> tuple[int | None, Message | None]:
    """Store a picture until somebody asks to take its practice; or why it is none."""
    try:
        return keep_upload(upload, actor=actor, now=now, kinds=PICTURES).id, None
    except Invalid as error:
        return None, error.message


def drop_pictures(found: Sequence[Mapping[str, Any]]) -> None:
    """Let go of pictures that no practice took."""
    numbers = {one["picture"] for one in found if one.get("picture")}
    used = select(Article.image_id).where(Article.image_id.in_(numbers))
    for blob in db.session.scalars(select(Blob).where(Blob.id.in_(numbers), Blob.id.not_in(used))).all():
        forget(blob)
