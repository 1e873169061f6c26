"""An archive that is not whole is noticed, whatever happened to it."""

import io
import json
import stat
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cop.backup.archive import DATABASE, FILES, BadBackup, Manifest, reading, writing

Members = dict[str, bytes]
KEY = "a" * 64


def said(**more: object) -> Callable[[Members], object]:
    """The manifest says this instead."""
    return lambda m: m.update({"manifest.json": json.dumps(json.loads(m["manifest.json"]) | more).encode()})


def make(path: Path) -> Path:
    with writing(path) as archive:
        archive.add(DATABASE, b"rows")
        archive.add(f"{FILES}{KEY}", b"bytes")
        archive.finish(Manifest(made_at="now", engine="sqlite", rows={"user": 1}, sha256=archive.sha256))
    return path


def changed(path: Path, change: Callable[[Members], object]) -> Path:
    """The same archive after `change` had its way with the members."""
    with tarfile.open(path) as tar:
        members = {entry.name: tar.extractfile(entry).read() for entry in tar}  # type: ignore[union-attr]
    change(members)
    with tarfile.open(path, "w") as tar:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return path


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    with reading(make(tmp_path / "a.tar")) as archive:
        assert list(archive.problems()) == []
        assert archive.read(DATABASE) == b"rows"
        assert archive.manifest.files == [KEY]
        archive.extract(f"{FILES}{KEY}", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b"bytes"


def test_it_is_for_its_owner_s_eyes_only(tmp_path: Path) -> None:
    assert stat.S_IMODE(make(tmp_path / "a.tar").stat().st_mode) == 0o600


def test_one_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(tmp_path / "a.tar") as archive:
        archive.add(DATABASE, bytes(100 // 0))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda m: m.update({DATABASE: b"ROWS"}), "database is not what it was"),
        (lambda m: m.pop(f"{FILES}{KEY}"), f"files/{KEY} is missing"),
        (lambda m: m.update({"files/more": b"x"}), "files/more is not in the manifest"),
    ],
)
def test_each_change_is_named(tmp_path: Path, change: Callable[[Members], object], problem: str) -> None:
    with reading(changed(make(tmp_path / "a.tar"), change)) as archive:
        assert list(archive.problems()) == [problem]


def test_one_without_its_database_is_not_whole(tmp_path: Path) -> None:
    def lose(members: Members) -> None:
        sha256 = json.loads(members["manifest.json"])["sha256"]
        del members[DATABASE], sha256[DATABASE]
        said(sha256=sha256)(members)

    with reading(changed(make(tmp_path / "a.tar"), lose)) as archive:
        assert list(archive.problems()) == ["database is missing"]


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.pop("manifest.json"),
        lambda m: m.update({"manifest.json": b"{"}),
        lambda m: m.update({"manifest.json": b'{"made_at": "now"}'}),
        said(format=9),
        said(rows=5),
        said(rows={"user": "1"}),
        said(sha256=[DATABASE]),
        said(sha256={DATABASE: 5}),
    ],
)
def test_without_a_manifest_of_ours_it_is_none(tmp_path: Path, change: Callable[[Members], object]) -> None:
    path = changed(make(tmp_path / "a.tar"), change)
    with pytest.raises(BadBackup), reading(path):
        pass


@pytest.mark.parametrize("kept", [0, 10, 600, 1600, 2100])
def test_one_that_was_cut_short_is_none(tmp_path: Path, kept: int) -> None:
    path = make(tmp_path / "a.tar")
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(BadBackup), reading(path):
        pass
