"""A call made of another: the same in all but its short name and its dates. Pure."""

from copy import deepcopy
from datetime import date, datetime, timedelta
from typing import Any

_ENDS = ("opens", "closes")


def copy_of(values: dict[str, Any], *, code: str, opens_on: date | None) -> dict[str, Any]:
    """`values` as another call, whose first stage opens on that day and all else as much later; None clears the dates."""
    copy = deepcopy(values) | {"code": code}
    windows = [stage["window"] for stage in copy.get("stages", ()) if "window" in stage]
    later = _days_between(windows, opens_on)
    for window in windows:
        for end in _ENDS:
            at = window.pop(end, None)
            if at is not None and later is not None:
                window[end] = (datetime.fromisoformat(at) + later).isoformat()
    return copy


def _days_between(windows: list[dict[str, Any]], opens_on: date | None) -> timedelta | None:
    opens = windows[0].get("opens") if windows else None
    if opens is None or opens_on is None:
        return None
    return opens_on - datetime.fromisoformat(opens).date()
