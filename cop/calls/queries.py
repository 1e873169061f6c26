"""Reads of calls and of their definitions."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, undefer

from cop.calls import rules
from cop.calls.definition.definition import CallDefinition
from cop.calls.models import Call, CallStage, CallState, CallVersion
from cop.calls.rules import StageTimes
from cop.core import slots
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
    """One call with its windows, how they moved, and its versions (without what they define), in one query."""
    statement = visible_to(actor).where(Call.code == code)
    loads = (
        joinedload(Call.stages).joinedload(CallStage.extensions),
        joinedload(Call.versions),
    )
    return db.session.scalars(statement.options(*loads)).unique().one_or_none()


def versions_in_force(calls: Sequence[Call]) -> dict[int, CallVersion]:
    """Of each call, by its id, the newest published version; of a draft, the newest. One query."""
    newest = (
        select(CallVersion.call_id, func.max(CallVersion.number).label("number"))
        .join(Call)
        .where(CallVersion.call_id.in_([call.id for call in calls]))
        .where(or_(Call.state == CallState.DRAFT, CallVersion.published_at.is_not(None)))
        .group_by(CallVersion.call_id)
        .subquery()
    )
    same = and_(CallVersion.call_id == newest.c.call_id, CallVersion.number == newest.c.number)
    return {
        version.call_id: version for version in db.session.scalars(select(CallVersion).join(newest, same))
    }


def version_in_force(call: Call) -> CallVersion:
    """The newest published version; of a draft, the newest."""
    is_draft = call.state == CallState.DRAFT
    return max((v for v in call.versions if is_draft or v.published_at), key=lambda version: version.number)


def definitions_of(versions: Sequence[CallVersion]) -> dict[str, CallDefinition]:
    """The definitions kept in `versions`, by digest. At most one query, none for those read before."""
    missing = [version.id for version in versions if version.sha256 not in _parsed]
    found = {version.sha256: _parsed[version.sha256] for version in versions if version.sha256 in _parsed}
    if missing:
        full = select(CallVersion).where(CallVersion.id.in_(missing)).options(undefer(CallVersion.definition))
        for version in db.session.scalars(full.execution_options(populate_existing=True)):
            found[version.sha256] = CallDefinition.from_json(version.definition)
        if len(_parsed) + len(found) > _MOST_PARSED:
            _parsed.clear()
        _parsed.update(found)
    return found


def definition_of(version: CallVersion) -> CallDefinition:
    """The definition kept in `version`."""
    return definitions_of([version])[version.sha256]


def announced_stages(calls: Sequence[Call]) -> Mapping[int, frozenset[int]]:
    """Of each call, by its id, the stages whose decisions are public.

    Awards are a higher floor: they tell through the slot `announced_stages`, whose part takes `call_ids`.
    """
    told: dict[int, frozenset[int]] = {}
    for part in slots.parts("announced_stages", call_ids=[call.id for call in calls]):
        told |= part
    return told


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
