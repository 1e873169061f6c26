"""Correct a public call: a new version in force, and everybody who is writing is told what changed."""

from datetime import datetime

from cop.activity.services import record
from cop.calls import rules
from cop.calls.building.queries import Workbench
from cop.calls.correcting.queries import definition_now, mark_now, what_must_stay
from cop.calls.definition.changes import Change, changes
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import DefinitionErrors
from cop.calls.events import CallCorrected
from cop.calls.models import Call, CallState, CallVersion
from cop.core import events
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, Refused, Stale
from cop.kernel.ids import canonical_json, digest
from cop.kernel.messages import N_, say


def look_at_correction(
    call: Call, definition: CallDefinition, *, actor: Actor, now: datetime
) -> list[Change]:
    """What `definition` would change; raises Denied, Refused, Invalid (nothing) or DefinitionErrors (what must stay)."""
    if not rules.can_manage(actor):
        raise Denied
    if call.state != CallState.PUBLISHED:
        raise Refused(say(N_("This call is a draft still: simply change its definition.")))
    if found := what_must_stay(call, definition, now):
        raise DefinitionErrors.found(found, name=call.code)
    if not (different := changes(definition_now(call), definition)):
        raise Invalid(say(N_("Nothing is different from the call as it stands.")))
    return different


def correct_call(
    call: Call, definition: CallDefinition, *, base: str, reason: dict[str, str], actor: Actor, now: datetime
) -> CallVersion:
    """Put a corrected definition into force; raises what look_at_correction does, and Stale when `base` is not mark_now:
    who started from an older definition would take back, unread, what was corrected since."""
    db.session.refresh(call, ["state", "versions", "stages"], with_for_update=True)
    different = look_at_correction(call, definition, actor=actor, now=now)
    if base != mark_now(call):
        raise Stale
    snapshot = definition.to_json()
    version = CallVersion(
        number=call.versions[-1].number + 1,
        definition=snapshot,
        sha256=digest(canonical_json(snapshot)),
        made_at=now,
        made_by=actor.user_id,
        published_at=now,
        reason=reason,
    )
    call.versions.append(version)
    for row, stage in zip(call.stages, definition.stages, strict=True):
        window = stage.window.instants()
        row.opens_at, row.closes_at = window.opens_at, window.closes_at
    record(
        "call.corrected",
        call,
        actor=actor,
        now=now,
        version=version.number,
        sha256=version.sha256,
        changed=[".".join(change.path) for change in different][:200],
        reason=reason,
    )
    db.session.flush()
    events.publish(CallCorrected(call.id, version.id))
    return version


def publish_correction(
    bench: Workbench, *, base: str, reason: dict[str, str], actor: Actor, now: datetime
) -> CallVersion:
    """Put the working copy into force and clear it away; raises what correct_call does.

    `base` is bench.mark as it was when its differences were read: Stale when the copy or the call has changed since.
    """
    if bench.public is None or bench.draft is None:
        raise Refused(say(N_("Nothing has been changed since the last version.")))
    if bench.definition is None or bench.found:
        raise DefinitionErrors.found(bench.found, name=bench.code)
    if base != bench.mark:
        raise Stale
    version = correct_call(
        bench.public, bench.definition, base=mark_now(bench.public), reason=reason, actor=actor, now=now
    )
    db.session.delete(bench.draft)
    return version
