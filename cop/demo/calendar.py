"""When the calls of the demonstration are open, in days from the day it is made: one is open, one read, one
about to be announced, one decided."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from cop.calls import models
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.loading import load_definition
from cop.calls.definition.texts import Text
from cop.calls.services import create_call, publish_call
from cop.kernel.actor import Actor

FOLDER = Path(models.__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Timing:
    """The file of a call and its windows, (opens, closes) for each stage, in days from now."""

    file: str
    windows: tuple[tuple[int, int], ...]


CALENDAR = {
    "mida_before": Timing("mida-great-lakes", ((-640, -580), (-510, -455))),
    "w_mida": Timing("w-mida", ((-160, -62),)),
    "jmdi": Timing("jmdi", ((-110, -26),)),
    "mida_now": Timing("mida-great-lakes", ((-23, 51), (96, 156))),
}


@dataclass(frozen=True, slots=True)
class Staged:
    """A published call of the demonstration, and the instants its stages open and close."""

    call: models.Call
    definition: CallDefinition
    windows: list[tuple[datetime, datetime]]


def stage_call(name: str, *, actor: Actor, now: datetime) -> Staged:
    """Make and publish the call `name` of the CALENDAR; its code carries the year it opens in."""
    timing = CALENDAR[name]
    definition = load_definition(FOLDER / f"{timing.file}.yaml")
    zone = ZoneInfo(definition.stages[0].window.zone)
    windows = [
        (_at(now + timedelta(days=opens), time(9), zone), _at(now + timedelta(days=closes), time(16), zone))
        for opens, closes in timing.windows
    ]
    year = windows[0][0].year
    title = definition.title
    if name == "mida_before":  # it stands in lists beside its successor
        title = Text({language: f"{text} ({year})" for language, text in title.items()})
    changed = {"code": f"{timing.file}-{year}", "title": title}
    definition = definition.with_windows(windows).model_copy(update=changed)
    made_at = windows[0][0] - timedelta(days=20)
    call = create_call(definition, actor=actor, now=made_at)
    publish_call(call, actor=actor, now=made_at + timedelta(days=6))
    return Staged(call, definition, windows)


def _at(day: datetime, hour: time, zone: ZoneInfo) -> datetime:
    """That hour of that day, as the clock on the wall of `zone` shows it."""
    return datetime.combine(day.astimezone(zone).date(), hour, zone).astimezone(UTC)
