"""What a page costs: time over bare, queries, bytes of a first and a next view, requests."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bench.samples import Page, cookie_of
from bench.server import Client

ROUNDS = 150


@dataclass(frozen=True, slots=True)
class Cost:
    """One page's figures; `ratio` is its median time over that of the bare page in the same rounds."""

    page: Page
    milliseconds: float
    ratio: float
    queries: int
    first_bytes: int
    next_bytes: int
    requests: int
    cold_ratio: float
    """The same for a page that nobody asked for before, and that is therefore made anew."""


def measure(app: Flask, site: int, bare: int, pages: list[Page]) -> list[Cost]:
    return [_measure(app, site, bare, page) for page in pages]


def _measure(app: Flask, site: int, bare: int, page: Page) -> Cost:
    cookie = cookie_of(app, page.reader) if page.reader else ""
    client, other = Client(site, cookie), Client(bare)
    answer = client.get(page.path)
    if answer.status != 200:
        raise RuntimeError(f"{page.path} answers {answer.status}")
    times, cold_times, bare_times = [], [], []
    mark = "&" if "?" in page.path else "?"
    for number in range(ROUNDS):  # in turns, so that a noisy minute is noisy for both
        bare_times.append(_time(other, "/"))
        times.append(_time(client, page.path))
        cold_times.append(_time(client, f"{page.path}{mark}cold={number}"))
    ours, cold, base = (median(series[20:]) for series in (times, cold_times, bare_times))
    first, requests = _first_view(client, page.path)
    return Cost(
        page,
        ours * 1000,
        ours / base,
        _queries(app, page, cookie),
        first,
        len(answer.body),
        requests,
        cold / base,
    )


def _time(client: Client, path: str) -> float:
    started = perf_counter()
    client.get(path)
    return perf_counter() - started


def _first_view(client: Client, path: str) -> tuple[int, int]:
    """Compressed bytes and requests of all that a browser loads at once; pictures further down are lazy and not asked for."""
    html = _text(client, path)
    wanted = set(re.findall(r'<link rel="stylesheet"[^>]*href="([^"]+)"', html))
    wanted |= set(re.findall(r'<script[^>]*src="([^"]+)"', html))
    wanted |= {src for tag, src in re.findall(r'(<img[^>]*src="([^"]+)"[^>]*>)', html) if "lazy" not in tag}
    sizes = [len(client.get(path).body), *(len(client.get(url).body) for url in wanted)]
    return sum(sizes), len(sizes)


def _text(client: Client, path: str) -> str:
    plain = Client(client.port, client.cookie)
    plain.connection.request("GET", path, headers={"Cookie": client.cookie} if client.cookie else {})
    return plain.connection.getresponse().read().decode()


def _queries(app: Flask, page: Page, cookie: str) -> int:
    """Statements of one request, counted in this process."""
    client = app.test_client()
    if cookie:
        client.set_cookie(*cookie.split("=", 1))
    client.get(page.path)
    with counted() as statements:
        client.get(page.path)
    return len(statements)


@contextmanager
def counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)
