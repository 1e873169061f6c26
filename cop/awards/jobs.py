"""Letters are made after the announcement, one commit each, so that a crash repeats at most one."""

import structlog

from cop.awards.letters import unwritten, write_letter
from cop.awards.models import Decision
from cop.core import web
from cop.core.unit import each_by_itself

log = structlog.get_logger()


def write_letters() -> None:
    """Make the letters that are missing; asked for by the announcement, and every few minutes in case a worker died."""
    each_by_itself(unwritten(), _write, job="awards.write_letters")


def _write(decision: Decision) -> None:
    write_letter(decision, web.clock())
    log.debug("letter_written", decision=decision.id)
