"""The menus: each feature adds its entries when it is installed; a page shows those its reader may use."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from types import MappingProxyType
from typing import Any

from flask import Flask, current_app, request, url_for

from cop.core import access, web
from cop.core.i18n import sentence
from cop.kernel.actor import Actor
from cop.kernel.messages import Message

_KEY, _DRAWN = "cop.menu", "cop.menu.drawn"


@dataclass(frozen=True, slots=True)
class Entry:
    """`place` is `main`, `account` or `footer`; entries are shown in the order of `rank`."""

    place: str
    rank: int
    endpoint: str
    label: Message
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    label: str
    url: str
    is_current: bool


def add(
    app: Flask,
    place: str,
    *,
    rank: int,
    endpoint: str,
    label: Message,
    arguments: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Put an entry into a menu; `arguments` complete its address."""
    app.extensions.setdefault(_KEY, []).append(Entry(place, rank, endpoint, label, arguments))


def items(place: str) -> list[Item]:
    """The entries of `place` that the present actor may use."""
    who, shelf = web.actor(), current_app.extensions.setdefault(_DRAWN, {})
    key = place, web.language(), request.script_root, who.is_signed_in, who.roles
    if key not in shelf:  # one for each place, language and set of roles
        shelf[key] = _drawn(place, who)
    current = web.context_value("menu_entry", _current)
    return [Item(label, url, endpoint == current) for endpoint, label, url in shelf[key]]


def _drawn(place: str, who: Actor) -> list[tuple[str, str, str]]:
    """(endpoint, label, address) of each entry."""
    entries = sorted(
        (e for e in current_app.extensions.get(_KEY, []) if e.place == place), key=lambda e: e.rank
    )
    return [
        (e.endpoint, sentence(e.label), url_for(e.endpoint, **e.arguments))
        for e in entries
        if access.may(who, access.permission_of(current_app, e.endpoint))
    ]


def _current() -> str | None:
    """The one entry of all menus that leads to where the reader is: of the same feature, the likest by its name."""
    here = request.endpoint or ""
    entries = sorted(current_app.extensions.get(_KEY, []), key=lambda e: (e.place != "main", e.rank))
    own = [e.endpoint for e in entries if e.endpoint.split(".")[0] == here.split(".")[0]]
    return max(own, key=lambda endpoint: _alike(endpoint, here), default=None)


def _alike(one: str, other: str) -> int:
    """How many letters two names have in common from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
