"""The deadline at the real server: what began in time is in time, whatever clock the client has, and a key is one receipt."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.proposals.live import Bid, Server, make_bids, open_the_page

SUBMISSIONS = "SELECT count(*), min(number) FROM submission WHERE proposal_id = ?"
EVENTS = "SELECT count(*) FROM activity_event WHERE verb = 'proposal.submitted' AND subject_id = ?"
RECEIPTS = "SELECT count(*) FROM outbox_mail WHERE text LIKE '%' || ? || '%'"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path)
    yield made
    made.end()


def form_of(bid: Bid, key: str) -> bytes:
    return urlencode({"csrf_token": bid.token, "key": key, "declared": "y"}).encode()


def begin(server: Server, bid: Bid, form: bytes, **headers: str) -> HTTPConnection:
    """The head of a request to submit and half of its form."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.putrequest("POST", f"/en/proposals/{bid.proposal}/submission")
    sent = {
        "Cookie": bid.cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(form)),
    }
    for name, value in {**sent, **headers}.items():
        connection.putheader(name, value)
    connection.endheaders(form[: len(form) // 2])
    return connection


def finish(connection: HTTPConnection, form: bytes) -> int:
    connection.send(form[len(form) // 2 :])
    status = connection.getresponse().status
    connection.close()
    return status


def press(server: Server, bid: Bid, key: str, **headers: str) -> int:
    form = form_of(bid, key)
    return finish(begin(server, bid, form, **headers), form)


def press_until_heard(server: Server, bid: Bid, key: str) -> int:
    """Again for as long as the site says that it is too full."""
    while (status := press(server, bid, key)) == 503:
        continue
    return status


def close_now(server: Server) -> None:
    """The deadline is this very instant."""
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    with sqlite3.connect(server.folder / "cop.sqlite3", timeout=30) as connection:
        connection.execute("UPDATE call_stage SET closes_at = ? WHERE number = 1", (now,))


def handed_in(server: Server, bid: Bid) -> tuple[int, int, int]:
    """Submissions, rows of the log, receipts by mail."""
    with sqlite3.connect(server.folder / "cop.sqlite3") as connection:
        count, number = connection.execute(SUBMISSIONS, (bid.proposal,)).fetchone()
        (events,) = connection.execute(EVENTS, (bid.proposal,)).fetchone()
        (mails,) = connection.execute(RECEIPTS, (number or "no receipt",)).fetchone()
    return count, events, mails


def test_fifty_presses_of_one_button_are_one_submission_and_one_receipt(server: Server) -> None:
    (bid,) = make_bids(server.folder, 1)
    server.start()
    open_the_page(server, bid)
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _n: press_until_heard(server, bid, "one"), range(50)))
    assert answers == [303] * 50
    assert handed_in(server, bid) == (1, 1, 1)


def test_what_straddles_the_deadline_is_in_and_what_begins_after_it_is_not(server: Server) -> None:
    straddles, late, wrong_clock, replayed = make_bids(server.folder, 4)
    server.settings["COP_WEB_PROCESSES"] = "1"
    server.start()
    for bid in (straddles, late, wrong_clock, replayed):
        open_the_page(server, bid)
    assert press(server, replayed, "kept") == 303
    form = form_of(straddles, "slow")
    upload = begin(server, straddles, form)
    server.ask(
        "GET", "/healthz"
    )  # accepted by the same process after the upload, whose beginning is noted by now
    close_now(server)
    assert finish(upload, form) == 303
    assert press(server, late, "late") == 409
    yesterday = (datetime.now(UTC) - timedelta(days=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert press(server, wrong_clock, "clock", Date=yesterday) == 409
    # an old request sent again gives the old receipt, and with a new key nothing new
    assert press(server, replayed, "kept") == 303
    assert press(server, replayed, "new") == 409
    found = [handed_in(server, bid) for bid in (straddles, late, wrong_clock, replayed)]
    assert found == [(1, 1, 1), (0, 0, 0), (0, 0, 0), (1, 1, 1)]
