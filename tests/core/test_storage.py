"""Storage keeps bytes by their digest: in a folder, and on a real S3 server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from obstore.store import S3Store

from cop.core import storage
from cop.kernel.errors import Later
from cop.kernel.ids import digest

CONTENT = "Bytes · بايت".encode()


@pytest.fixture(params=["folder", "s3"])
def stored(request: pytest.FixtureRequest, ctx: Flask, tmp_path: Path) -> Iterator[storage.Store]:
    """The app with its files in a folder, then in the bucket."""
    before = ctx.extensions["cop.storage"]
    if request.param == "s3":
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AWS_ACCESS_KEY_ID", "key")
            patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
            ctx.extensions["cop.storage"] = storage.open_store(request.getfixturevalue("s3"))
    else:
        ctx.extensions["cop.storage"] = storage.open_store((tmp_path / "a folder").as_uri())
    yield ctx.extensions["cop.storage"]
    ctx.extensions["cop.storage"] = before


def test_what_was_kept_comes_back(stored: storage.Store) -> None:
    key = storage.put(CONTENT)
    assert key == digest(CONTENT)
    assert storage.put(CONTENT) == key
    assert storage.get(key) == CONTENT


def test_what_was_never_kept_is_not_found(stored: storage.Store) -> None:
    with pytest.raises(FileNotFoundError):
        storage.get(digest(b"never"))


def test_changed_bytes_are_noticed(stored: storage.Store) -> None:
    key = storage.put(b"whole")
    stored.put(f"{key[:2]}/{key}", b"changed")
    with pytest.raises(storage.Damaged):
        storage.get(key)


def test_wrong_keys_are_a_refusal_that_says_later(
    ctx: Flask, s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    monkeypatch.setitem(ctx.extensions, "cop.storage", storage.open_store(s3))
    with pytest.raises(Later):
        storage.put(CONTENT)


def test_a_folder_that_is_gone_says_later(
    ctx: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = storage.open_store((tmp_path / "files").as_uri())
    (tmp_path / "files").rmdir()
    (tmp_path / "files").write_text("in the way")
    monkeypatch.setitem(ctx.extensions, "cop.storage", store)
    with pytest.raises(Later):
        storage.put(CONTENT)


def test_a_bucket_may_be_anywhere() -> None:
    assert isinstance(storage.open_store("s3://bucket/prefix?region=eu-west-1"), S3Store)
    with pytest.raises(ValueError, match="ftp"):
        storage.open_store("ftp://host/folder")
