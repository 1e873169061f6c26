"""A draft outlives a session, a token, a connection, a server and a full disk: what was said to be saved is there."""

import random
import re
import resource
import socket
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import update

from cop.accounts.models import SignIn, User
from cop.core.db import db
from tests.factories import NOON
from tests.proposals.conftest import SignIn as Enter
from tests.proposals.conftest import Visitor
from tests.proposals.live import Bid, Server, make_bids, until_answered
from tests.proposals.making import CONCEPT, Team, make_draft

WORDS = 'Words that took an evening,\nand a second line.\n"Quoted" & <marked> – الماء'


@pytest.fixture
def url(app: Flask, team: Team) -> str:
    with app.app_context():
        proposal = make_draft(team, **CONCEPT)
        db.session.commit()
        return f"/proposals/{proposal.id}/sections/idea"


def given_back(html: str) -> dict[str, str]:
    """The form that sends again what was typed."""
    form = re.search(r'<form method="post" action="[^"]*/sections/idea">.*?</form>', html, re.DOTALL)
    assert form
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[0])
    return {name: unescape(value) for name, value in fields}


def saved(visitor: Visitor, url: str) -> str:
    found = re.search(r'<textarea[^>]*name="why"[^>]*>\r?\n([^<]*)<', visitor.get(url).text)
    assert found
    return unescape(found[1]).replace("\r\n", "\n")


def test_a_session_that_ended(app: Flask, team: Team, url: str, applicant: Visitor, sign_in: Enter) -> None:
    page = applicant.get(url).text
    base = re.search(r'name="base"[^>]*value="([^"]*)"', page)
    token = re.search(r'name="csrf_token" value="([^"]*)"', page)
    assert base
    assert token
    with app.app_context():
        db.session.execute(update(SignIn).values(ended_at=NOON))
        db.session.commit()
    typed = {**CONCEPT, "why": WORDS, "base": base[1], "csrf_token": token[1]}
    refused = applicant.client.post(f"/en{url}", data=typed)
    assert refused.status_code == 401
    back = given_back(refused.text)
    assert back["why"].replace("\r\n", "\n") == WORDS
    with app.app_context():
        user = db.session.get_one(User, team.user.id)
        db.session.expunge(user)
    again = Visitor(sign_in(app.test_client(), user))
    back.pop("csrf_token")
    assert again.post(url, **back).status_code == 303
    assert saved(again, url) == WORDS


def test_a_token_that_expired(url: str, applicant: Visitor) -> None:
    base = re.search(r'name="base"[^>]*value="([^"]*)"', applicant.get(url).text)
    assert base
    typed = {**CONCEPT, "why": WORDS, "base": base[1], "csrf_token": "of yesterday"}
    headers = {"Sec-Fetch-Site": "same-origin"}
    refused = applicant.client.post(f"/en{url}", data=typed, headers=headers)
    assert refused.status_code == 422
    again = applicant.client.post(f"/en{url}", data=given_back(refused.text), headers=headers)
    assert again.status_code == 303
    assert saved(applicant, url) == WORDS


@pytest.fixture
def bids(server: Server) -> list[Bid]:
    """Teams with a section open on a server that runs."""
    made = make_bids(server.folder, 6)
    server.start()
    for bid in made:
        open_the_section(server, bid)
    return made


def path_of(bid: Bid) -> str:
    return f"/en/proposals/{bid.proposal}/sections/idea"


def open_the_section(server: Server, bid: Bid) -> None:
    """Take the page's token, and what it shows (kept in `key`)."""
    page = server.ask("GET", path_of(bid), cookie=bid.cookie)
    assert page.status == 200
    bid.cookie = page.headers.get("Set-Cookie", "").split(";")[0] or bid.cookie
    bid.token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    shown = re.search(r'name="base"[^>]*value="([^"]*)"', page.text)
    assert shown
    bid.key = shown[1]


def fields_of(bid: Bid, why: str) -> dict[str, str]:
    return {**CONCEPT, "why": why, "csrf_token": bid.token, "base": bid.key}


def save(server: Server, bid: Bid, why: str) -> tuple[int, str]:
    answer = server.ask("POST", path_of(bid), cookie=bid.cookie, **fields_of(bid, why))
    return answer.status, answer.text


def on_disk(folder: Path, bid: Bid) -> str:
    with sqlite3.connect(folder / "cop.sqlite3") as connection:
        statement = "SELECT json_extract(answers, '$.why') FROM stage_draft WHERE proposal_id = ?"
        return str(connection.execute(statement, (bid.proposal,)).fetchone()[0])


def test_a_connection_that_is_cut_in_the_middle(server: Server, bids: list[Bid]) -> None:
    bid = bids[0]
    body = urlencode(fields_of(bid, WORDS)).encode()
    head = (
        f"POST {path_of(bid)} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {bid.cookie}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    for cut in (0, 1, len(body) // 2, len(body) - 1):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
            connection.sendall(head + body[:cut])
        assert on_disk(server.folder, bid) == CONCEPT["why"]
    assert save(server, bid, WORDS)[0] == 303
    assert on_disk(server.folder, bid) == WORDS


def test_a_server_that_is_killed(server: Server, bids: list[Bid]) -> None:
    dice, hits = random.Random(7), 0  # noqa: S311 - when to kill, no secret
    for number in range(8):
        words = f"Words of round {number}"
        with ThreadPoolExecutor(len(bids)) as pool:
            pressed = [pool.submit(_save_or_nothing, server, bid, words) for bid in bids]
            until_answered(pressed, dice.randint(1, len(bids) // 2))
            server.kill(everything=number % 4 == 3)
            if number % 4 == 3:
                server.start()
        for bid, done in zip(bids, pressed, strict=True):
            before = CONCEPT["why"] if number == 0 else f"Words of round {number - 1}"
            hits += not done.result()
            assert on_disk(server.folder, bid) in ({words} if done.result() else {words, before})
        for bid in bids:  # who saw no answer sends the same once more, and is never told that it is stale
            assert any(_save_or_nothing(server, bid, words) for _try in range(5))
            assert on_disk(server.folder, bid) == words
            open_the_section(server, bid)
    assert hits > 5  # else the killing came too late to show anything


def _save_or_nothing(server: Server, bid: Bid, words: str) -> bool:
    try:
        status, _body = save(server, bid, words)
    except (OSError, HTTPException):
        return False
    assert status == 303
    return True


def test_a_disk_that_is_full(server: Server, bids: list[Bid]) -> None:
    bid, others = bids[0], bids[1:]
    free = resource.getrlimit(resource.RLIMIT_FSIZE)
    full = (4096, free[1])  # no file grows past it, as on a disk without a block left
    for pid in server.workers():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, full)
    for one in (bid, *others):
        status, body = save(server, one, WORDS)
        assert status == 503
        assert "Our disk is full, so nothing was saved." in body
        assert "Words that took an evening" in body
        assert on_disk(server.folder, one) == CONCEPT["why"]
    for pid in server.workers():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, free)
    assert save(server, bid, WORDS)[0] == 303
    assert on_disk(server.folder, bid) == WORDS
