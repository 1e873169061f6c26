"""Ask for work on many proposals; it is done by the worker, one proposal at a time (lists.jobs)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cop.activity.services import record
from cop.calls.models import Call
from cop.core import jobs
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid
from cop.kernel.messages import N_, say
from cop.proposals.lists.acts import Act
from cop.proposals.lists.models import Batch
from cop.proposals.lists.rules import CHANGING
from cop.proposals.services.guard import refuse_own_call

JOB = "proposals.batch"


def ask_batch(
    call: Call,
    act: Act,
    proposals: Sequence[int],
    *,
    stage: int,
    settings: Mapping[str, Any],
    language: str,
    actor: Actor,
    now: datetime,
) -> Batch:
    """Queue `act` on `proposals` (ids of the call); raises Denied, and Invalid when there are none."""
    if actor.user_id is None or (act in CHANGING and not actor.is_staff):
        raise Denied
    if act in CHANGING:
        refuse_own_call(call.id, actor)
    if not proposals:
        raise Invalid(say(N_("No proposal is marked. Go back and mark some.")))
    batch = Batch(
        call_id=call.id,
        stage=stage,
        act=act,
        proposals=list(proposals),
        settings=dict(settings),
        language=language,
        asked_at=now,
        asked_by=actor.user_id,
        touched_at=now,
    )
    db.session.add(batch)
    record("batch.asked", batch, actor=actor, now=now, act=act.value, count=len(batch.proposals))
    jobs.enqueue(JOB, batch_id=batch.id)
    return batch
