"""Storage keeps bytes by their digest: in a folder, and on a real S3 server."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask import Flask
from obstore.store import S3Store

from cop.core import storage
from cop.kernel.errors import Later
from cop.kernel.ids import digest

CONTENT = "Bytes · بايت".encode()
KEYS = """{"identities": [{"name": "cop", "credentials": [{"accessKey": "key", "secretKey": "secret"}],
 "actions": ["Admin", "Read", "List", "Write"]}]}"""


def _free_ports(count: int) -> list[int]:
    """Ports nobody uses, low enough that the server's second ports, 10,000 higher, exist."""
    found: list[int] = []
    for port in range(20_000 + os.getpid() % 20_000, 55_000):
        with socket.socket() as first, socket.socket() as second:
            try:
                first.bind(("127.0.0.1", port))
                second.bind(("127.0.0.1", port + 10_000))
            except OSError:
                continue
        found.append(port)
        if len(found) == count:
            return found
    raise RuntimeError("no free ports")


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a bucket on a SeaweedFS server that checks signatures."""
    folder = tmp_path_factory.mktemp("s3")
    (folder / "keys.json").write_text(KEYS)
    master, volume, filer, port, iceberg, lance = _free_ports(6)
    command = [
        *(str(Path(sys.executable).parent / "weed"), "server", f"-dir={folder}", "-ip=127.0.0.1"),
        *("-ip.bind=127.0.0.1", f"-master.port={master}", f"-volume.port={volume}", f"-filer.port={filer}"),
        *("-s3", f"-s3.port={port}", f"-s3.config={folder / 'keys.json'}", "-volume.max=5"),
        *(f"-s3.port.iceberg={iceberg}", f"-s3.port.lance={lance}"),
    ]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as server:
        _wait_for(f"http://127.0.0.1:{port}/healthz", server)
        yield f"s3://files/archive?endpoint=http://127.0.0.1:{port}&region=us-east-1&virtual_hosted_style_request=false"
        server.kill()  # told to end it first waits for its clients


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the S3 server did not start")


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
