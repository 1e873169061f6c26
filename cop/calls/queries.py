"""Reads of calls and of their definitions."""

from sqlalchemy import Select, select
from sqlalchemy.orm import undefer

from cop.calls import rules
from cop.calls.definition.definition import CallDefinition
from cop.calls.models import Call, CallState, CallVersion
from cop.calls.rules import StageTimes
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.clock import Window

# A version never changes, so its parsed definition is kept by digest: parsing costs milliseconds, a page has three.
_parsed: dict[str, CallDefinition] = {}
_MOST_PARSED = 64


def visible_to(actor: Actor) -> Select[Call]:
    """The calls that `actor` may see, newest first; the twin of rules.can_see."""
    statement = select(Call).order_by(Call.id.desc())
    if rules.can_see(actor, is_published=False):
        return statement
    return statement.where(Call.state == CallState.PUBLISHED)


def call_by_code(code: str, actor: Actor) -> Call | None:
    return db.session.scalar(visible_to(actor).where(Call.code == code))


def version_in_force(call: Call) -> CallVersion:
    """The newest published version; of a draft, the newest."""
    versions = select(CallVersion).where(CallVersion.call_id == call.id).order_by(CallVersion.number.desc())
    if call.state == CallState.PUBLISHED:
        versions = versions.where(CallVersion.published_at.is_not(None))
    return db.session.scalars(versions.limit(1)).one()


def definition_of(version: CallVersion) -> CallDefinition:
    """The definition kept in `version`."""
    if version.sha256 not in _parsed:
        if len(_parsed) >= _MOST_PARSED:
            _parsed.clear()
        full = db.session.scalars(
            select(CallVersion).where(CallVersion.id == version.id).options(undefer(CallVersion.definition))
        ).one()
        _parsed[version.sha256] = CallDefinition.from_json(full.definition)
    return _parsed[version.sha256]


def times_of(call: Call, announced: frozenset[int] = frozenset()) -> list[StageTimes]:
    """The windows of the call's stages; `announced` are the stages whose decisions are public."""
    return [
        StageTimes(
            stage.number, Window(stage.opens_at, stage.closes_at, stage.zone), stage.number in announced
        )
        for stage in call.stages
    ]


def window_of(call: Call, stage: int) -> Window:
    """When `stage` (1 or 2) of `call` is open."""
    row = next(s for s in call.stages if s.number == stage)
    return Window(row.opens_at, row.closes_at, row.zone)
