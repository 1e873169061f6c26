"""An index that follows the activity log: what keeps each of several machines in step with the one database."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from cop.activity.models import Event
from cop.activity.queries import newest_event
from cop.core.db import db, reading
from cop.core.unit import end_reading
from cop.search.engine import engine
from cop.search.indexing import SOURCES, Thing, index_things, rebuild_index, things_using
from cop.taxonomy.models import ChangedTerm

AT_ONCE = 500
"""Rows of the log; where the index stands is written down after each such step, so that whoever is killed repeats one of them."""


def follow() -> int:
    """Bring this machine's index in step with the log; how many rows were read. Where there is none yet it is made anew."""
    place = current_app.config["SETTINGS"].index_dir / "followed"
    if not place.exists() or _is_lost():
        return _begin(place)
    total = 0
    while read := _step(place):
        total += read
    return total


def _is_lost() -> bool:
    """There is none, or one that another engine made, or another version of it."""
    if engine().count():
        return False
    with reading():
        there = any(source.count() for source in SOURCES.values())
        end_reading()
    return there


def _begin(place: Path) -> int:
    with reading():
        last = newest_event()  # before the rebuild: what changes meanwhile is read again
        rebuild_index()
        end_reading()
    _keep(place, last)
    return last


def _step(place: Path) -> int:
    last = int(place.read_text("ascii"))
    with reading():  # nobody who saves waits for an index
        wanted = select(Event).where(Event.id > last).order_by(Event.id).limit(AT_ONCE)
        rows = db.session.scalars(wanted).all()
        numbers = [row.id for row in rows]
        index_things(sorted(set(_things(rows))))
        end_reading()
    if numbers:
        _keep(place, numbers[-1])
    return len(numbers)


def _keep(place: Path, last: int) -> None:
    new = place.with_suffix(".new")
    new.write_text(str(last), "ascii")
    new.replace(place)


def _things(rows: Iterable[Event]) -> Iterator[Thing]:
    """What the index may have to say otherwise after these."""
    for row in rows:
        # What happens to a part, such as a contribution that is hidden, names in its data the thing that it is part of.
        yield from ((name, row.data[name]) for name in SOURCES if isinstance(row.data.get(name), int))
        if row.subject_kind in SOURCES:
            yield row.subject_kind, row.subject_id
        elif row.subject_kind == ChangedTerm.__tablename__:
            yield from things_using(row.data["vocabulary"], row.data["code"])
