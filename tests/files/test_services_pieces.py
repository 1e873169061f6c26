"""Files in pieces: put together as they were, going on where they stopped, within the limits of a whole, not kept for ever."""

from datetime import timedelta

import pytest
from flask import Flask

from cop.core.db import db
from cop.files import pieces
from cop.files.jobs import drop_old_pieces
from cop.files.models import Arriving, Piece
from cop.files.pieces import LARGEST_PIECE, MOST_AT_ONCE, Whole
from cop.kernel.actor import Actor
from cop.kernel.clock import SetClock
from cop.kernel.errors import Invalid
from cop.kernel.ids import digest
from tests.factories import NOON, actor_of, make_user
from tests.files.making import PDF

LONG = PDF + b"%" * (2 * LARGEST_PIECE)


@pytest.fixture
def sender(ctx: Flask) -> Actor:
    return actor_of(make_user())


def begin(sender: Actor, content: bytes = LONG, *, purpose: str = "test", size: int = 0) -> Arriving:
    whole = Whole("plan.pdf", size or len(content), digest(content))
    return pieces.begin(purpose, whole, actor=sender, now=NOON)


def take(arriving: Arriving, start: int, content: bytes) -> int:
    pieces.take(arriving, start, content, sha256=digest(content))
    return arriving.received


def send_all(arriving: Arriving, content: bytes = LONG) -> None:
    while arriving.received < len(content):
        take(arriving, arriving.received, content[arriving.received :][:LARGEST_PIECE])


def test_a_file_is_put_together_as_it_was(sender: Actor) -> None:
    arriving = begin(sender)
    send_all(arriving)
    whole = pieces.put_together(arriving)
    assert whole
    assert (whole.name, whole.content) == ("plan.pdf", LONG)
    pieces.let_go(arriving)
    assert db.session.query(Piece).count() == db.session.query(Arriving).count() == 0


def test_what_is_here_already_is_left_and_a_gap_is_not_made(sender: Actor) -> None:
    arriving = begin(sender)
    assert take(arriving, 0, LONG[:1000]) == 1000
    assert take(arriving, 0, LONG[:1000]) == 1000
    assert take(arriving, 2000, LONG[2000:3000]) == 1000
    assert pieces.put_together(arriving) is None


@pytest.mark.parametrize("piece", [b"", b"x" * (LARGEST_PIECE + 1)], ids=["empty", "too large"])
def test_a_piece_has_a_size(sender: Actor, piece: bytes) -> None:
    with pytest.raises(Invalid):
        take(begin(sender), 0, piece)


def test_no_more_comes_than_was_said(sender: Actor) -> None:
    arriving = begin(sender, size=10)
    with pytest.raises(Invalid):
        take(arriving, 0, LONG[:11])
    assert arriving.received == 0


def test_a_piece_that_was_damaged_on_its_way_is_refused(sender: Actor) -> None:
    arriving = begin(sender)
    with pytest.raises(Invalid):
        pieces.take(arriving, 0, LONG[:10], sha256=digest(b"else"))
    assert arriving.received == 0


def test_it_cannot_become_another_file_than_was_said(sender: Actor) -> None:
    arriving = begin(sender)
    other = LONG[:-1] + b"!"
    send_all(arriving, other)
    assert pieces.put_together(arriving) is None


@pytest.mark.parametrize("size", [0, 20_000_001])
def test_the_limit_holds_for_the_whole(sender: Actor, size: int) -> None:
    with pytest.raises(Invalid):
        pieces.begin("test", Whole("plan.pdf", size, digest(LONG)), actor=sender, now=NOON)


def test_each_finds_only_what_they_sent_themselves(sender: Actor) -> None:
    arriving = begin(sender)
    assert pieces.arriving_of("test", digest(LONG), sender) is arriving
    assert pieces.arriving_of("test", digest(LONG), actor_of(make_user())) is None
    assert pieces.arriving_of("other", digest(LONG), sender) is None


def test_of_too_many_the_oldest_is_let_go(sender: Actor) -> None:
    for number in range(MOST_AT_ONCE + 1):
        take(begin(sender, purpose=f"file {number}"), 0, LONG[:10])
    left = db.session.query(Arriving.purpose).order_by(Arriving.id).all()
    assert [purpose for (purpose,) in left] == [f"file {number}" for number in range(1, MOST_AT_ONCE + 1)]
    assert db.session.query(Piece).count() == MOST_AT_ONCE


def test_what_nobody_finished_is_deleted_after_a_day(sender: Actor, clock: SetClock) -> None:
    take(begin(sender, purpose="old"), 0, LONG[:10])
    young = begin(sender, purpose="young")
    take(young, 0, LONG[:10])
    young.begun_at = NOON + timedelta(hours=1)
    db.session.flush()
    clock.advance(days=1, minutes=1)
    drop_old_pieces()
    assert [row.purpose for row in db.session.query(Arriving)] == ["young"]
    assert db.session.query(Piece).count() == 1
