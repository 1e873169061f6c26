"""Reads of corrections: what one starts from, and what each that was published changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from cop.calls.building.values import base_of
from cop.calls.correcting.rules import correction_problems
from cop.calls.definition.changes import Change, changes
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import Found
from cop.calls.models import Call, CallVersion
from cop.calls.queries import definition_of, definitions_of, version_in_force, window_of


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


def what_must_stay(call: Call, definition: CallDefinition, now: datetime) -> list[Found]:
    """Why `definition` may not take the place of what is in force; nothing when it may."""
    windows = [window_of(call, row.number) for row in call.stages]
    return list(correction_problems(definition_now(call), definition, windows, now))


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
