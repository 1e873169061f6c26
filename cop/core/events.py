"""How a lower feature speaks to a higher one: it publishes what happened; who cares subscribed when the app was assembled.

Handlers run at once, in the publisher's transaction: what they write lives or dies with it.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app

E = TypeVar("E")
_KEY = "cop.events"


def subscribe(app: Flask, kind: type[E], handler: Callable[[E], None]) -> None:
    """Call `handler` with every event of `kind`."""
    app.extensions.setdefault(_KEY, defaultdict(list))[kind].append(handler)


def publish(event: object) -> None:
    """Tell every subscriber of this kind of event, in the order they subscribed."""
    for handler in current_app.extensions.get(_KEY, {}).get(type(event), ()):
        handler(event)
