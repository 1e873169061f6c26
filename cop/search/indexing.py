"""Keeping the index in step with what it is made of: after each change, as a whole, and after a fault."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cop.core.db import db
from cop.core.search.port import Document
from cop.search.engine import engine
from cop.search.sources.calls import CALLS
from cop.search.sources.discussions import DISCUSSIONS
from cop.search.sources.organisations import ORGANISATIONS
from cop.search.sources.practices import PRACTICES
from cop.search.sources.resources import RESOURCES
from cop.search.sources.source import Source
from cop.taxonomy.terms import forget, vocabulary

SOURCES: dict[str, Source[Any]] = {
    source.name: source for source in (PRACTICES, CALLS, ORGANISATIONS, RESOURCES, DISCUSSIONS)
}
BATCH = 200
Thing = tuple[str, int]
"""The name of a source, and the number of one thing of it."""
Progress = Callable[[int, int], None]


def index_things(things: Sequence[Thing]) -> None:
    """Bring the index in step with these things: what does not belong in it leaves."""
    for first in range(0, len(things), BATCH):
        wanted: list[Document] = []
        gone: set[str] = set()
        for name, number in things[first : first + BATCH]:
            source = SOURCES[name]
            thing = source.by_number(number)
            wanted += source.documents_of(thing) if thing is not None else []
            gone.update(source.possible(number))
        gone.difference_update(document.id for document in wanted)
        if gone:
            engine().remove(gone)
        if wanted:
            engine().index(wanted)


def things_using(of: str, code: str) -> list[Thing]:
    """What is found by the words of a term as it stands now, or of one below it."""
    forget()
    terms = vocabulary(of)
    codes = [code, *terms.narrower(code)] if code in terms else [code]
    return [(source.name, number) for source in SOURCES.values() for number in source.using(of, codes)]


def rebuild_index(on_progress: Progress | None = None) -> int:
    """Make the index anew from the database; how many things are in it. `on_progress` hears (done, all)."""
    total = sum(source.count() for source in SOURCES.values())
    engine().rebuild(_every_document(total, on_progress))
    return total


def _every_document(total: int, on_progress: Progress | None) -> Iterator[Document]:
    done = 0
    for source in SOURCES.values():
        last = 0
        while things := source.after(last, BATCH):
            for thing in things:
                yield from source.documents_of(thing)
            done, last = done + len(things), things[-1].id
            db.session.expunge_all()
            if on_progress is not None:
                on_progress(done, total)


def differences() -> tuple[set[str], set[str]]:
    """(what the index lacks, what it has too much), by the names of documents."""
    wanted = {name for source in SOURCES.values() for name in source.names()}
    found = engine().ids()
    return wanted - found, found - wanted


def repair_index() -> int:
    """Bring in step what a killed worker left behind; how many things were."""
    lacking, extra = differences()
    things = {(source, int(number)) for source, number, *_ in (name.split("-") for name in lacking | extra)}
    index_things(sorted(things))
    return len(things)
