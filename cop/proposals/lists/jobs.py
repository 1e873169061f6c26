"""The worker's part of work on many proposals: one at a time, each committed by itself, so that a stopped one goes on."""

from collections.abc import Callable

import structlog
from sqlalchemy import select

from cop.core import i18n, jobs, web
from cop.core.db import db
from cop.core.unit import commit, rollback
from cop.directory.queries import organisations_of
from cop.files.services import forget
from cop.kernel.actor import Actor
from cop.kernel.messages import N_, say
from cop.proposals.lists.acts import Act, BatchState
from cop.proposals.lists.batches import JOB
from cop.proposals.lists.changing import accept, extend, mail
from cop.proposals.lists.documents import write_archives
from cop.proposals.lists.models import Batch
from cop.proposals.lists.progress import refused
from cop.proposals.lists.rules import KEPT_FOR, STALLED_AFTER
from cop.proposals.lists.tables import write_answers, write_budgets

log = structlog.get_logger()
EVERY_MINUTES = 10
WORK: dict[Act, Callable[[Batch, Actor], None]] = {
    Act.ANSWERS: write_answers,
    Act.BUDGETS: write_budgets,
    Act.DOCUMENTS: write_archives,
    Act.ACCEPT: accept,
    Act.EXTEND: extend,
    Act.MAIL: mail,
}


def run_batch(batch_id: int) -> None:
    """Do what was asked; whatever goes wrong on our side is said on its page instead of being tried for ever."""
    batch = db.session.get(Batch, batch_id)
    if batch is None or batch.finished_at is not None:
        return
    batch.state = BatchState.RUNNING
    commit()
    try:
        with i18n.in_language(batch.language):
            WORK[batch.act](batch, _actor_of(batch))
        batch.state = BatchState.DONE
    except Exception:
        log.exception("batch_failed", batch=batch_id)
        rollback()
        batch.state = BatchState.FAILED
        batch.report = [*batch.report, refused("", say(N_("Something went wrong on our side.")))]
    batch.finished_at = web.clock()()
    batch.expires_at = batch.finished_at + KEPT_FOR
    commit()


def _actor_of(batch: Batch) -> Actor:
    """Who asked, with what they may do now: somebody who left in the meantime changes nothing any more."""
    person = batch.person
    roles = frozenset() if person.disabled_at else frozenset(row.role for row in person.roles)
    return Actor(
        user_id=person.id,
        name=person.name,
        roles=roles,
        organisations=organisations_of(person.id),
        language=person.language,
        zone=person.zone,
    )


def tidy() -> None:
    """Drop the files that have expired, and take up again what a stopped worker left."""
    now = web.clock()()
    old = select(Batch).where(Batch.expires_at <= now, Batch.files.any())
    for batch in db.session.scalars(old).all():
        blobs = [file.blob for file in batch.files]
        batch.files = []
        db.session.flush()
        for blob in blobs:
            forget(blob)
    left = select(Batch).where(Batch.finished_at.is_(None), Batch.touched_at <= now - STALLED_AFTER)
    for batch in db.session.scalars(left).all():
        batch.touched_at = now
        jobs.enqueue(JOB, batch_id=batch.id)
