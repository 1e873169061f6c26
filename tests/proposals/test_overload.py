"""A real server that is too full: pages are refused with 503, at once and saying when to come back; submissions go in."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest

from tests.proposals.live import Answer, Bid, Server, make_bids, open_the_page

READERS = 60
TOKEN = "a token of some length"
SETTINGS = {
    "COP_WEB_PROCESSES": "1",
    "COP_WEB_THREADS": "2",
    "COP_WEB_RESERVED": "2",
    "COP_WEB_WAITING": "8",
    "COP_METRICS_TOKEN": TOKEN,
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path, SETTINGS)
    yield made
    made.end()


def submit(server: Server, bid: Bid) -> Answer:
    path = f"/en/proposals/{bid.proposal}/submission"
    fields = {"csrf_token": bid.token, "key": uuid4().hex, "declared": "y"}
    return server.ask("POST", path, cookie=bid.cookie, **fields)


def read(server: Server, number: int) -> Answer:
    return server.ask("GET", f"/en/calls?page={number}")


def keep_reading(server: Server, reader: int, is_over: Event) -> list[Answer]:
    """One page after the other, as nobody who is sent away should."""
    answers: list[Answer] = []
    while not is_over.is_set():
        answers.append(read(server, len(answers) * READERS + reader))
    return answers


def test_pages_are_refused_and_submissions_go_in(server: Server) -> None:
    bids = make_bids(server.folder)
    server.start()
    for bid in bids:
        open_the_page(server, bid)
    is_over = Event()
    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(keep_reading, server, number, is_over) for number in range(READERS)]
        try:
            handed_in = [
                submit(server, bid) for bid in bids
            ]  # one after the other, while the places are fought for
            health = server.ask("GET", "/healthz")
        finally:
            is_over.set()
        pages = [page for reader in readers for page in reader.result()]
    refused = [page for page in pages if page.status != 200]
    assert Counter(answer.status for answer in handed_in) == {303: len(bids)}
    assert {answer.status for answer in refused} == {503}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in refused)
    assert health.status == 200
    assert read(server, 1).status == 200  # the places are free again
    figures = server.ask("GET", "/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    assert 'cop_requests_shed_total{goes_first="false"}' in figures
    assert 'cop_requests_shed_total{goes_first="true"}' not in figures


def test_a_rush_loses_nobody(server: Server) -> None:
    """Everybody at once: whoever is sent away comes back, and nothing but 503 says so."""
    bids = make_bids(server.folder)
    server.start()
    for bid in bids:
        open_the_page(server, bid)
    with ThreadPoolExecutor(80) as pool:
        pages = [pool.submit(read, server, number) for number in range(300)]
        handed_in = [pool.submit(submit, server, bid) for bid in bids]
        seen = Counter(done.result().status for done in pages)
        acknowledged = Counter(done.result().status for done in handed_in)
    assert set(seen) <= {200, 503}
    assert set(acknowledged) <= {303, 503}
    for bid in bids:
        while submit(server, bid).status == 503:
            pass
        receipt = server.ask("GET", f"/en/proposals/{bid.proposal}/receipts/1", cookie=bid.cookie)
        assert receipt.status == 200
