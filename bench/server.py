"""Starting the two servers, the site and the bare one, on the same settings; speaking to them with the standard library."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from cop.kernel.ids import new_token

ROOT = Path(__file__).resolve().parents[1]
GUNICORN = (
    "--preload",
    "--worker-class",
    "gthread",
    "--workers",
    "2",
    "--threads",
    "4",
    "--log-level",
    "warning",
)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Client:
    """One kept-alive connection with a cookie."""

    port: int
    cookie: str = ""
    connection: HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=60)

    def close(self) -> None:
        self.connection.close()

    def get(self, path: str, *, packed: bool = True) -> Answer:
        return self._ask("GET", path, None, packed=packed)

    def post(self, path: str, fields: list[tuple[str, str]]) -> Answer:
        return self._ask("POST", path, urlencode(fields).encode(), kind="application/x-www-form-urlencoded")

    def send(self, path: str, fields: list[tuple[str, str]], name: str, content: bytes) -> Answer:
        """A form with a file in its field `file`."""
        mark = new_token()
        head = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{value}\r\n'
            for n, value in fields
        ]
        head.append(f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n')
        body = "".join(head).encode() + content + f"\r\n--{mark}--\r\n".encode()
        return self._ask("POST", path, body, kind=f"multipart/form-data; boundary={mark}")

    def _ask(
        self, method: str, path: str, body: bytes | None, *, kind: str = "", packed: bool = True
    ) -> Answer:
        headers = {"Accept-Encoding": "br, gzip"} if packed else {}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if kind:
            headers["Content-Type"] = kind
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, database: str = "") -> dict[str, str]:
    """For data in `folder`, in its SQLite file or in `database`."""
    return {
        **os.environ,
        "COP_DATA_DIR": str(folder),
        "COP_DATABASE_URL": database,
        "COP_LOG_LEVEL": "warning",
        "BENCH_BARE": database.replace("+psycopg", "") or str(folder / "bare.sqlite3"),
        "PYTHONPATH": str(ROOT),
    }


@contextmanager
def site(folder: Path, *, database: str = "") -> Iterator[tuple[int, int]]:
    """The whole site by `cop run --no-worker`; its port and process id. Jobs would only add noise to its figures."""
    port = free_port()
    command = [sys.executable, "-m", "cop.cli", "run", "--no-worker", "--port", str(port)]
    with _running(command, environment(folder, database), port, "/healthz") as pid:
        yield port, pid


@contextmanager
def bare(folder: Path, *, database: str = "") -> Iterator[int]:
    """The bare server, with its one row."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "bench.bare:app", "--bind", f"127.0.0.1:{port}", *GUNICORN]
    with _running(command, environment(folder, database), port, "/row"):
        with closing(Client(port)) as client:
            client.post("/row", [("text", "Some text. " * 20)])
        yield port


@contextmanager
def _running(command: list[str], env: dict[str, str], port: int, path: str) -> Iterator[int]:
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    try:
        wait_for(port, path, process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(60)


def wait_for(port: int, path: str, process: "subprocess.Popen[bytes]", *, status: int | None = None) -> None:
    """Until something answers at `path` (with `status`, when given)."""
    while process.poll() is None:
        try:
            with closing(Client(port)) as client:
                answer = client.get(path)
        except OSError:
            time.sleep(0.01)
            continue
        if status is None or answer.status == status:
            return
    raise RuntimeError(f"the server ended with {process.returncode}")


def form_of(html: str, **typed: str) -> list[tuple[str, str]]:
    """The main form of a page as a browser would send it, with `typed` in it: hidden fields, first choices, texts."""
    main = html.split("<main", 1)[-1]
    fields: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", main):
        facts = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        name, kind = facts.get("name", ""), facts.get("type", "text")
        if name and (kind in {"hidden", "text", "number"} or (kind == "radio" and not fields.get(name))):
            fields[name] = facts.get("value", "")
    for name in re.findall(r'<textarea\b[^>]*name="([^"]+)"', main):
        fields[name] = "A reason of some length, as one writes it."
    return list({**fields, **typed}.items())
