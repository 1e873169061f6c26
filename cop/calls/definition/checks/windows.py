"""Dates are in order, and each is an instant that exists."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import Found, Loc, nearest
from cop.calls.definition.stages import Stage, StageWindow
from cop.kernel.messages import N_, Message, say


def check_windows(definition: CallDefinition) -> Iterator[Found]:
    """Each window opens before it closes, and the second stage after the first has closed."""
    for number, stage in enumerate(definition.stages):
        loc: Loc = ("stages", number)
        yield from _zone(stage.window, (*loc, "window"))
        yield from _clarifications(stage, (*loc, "clarifications"))
    if len(definition.stages) == 2:
        first, second = (stage.window for stage in definition.stages)
        if first.zone == second.zone and second.opens < first.closes:
            message = N_("This stage opens on %(opens)s, before the one before it closes on %(closes)s.")
            loc = ("stages", 1, "window", "opens")
            yield loc, say(message, opens=_said(second.opens), closes=_said(first.closes))
        if first.zone != second.zone:
            message = N_("Both stages of a call are in one time zone: %(zone)s.")
            yield ("stages", 1, "window", "zone"), say(message, zone=first.zone)


def _zone(window: StageWindow, loc: Loc) -> Iterator[Found]:
    if window.opens >= window.closes:
        message = N_("This opens on %(opens)s, which is not before it closes on %(closes)s.")
        yield (*loc, "opens"), say(message, opens=_said(window.opens), closes=_said(window.closes))
    zones = available_timezones()
    if window.zone not in zones:
        meant = nearest(window.zone, zones) or "Europe/Brussels"
        message = N_("There is no time zone “%(zone)s”; did you mean “%(meant)s”?")
        yield (*loc, "zone"), say(message, zone=window.zone, meant=meant)
        return
    for name in ("opens", "closes"):
        problem = clock_change(getattr(window, name), ZoneInfo(window.zone))
        if problem:
            yield (*loc, name), problem


def clock_change(wall: datetime, zone: ZoneInfo) -> Message | None:
    """Twice a year a clock shows some times twice, or never: no deadline may stand there."""
    at = wall.replace(tzinfo=zone)
    if at.utcoffset() == at.replace(fold=1).utcoffset():
        return None
    exists = at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall
    if exists:
        return say(N_("The clocks change: %(time)s comes twice on that day."), time=_said(wall))
    return say(N_("The clocks change: there is no %(time)s on that day."), time=_said(wall))


def _clarifications(stage: Stage, loc: Loc) -> Iterator[Found]:
    rules, window = stage.clarifications, stage.window
    if rules.answer_days > rules.ask_days:
        message = N_("Answers come %(answer)s days before the end, earlier than the questions: %(ask)s days.")
        yield (*loc, "answer_days"), say(message, answer=rules.answer_days, ask=rules.ask_days)
    if window.opens < window.closes and rules.ask_days >= (window.closes - window.opens).days:
        message = N_("Questions would end %(ask)s days before the stage closes, when it is not open yet.")
        yield (*loc, "ask_days"), say(message, ask=rules.ask_days)


def _said(wall: datetime) -> str:
    return wall.isoformat(" ", "minutes")
