"""The server is killed a hundred times while teams submit: what was acknowledged is there, and nothing is there by half."""

import random
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from tests.proposals.live import TEAMS, Bid, Server, make_bids, open_the_page, press, until_answered

AT_ONCE = 8
WHOLE = """
SELECT count(s.id), p.state = 'submitted',
       (SELECT count(*) FROM activity_event e WHERE e.id > :mark AND e.verb = 'proposal.submitted' AND e.subject_id = p.id),
       (SELECT count(*) FROM outbox_mail m WHERE m.text LIKE '%' || s.number || '%')
FROM proposal p LEFT JOIN submission s ON s.proposal_id = p.id WHERE p.id = :id
"""
"""Submission, state, activity, receipt by mail."""
AGAIN = """
DELETE FROM outbox_mail; DELETE FROM submission; UPDATE proposal SET state = 'draft';
"""


def standing(folder: Path, bid: Bid, mark: int) -> list[int]:
    with sqlite3.connect(folder / "cop.sqlite3") as connection:
        return list(connection.execute(WHOLE, {"mark": mark, "id": bid.proposal}).fetchone())


def events(folder: Path) -> int:
    with sqlite3.connect(folder / "cop.sqlite3") as connection:
        return int(connection.execute("SELECT max(id) FROM activity_event").fetchone()[0])


@pytest.mark.parametrize(("kills", "everything"), [(46, False), (44, False), (10, True)])
def test_killed_while_teams_submit(server: Server, *, kills: int, everything: bool) -> None:
    bids, dice = make_bids(server.folder), random.Random(kills)  # noqa: S311 - when to kill, no secret
    server.start()
    for bid in bids:
        open_the_page(server, bid)
    hits = 0
    for _ in range(kills):
        mark = events(server.folder)
        for bid in bids:
            bid.key, bid.is_acknowledged = uuid4().hex, False
        with ThreadPoolExecutor(AT_ONCE) as pool:
            pressed = [pool.submit(press, server, bid) for bid in bids]
            until_answered(pressed, dice.randint(1, TEAMS - AT_ONCE // 2))
            time.sleep(dice.uniform(0, 0.02))
            server.kill(everything=everything)
            if everything:
                server.start()
        for done in pressed:
            done.result()
        hits += any(not bid.is_acknowledged for bid in bids)
        for bid in bids:
            found = standing(server.folder, bid, mark)
            assert found in ([1, 1, 1, 1], *([] if bid.is_acknowledged else [[0, 0, 0, 0]])), found
        for bid in bids:  # who saw no receipt presses again
            for _try in range(5):
                if not bid.is_acknowledged:
                    press(server, bid)
            assert standing(server.folder, bid, mark) == [1, 1, 1, 1]
        with sqlite3.connect(server.folder / "cop.sqlite3") as connection:
            connection.executescript(AGAIN)
    assert hits > kills / 2  # else the killing came too late to show anything
