"""Work on the index that a request only asks for."""

import structlog

from cop.search.indexing import Thing, index_things, repair_index

log = structlog.get_logger()


def refresh(things: list[Thing]) -> None:
    """Bring the index in step with these things, whatever became of them."""
    index_things(things)


def repair() -> None:
    """Every few minutes: what a killed worker left undone is done."""
    if count := repair_index():
        log.warning("index_repaired", things=count)
