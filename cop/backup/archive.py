"""One archive: a tar file of the database and every stored file. Its last member, the manifest, says what the others must be.

An archive that was cut short has no manifest, so it is noticed before anything is taken out of it.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from cop.kernel.ids import canonical_json

DATABASE, KEY, FILES = "database", "secret_key", "files/"
_MANIFEST = "manifest.json"
_FORMAT = 1
_PIECE = 1 << 20


class BadBackup(Exception):
    """It is no backup, or not a whole one, or one that cannot be restored here."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds: rows by table, SHA-256 by member. `missing` are files that were named and not to be had."""

    made_at: str
    engine: str
    rows: dict[str, int]
    sha256: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    format: int = _FORMAT

    @property
    def files(self) -> list[str]:
        """The storage keys of its files."""
        return [name.removeprefix(FILES) for name in self.sha256 if name.startswith(FILES)]


class Writer:
    """Puts members into an archive and notes their digests."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.sha256: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        self._add(name, io.BytesIO(content), len(content))

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            self._add(name, file, path.stat().st_size)

    def _add(self, name: str, file: IO[bytes], size: int) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        self.sha256[name] = _digest(file)
        file.seek(0)
        self._tar.addfile(entry, file)

    def finish(self, manifest: Manifest) -> None:
        content = canonical_json(asdict(manifest)).encode()
        entry = tarfile.TarInfo(_MANIFEST)
        entry.size, entry.mode = len(content), 0o600
        self._tar.addfile(entry, io.BytesIO(content))


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """A new archive at `target`, for its owner's eyes only; it has its name once it is whole and on the disk."""
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        draft = Path(file.name)
        try:
            with tarfile.open(fileobj=file, mode="w") as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
            draft.rename(target)
        finally:
            draft.unlink(missing_ok=True)


class Reader:
    """An archive whose manifest was read."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        try:
            members = {entry.name: entry for entry in tar.getmembers()}
            self.manifest = Manifest(**json.load(self._open(members.pop(_MANIFEST))))
        except KeyError:
            raise BadBackup("it has no manifest: it is cut short, or no backup of cop") from None
        except (ValueError, TypeError, tarfile.TarError) as error:
            raise BadBackup(f"its manifest cannot be read: {error}") from None
        if not _is_sound(self.manifest.rows, self.manifest.sha256):
            raise BadBackup(
                "its manifest cannot be read: it does not say rows by table and digests by member"
            )
        if self.manifest.format != _FORMAT:
            raise BadBackup(f"it is of format {self.manifest.format}; this version reads {_FORMAT}")
        self._members = members

    def problems(self) -> Iterator[str]:
        """Every member is read: one sentence for each that is missing, changed or not in the manifest."""
        wanted = self.manifest.sha256
        yield from (f"{name} is missing" for name in {DATABASE: "", **wanted} if name not in self._members)
        for name, entry in self._members.items():
            if not entry.isreg() or name not in wanted:
                yield f"{name} is not in the manifest"
            elif _digest(self._open(entry)) != wanted[name]:
                yield f"{name} is not what it was"

    def read(self, name: str) -> bytes:
        return self._open(self._members[name]).read()

    def extract(self, name: str, target: Path) -> None:
        """Write a member to `target`, a piece at a time."""
        source = self._open(self._members[name])
        with target.open("xb") as file:
            while piece := source.read(_PIECE):
                file.write(piece)

    def _open(self, entry: tarfile.TarInfo) -> IO[bytes]:
        found = self._tar.extractfile(entry)
        if found is None:
            raise BadBackup(f"{entry.name} is no file")
        return found


@contextmanager
def reading(source: Path) -> Iterator[Reader]:
    """The archive at `source`; raises BadBackup when it is none."""
    try:
        with tarfile.open(source, mode="r:") as tar:
            yield Reader(tar)
    except tarfile.TarError as error:
        raise BadBackup(f"it is no archive, or a damaged one: {error}") from None


def _is_sound(rows: object, sha256: object) -> bool:
    """Whether what JSON gave is of the kinds that a manifest holds."""
    return (
        isinstance(rows, dict)
        and isinstance(sha256, dict)
        and all(isinstance(count, int) for count in rows.values())
        and all(isinstance(digest, str) for digest in sha256.values())
    )


def _digest(file: IO[bytes]) -> str:
    found = hashlib.sha256()
    while piece := file.read(_PIECE):
        found.update(piece)
    return found.hexdigest()
