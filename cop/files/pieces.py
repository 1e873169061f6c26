"""Files that arrive in pieces, so that a link which is cut again and again loses a piece and not the file.

The sender says with every piece what the whole will be, digest included: what is begun cannot become another file. Pieces are
rows of the database, so that any web machine takes the next one; they are deleted when the whole is kept, or after PATIENCE.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, select

from cop.core.db import db
from cop.files.models import Arriving, Piece
from cop.files.rules import Upload, clean_name
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid
from cop.kernel.ids import digest
from cop.kernel.messages import N_, say

LARGEST_PIECE = 256 * 1024
MOST_AT_ONCE = 5
PATIENCE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Whole:
    """What a file in pieces will be, as its sender says."""

    name: str
    size: int
    sha256: str


def arriving_of(purpose: str, sha256: str, actor: Actor) -> Arriving | None:
    """What the actor has sent so far of a file."""
    return db.session.scalar(
        select(Arriving).where(
            Arriving.purpose == purpose, Arriving.sha256 == sha256, Arriving.sent_by == actor.user_id
        )
    )


def begin(purpose: str, whole: Whole, *, actor: Actor, now: datetime) -> Arriving:
    """Make ready for a file; raises Invalid when it is too large. Of too many that nobody goes on with the oldest is let go."""
    most = current_app.config["SETTINGS"].max_upload_mb
    if not 0 < whole.size <= most * 1_000_000:
        raise Invalid(say(N_("“%(name)s” is larger than %(most)s MB."), name=whole.name, most=most))
    others = select(Arriving).where(Arriving.sent_by == actor.user_id).order_by(Arriving.id.desc())
    for left in db.session.scalars(others.offset(MOST_AT_ONCE - 1)).all():
        let_go(left)
    assert actor.user_id is not None  # noqa: S101 - a permission that visitors do not have opens this
    arriving = Arriving(
        purpose=purpose,
        name=clean_name(whole.name),
        size=whole.size,
        sha256=whole.sha256,
        begun_at=now,
        sent_by=actor.user_id,
    )
    db.session.add(arriving)
    db.session.flush()
    return arriving


def take(arriving: Arriving, start: int, content: bytes, *, sha256: str) -> None:
    """Keep a piece. One that does not begin where the last one ended is left: `received` says where to go on.

    Raises Invalid when it is not what its digest says, or would make the file larger than was said.
    """
    if start != arriving.received:
        return
    if not 0 < len(content) <= min(LARGEST_PIECE, arriving.size - start) or digest(content) != sha256:
        raise Invalid(say(N_("A piece of “%(name)s” was damaged on its way."), name=arriving.name))
    db.session.add(Piece(arriving_id=arriving.id, start=start, content=content))
    arriving.received += len(content)
    db.session.flush()


def put_together(arriving: Arriving) -> Upload | None:
    """The file, once every piece is here and it is what was said at the beginning."""
    pieces = select(Piece.content).where(Piece.arriving_id == arriving.id).order_by(Piece.start)
    content = b"".join(db.session.scalars(pieces))
    return Upload(arriving.name, content) if digest(content) == arriving.sha256 else None


def let_go(arriving: Arriving) -> None:
    """Delete its pieces: the file is kept elsewhere, or not at all."""
    db.session.execute(delete(Piece).where(Piece.arriving_id == arriving.id))
    db.session.delete(arriving)
    db.session.flush()


def drop_old(now: datetime) -> int:
    """Delete what nobody finished within PATIENCE; how many files."""
    old = select(Arriving.id).where(Arriving.begun_at < now - PATIENCE)
    db.session.execute(delete(Piece).where(Piece.arriving_id.in_(old)))
    gone = db.session.scalars(
        delete(Arriving).where(Arriving.begun_at < now - PATIENCE).returning(Arriving.id)
    ).all()
    return len(gone)
