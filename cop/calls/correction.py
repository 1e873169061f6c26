"""Correct a public call: a new version in force, and everybody who is writing is told what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from cop.activity.services import record
from cop.calls import rules
from cop.calls.building.values import base_of
from cop.calls.definition.changes import Change, changes
from cop.calls.definition.correcting import correction_problems
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import DefinitionErrors, DefinitionProblem, path_of
from cop.calls.events import CallCorrected
from cop.calls.models import Call, CallState, CallVersion
from cop.calls.queries import definition_of, definitions_of, version_in_force, window_of
from cop.core import events
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, Refused, Stale
from cop.kernel.ids import canonical_json, digest
from cop.kernel.messages import N_, say


@dataclass(frozen=True, slots=True)
class Correction:
    """A version that took the place of another, and what differs between the two."""

    version: CallVersion
    changes: Sequence[Change]


def definition_now(call: Call) -> CallDefinition:
    """The definition in force with the windows that hold now, extensions included: what a correction starts from."""
    windows = [window_of(call, row.number) for row in call.stages]
    definition = definition_of(version_in_force(call))
    return definition.with_windows([(window.opens_at, window.closes_at) for window in windows])


def mark_now(call: Call) -> str:
    """base_of what a correction starts from."""
    return base_of(definition_now(call).to_json())


def look_at_correction(
    call: Call, definition: CallDefinition, *, actor: Actor, now: datetime
) -> list[Change]:
    """What `definition` would change; raises Denied, Refused, Invalid (nothing) or DefinitionErrors (what must stay)."""
    if not rules.can_manage(actor):
        raise Denied
    if call.state != CallState.PUBLISHED:
        raise Refused(say(N_("This call is a draft still: simply change its definition.")))
    old = definition_now(call)
    windows = [window_of(call, row.number) for row in call.stages]
    found = list(correction_problems(old, definition, windows, now))
    if found:
        problems = [DefinitionProblem(None, path_of(loc), message) for loc, message in found]
        raise DefinitionErrors(problems, name=call.code)
    if not (different := changes(old, definition)):
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


def corrections_of(call: Call) -> list[Correction]:
    """Every correction since the call was published, the newest first."""
    public = [version for version in call.versions if version.published_at is not None]
    definitions = definitions_of(public)
    return [
        Correction(
            after,
            changes(_as_it_stood(call, definitions[before.sha256], after), definitions[after.sha256]),
        )
        for before, after in reversed(list(pairwise(public)))
    ]


def _as_it_stood(call: Call, definition: CallDefinition, after: CallVersion) -> CallDefinition:
    """`definition` with the closings that held when `after` was published: an extension before it was told by itself."""
    windows = []
    for row, stage in zip(call.stages, definition.stages, strict=True):
        window = stage.window.instants()
        later = [extension.closes_at for extension in row.extensions if extension.made_at <= after.made_at]
        windows.append((window.opens_at, max([window.closes_at, *later])))
    return definition.with_windows(windows)
