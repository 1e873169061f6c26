"""A real S3 server for tests."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from obstore.exceptions import BaseError
from obstore.store import S3Store

KEYS = """{"identities": [{"name": "cop", "credentials": [{"accessKey": "key", "secretKey": "secret"}],
 "actions": ["Admin", "Read", "List", "Write"]}]}"""


def _free_ports(count: int) -> list[int]:
    """Ports nobody uses; these and the server's second ports, 10,000 higher, are lower than those that the system gives to
    whoever connects meanwhile. Two test processes look far from each other."""
    found: list[int] = []
    for port in range(10_240 + os.getpid() * 97 % 11_000, 22_700):
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


@contextmanager
def s3_server(folder: Path) -> Iterator[str]:
    """The URL of a bucket on a SeaweedFS server that checks signatures and keeps its things in `folder`."""
    (folder / "keys.json").write_text(KEYS)
    master, volume, filer, port, iceberg, lance = _free_ports(6)
    command = [
        *(str(Path(sys.executable).parent / "weed"), "server", f"-dir={folder}", "-ip=127.0.0.1"),
        *("-ip.bind=127.0.0.1", f"-master.port={master}", f"-volume.port={volume}", f"-filer.port={filer}"),
        *("-s3", f"-s3.port={port}", f"-s3.config={folder / 'keys.json'}", "-volume.max=5"),
        *(f"-s3.port.iceberg={iceberg}", f"-s3.port.lance={lance}"),
    ]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz", server)
            _wait_until_it_keeps(f"http://127.0.0.1:{port}", server)
            yield f"s3://files/archive?endpoint=http://127.0.0.1:{port}&region=us-east-1&virtual_hosted_style_request=false"
        finally:
            server.kill()  # told to end it first waits for its clients


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(url, timeout=30):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the S3 server did not start")


def _wait_until_it_keeps(endpoint: str, server: subprocess.Popen[bytes]) -> None:
    """It answers before its parts know each other, and refuses to keep anything until they do."""
    store = S3Store(
        "files",
        config={
            "endpoint": endpoint,
            "region": "us-east-1",
            "access_key_id": "key",
            "secret_access_key": "secret",
            "virtual_hosted_style_request": False,
        },
        client_options={"allow_http": True},
    )
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            store.put("begun", b"x")
        except BaseError:
            time.sleep(0.1)
        else:
            store.delete("begun")
            return
    raise RuntimeError("the S3 server keeps nothing")
