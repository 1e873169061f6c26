"""Letters are made after the announcement, one commit each, so that a crash repeats at most one."""

import structlog

from cop.awards.letters import unwritten, write_letter
from cop.core import web
from cop.core.unit import commit

log = structlog.get_logger()


def write_letters() -> None:
    """Make the letters that are missing; asked for by the announcement, and every few minutes in case a worker died."""
    for decision in unwritten():
        write_letter(decision, web.clock())
        log.debug("letter_written", decision=decision.id)
        commit()
