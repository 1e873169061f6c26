"""Make a call, change its draft, publish it, let it close later."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Query

from cop.activity.services import record
from cop.calls import rules
from cop.calls.definition.definition import CallDefinition
from cop.calls.events import CallDrafted, CallPublished, DeadlineExtended
from cop.calls.models import Call, CallDraft, CallStage, CallState, CallVersion, Extension, ExtensionKind
from cop.calls.queries import version_in_force, window_of
from cop.core import events
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, NotFound, Refused
from cop.kernel.ids import canonical_json, digest
from cop.kernel.messages import N_, say


def create_call(definition: CallDefinition, *, actor: Actor, now: datetime) -> Call:
    """A new draft call; raises Invalid when the code is taken."""
    if not rules.can_manage(actor):
        raise Denied
    if problem := rules.short_name_problem(definition.code):
        raise Invalid(problem)
    if any(db.session.query(kind.id).filter_by(code=definition.code).first() for kind in (Call, CallDraft)):
        raise Invalid(say(N_("There is a call with the code “%(code)s” already."), code=definition.code))
    call = Call(code=definition.code, programme=definition.programme, created_at=now)
    db.session.add(call)
    _write(call, definition, number=1, actor=actor, now=now)
    record("call.created", call, actor=actor, now=now, code=call.code, sha256=call.versions[0].sha256)
    events.publish(CallDrafted(call.id))
    return call


def change_call(call: Call, definition: CallDefinition, *, actor: Actor, now: datetime) -> CallVersion:
    """Replace the definition of a draft, and what was being changed on screen; what is published is never changed."""
    if not rules.can_manage(actor):
        raise Denied
    refuse_published(call)
    if definition.code != call.code:
        raise Invalid(say(N_("The code of a call stays what it is: “%(code)s”."), code=call.code))
    call.programme = definition.programme
    call.stages.clear()
    _drafts_of(call).delete()
    db.session.flush()
    version = _write(call, definition, number=call.versions[-1].number + 1, actor=actor, now=now)
    record("call.changed", call, actor=actor, now=now, version=version.number, sha256=version.sha256)
    events.publish(CallDrafted(call.id))
    return version


def _drafts_of(call: Call) -> Query[CallDraft]:
    return db.session.query(CallDraft).filter_by(code=call.code)


def refuse_published(call: Call) -> None:
    """Raises Refused for what is frozen."""
    if call.state == CallState.PUBLISHED:
        raise Refused(say(N_("This call is published, and a published definition never changes.")))


def publish_call(call: Call, *, actor: Actor, now: datetime) -> CallVersion:
    """Freeze the newest version and show the call to everyone; raises Refused when it already is public."""
    if not rules.can_manage(actor):
        raise Denied
    if call.state == CallState.PUBLISHED:
        raise Refused(say(N_("This call is published already.")))
    if _drafts_of(call).first():
        raise Refused(
            say(N_("Something was changed on screen and is no version yet: make one of it, or discard it."))
        )
    version = version_in_force(call)
    version.published_at = call.published_at = now
    call.state = CallState.PUBLISHED
    record("call.published", call, actor=actor, now=now, version=version.number, sha256=version.sha256)
    events.publish(CallPublished(call_id=call.id, version_id=version.id))
    return version


def _write(
    call: Call, definition: CallDefinition, *, number: int, actor: Actor, now: datetime
) -> CallVersion:
    """A version with this definition, and the windows it sets."""
    snapshot = definition.to_json()
    version = CallVersion(
        number=number,
        definition=snapshot,
        sha256=digest(canonical_json(snapshot)),
        made_at=now,
        made_by=actor.user_id,
    )
    call.versions.append(version)
    for position, stage in enumerate(definition.stages, 1):
        window = stage.window.instants()
        call.stages.append(
            CallStage(
                number=position,
                code=stage.code,
                opens_at=window.opens_at,
                closes_at=window.closes_at,
                zone=window.zone,
            )
        )
    db.session.flush()
    return version


def extend_stage(
    call: Call, stage: int, closes_at: datetime, *, reason: dict[str, str], actor: Actor, now: datetime
) -> Extension:
    """Let a stage of a public call close later, for everybody; raises Denied, Refused or Invalid."""
    row = _stage_to_extend(call, stage, actor=actor)
    extension = Extension(
        stage_id=row.id,
        before=row.closes_at,
        closes_at=closes_at,
        reason=reason,
        made_at=now,
        made_by=actor.user_id,
    )
    return _extend(row, extension, field="closes_at", actor=actor)


def extend_after_outage(
    call: Call,
    stage: int,
    outage: tuple[datetime, datetime],
    *,
    least: timedelta,
    reason: dict[str, str],
    actor: Actor,
    now: datetime,
) -> Extension:
    """Give everybody back the time for which the site was away; the rule is rules.closing_after_outage."""
    row, window = _stage_to_extend(call, stage, actor=actor), window_of(call, stage)
    if problem := rules.outage_problem(window, *outage, now):
        raise Invalid(fields={"outage_from": problem})
    extension = Extension(
        stage_id=row.id,
        kind=ExtensionKind.OUTAGE,
        before=row.closes_at,
        closes_at=rules.closing_after_outage(window, *outage, least=least),
        outage_from=outage[0],
        outage_to=outage[1],
        reason=reason,
        made_at=now,
        made_by=actor.user_id,
    )
    return _extend(row, extension, field="least_hours", actor=actor)


def _stage_to_extend(call: Call, stage: int, *, actor: Actor) -> CallStage:
    """The stage's row, held until the commit, so that of two extensions at once the second sees the first."""
    if not rules.can_manage(actor):
        raise Denied
    if call.state != CallState.PUBLISHED:
        raise Refused(say(N_("This call is a draft still: change its dates in the definition.")))
    row = next((row for row in call.stages if row.number == stage), None)
    if row is None:
        raise NotFound
    db.session.refresh(row, ["closes_at"], with_for_update=True)
    return row


def _extend(row: CallStage, extension: Extension, *, field: str, actor: Actor) -> Extension:
    """Keep it, move the closing, tell who writes; a problem is said at `field`."""
    after = next((other.opens_at for other in row.call.stages if other.number == row.number + 1), None)
    window = window_of(row.call, row.number)
    closes_at, now = extension.closes_at, extension.made_at
    if problem := rules.extension_problem(window, closes_at, now, next_opens_at=after):
        raise Invalid(fields={field: problem})
    db.session.add(extension)
    row.closes_at = closes_at
    record(
        "call.extended",
        row.call,
        actor=actor,
        now=now,
        stage=row.number,
        why=extension.kind.value,
        before=extension.before.isoformat(),
        closes_at=closes_at.isoformat(),
        outage=[at.isoformat() for at in (extension.outage_from, extension.outage_to) if at],
        reason=extension.reason,
    )
    events.publish(DeadlineExtended(row.call.id, row.number, extension.id))
    return extension
