"""The drill: a site is kept while people write in it, brought back elsewhere, and is the same to the last byte."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest
from flask import Flask

from cop.activity.audit import verify_chain
from cop.backup.archive import BadBackup
from cop.backup.databases import database
from cop.backup.services import restore_backup, verify_backup, write_backup
from cop.core import storage
from cop.core.db import db
from cop.core.migrating import migrate
from cop.files.models import Blob
from cop.kernel.ids import digest
from cop.proposals.models import Submission
from tests.backup.conftest import write
from tests.factories import NOON


class Writer:
    """Somebody who writes all the time, in a thread of their own."""

    def __init__(self, site: Flask) -> None:
        self.site, self.written, self._is_done = site, 0, threading.Event()
        self._wrote = threading.Semaphore(0)
        self._thread = threading.Thread(target=self._write)

    def __enter__(self) -> Self:
        self._thread.start()
        self.wait()
        return self

    def __exit__(self, *_why: object) -> None:
        self._is_done.set()
        self._thread.join()

    def _write(self) -> None:
        with self.site.app_context():
            while not self._is_done.is_set():
                write(f"file {self.written}".encode())
                self.written += 1
                self._wrote.release()

    def wait(self) -> None:
        """Until one more thing is written, from begin to end."""
        while self._wrote.acquire(blocking=False):
            pass
        for _ in range(2):
            assert self._wrote.acquire(timeout=120)

    def along(self, keys: list[str]) -> Iterator[str]:
        """The copying of files goes on while new ones come."""
        for key in keys:
            self.wait()
            yield key


def test_a_site_that_is_written_in_comes_back_elsewhere(
    site: Flask, elsewhere: Flask, tmp_path: Path
) -> None:
    path = tmp_path / "site.tar"
    with Writer(site) as writer:
        kept = write_backup(path, now=NOON, along=writer.along)
    assert verify_backup(path) == kept
    assert kept.missing == []
    assert kept.rows["submission"] == 1
    assert 3 <= kept.rows["file_blob"] < writer.written + 2  # what came later is in the next one
    with elsewhere.app_context():
        restore_backup(path, replace=False)
        assert database().rows() == kept.rows
        assert storage.keys() == kept.files
        assert [digest(storage.get(key)) for key in kept.files] == kept.files
        assert {blob.sha256 for blob in db.session.query(Blob)} <= {*kept.files}
        assert db.session.query(Submission).one().content["answers"]
        verdict = verify_chain()
        assert (verdict.rows, verdict.broken_at) == (kept.rows["activity_event"], None)
        write(b"life goes on")


@pytest.mark.parametrize("stored", ["folder"], indirect=True)
def test_a_site_with_content_is_replaced_only_when_told(site: Flask, tmp_path: Path) -> None:
    path = tmp_path / "site.tar"
    kept = write_backup(path, now=NOON)
    write(b"three")
    with pytest.raises(BadBackup, match="not empty"):
        restore_backup(path, replace=False)
    assert database().rows()["file_blob"] == kept.rows["file_blob"] + 1
    restore_backup(path, replace=True)
    assert database().rows() == kept.rows


@pytest.mark.parametrize("stored", ["folder"], indirect=True)
def test_an_empty_site_that_was_migrated_may_be_filled(site: Flask, elsewhere: Flask, tmp_path: Path) -> None:
    kept = write_backup(tmp_path / "site.tar", now=NOON)
    with elsewhere.app_context():
        migrate()
        restore_backup(tmp_path / "site.tar", replace=False)
        assert database().rows() == kept.rows


@pytest.mark.parametrize("stored", ["folder"], indirect=True)
def test_a_damaged_archive_touches_nothing(site: Flask, elsewhere: Flask, tmp_path: Path) -> None:
    path = tmp_path / "site.tar"
    write_backup(path, now=NOON)
    content = bytearray(path.read_bytes())
    content[3000] ^= 1
    path.write_bytes(content)
    with elsewhere.app_context():
        with pytest.raises(BadBackup, match="database is not what it was"):
            restore_backup(path, replace=False)
        assert database().rows() == {}
        assert storage.keys() == []


@pytest.mark.parametrize("stored", ["folder"], indirect=True)
def test_a_file_that_is_lost_keeps_no_other_from_being_kept(site: Flask, tmp_path: Path) -> None:
    lost, damaged = digest(b"one"), digest(b"two")
    store = site.extensions["cop.storage"]
    store.delete(f"{lost[:2]}/{lost}")
    store.put(f"{damaged[:2]}/{damaged}", b"changed")
    kept = write_backup(tmp_path / "site.tar", now=NOON)
    assert set(kept.missing) == {lost, damaged}
    assert verify_backup(tmp_path / "site.tar").rows == kept.rows
