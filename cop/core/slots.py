"""Places on a lower feature's page that higher features fill: a slot has a name, its parts are functions.

Like events, slots let the funding chain stay one way: the call's page knows no awards, yet shows their list.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app

_KEY = "cop.slots"
Part = Callable[..., Any]


def fill(app: Flask, slot: str, *, rank: int, part: Part) -> None:
    """Let `part(**context)` contribute to `slot`, in the order of `rank`. A part that says None or "" is left out."""
    app.extensions.setdefault(_KEY, {}).setdefault(slot, []).append((rank, part))


def parts(slot: str, **context: Any) -> list[Any]:
    """What the parts of `slot` have to say, in order."""
    filled = sorted(current_app.extensions.get(_KEY, {}).get(slot, []), key=lambda entry: entry[0])
    return [said for _rank, part in filled if (said := part(**context))]
