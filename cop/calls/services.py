"""Make a call, change its draft, publish it."""

from datetime import datetime

from sqlalchemy.orm import Query

from cop.activity.services import record
from cop.calls import rules
from cop.calls.definition.definition import CallDefinition
from cop.calls.events import CallPublished
from cop.calls.models import Call, CallDraft, CallStage, CallState, CallVersion
from cop.calls.queries import version_in_force
from cop.core import events
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, Refused
from cop.kernel.ids import canonical_json, digest
from cop.kernel.messages import N_, say


def create_call(definition: CallDefinition, *, actor: Actor, now: datetime) -> Call:
    """A new draft call; raises Invalid when the code is taken."""
    if not rules.can_manage(actor):
        raise Denied
    if any(db.session.query(kind.id).filter_by(code=definition.code).first() for kind in (Call, CallDraft)):
        raise Invalid(say(N_("There is a call with the code “%(code)s” already."), code=definition.code))
    call = Call(code=definition.code, programme=definition.programme, created_at=now)
    db.session.add(call)
    _write(call, definition, number=1, actor=actor, now=now)
    record("call.created", call, actor=actor, now=now, code=call.code, sha256=call.versions[0].sha256)
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
