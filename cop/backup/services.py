"""Keep a whole site in one archive, and bring it back."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import current_app

from cop.backup.archive import DATABASE, FILES, KEY, BadBackup, Manifest, Reader, reading, writing
from cop.backup.databases import database
from cop.core import migrating, storage
from cop.core.db import db
from cop.core.settings import Settings

Along = Callable[[list[str]], Iterable[str]]
"""Goes through a list and shows how far it is."""


def write_backup(target: Path, *, now: datetime, along: Along = iter) -> Manifest:
    """Copy the database, then every stored file, to a new archive at `target`; the site may run meanwhile.

    The database comes first: a file is stored before the row that names it, and never changes.
    """
    missing: list[str] = []
    with _workshop() as folder, writing(target) as archive:
        snapshot = database().copy_out(folder / DATABASE)
        archive.add_file(DATABASE, folder / DATABASE)
        for key in along(sorted({*storage.keys(), *snapshot.keys})):
            if (content := _bytes_of(key)) is None:
                missing.append(key)
            else:
                archive.add(f"{FILES}{key}", content)
        if (path := _key_path()) is not None and path.exists():
            archive.add(KEY, path.read_bytes())
        manifest = Manifest(
            made_at=now.isoformat(),
            engine=database().engine,
            rows=snapshot.rows,
            sha256=archive.sha256,
            missing=missing,
        )
        archive.finish(manifest)
    return manifest


def verify_backup(source: Path) -> Manifest:
    """Read the whole archive; raises BadBackup with the first of what is wrong."""
    with reading(source) as archive:
        return _verified(archive)


def restore_backup(source: Path, *, replace: bool, along: Along = iter) -> Manifest:
    """Bring back what `source` holds, into a site without rows and files, or, with `replace`, instead of what is there.

    The archive is verified before anything is touched, and what came out of it afterwards. Raises BadBackup.
    """
    with reading(source) as archive, _workshop() as folder:
        manifest = _verified(archive)
        _refuse_target(manifest, replace=replace)
        archive.extract(DATABASE, folder / DATABASE)
        for key in along(manifest.files):
            storage.put(archive.read(f"{FILES}{key}"))
        database().copy_in(folder / DATABASE)
        _refuse_difference(manifest)
        if KEY in manifest.sha256:
            _restore_key(archive.read(KEY))
    migrating.migrate()
    return manifest


def _bytes_of(key: str) -> bytes | None:
    """None for a file that is lost or damaged: one such file must not keep the others from being kept."""
    try:
        return storage.get(key)
    except (FileNotFoundError, storage.Damaged):
        return None


@contextmanager
def _workshop() -> Iterator[Path]:
    """A folder for a copy of the database, on the disk that has room for the site's own."""
    db.session.remove()  # a command that looked has begun a transaction, which would be in the way
    settings: Settings = current_app.config["SETTINGS"]
    with TemporaryDirectory(dir=settings.data_dir, prefix="backup-") as folder:
        yield Path(folder)


def _verified(archive: Reader) -> Manifest:
    for problem in archive.problems():
        raise BadBackup(problem)
    return archive.manifest


def _refuse_target(manifest: Manifest, *, replace: bool) -> None:
    ours = database()
    if ours.engine != manifest.engine:
        raise BadBackup(f"it is of a {manifest.engine} database, and this site has {ours.engine}")
    if replace:
        return
    written = [name for name, count in ours.rows().items() if count and name != "alembic_version"]
    if written or storage.keys():
        raise BadBackup("this site is not empty; --replace puts the backup in its place")


def _refuse_difference(manifest: Manifest) -> None:
    """What is here now is what the manifest says: rows by table, and the bytes of each file, read again."""
    rows = database().rows()
    for name in sorted({*rows, *manifest.rows}):
        if rows.get(name) != manifest.rows.get(name):
            raise BadBackup(f"{name} has {rows.get(name)} rows and should have {manifest.rows.get(name)}")
    for key in manifest.files:
        storage.get(key)


def _key_path() -> Path | None:
    """Where the signing key is kept; None where it is a setting, and the operator's to keep."""
    settings: Settings = current_app.config["SETTINGS"]
    return None if settings.secret_key is not None else settings.data_dir / "secret_key"


def _restore_key(content: bytes) -> None:
    """The key comes back too, so that links in mails that were sent go on working."""
    if (path := _key_path()) is None:
        return
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    draft.replace(path)
