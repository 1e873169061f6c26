"""The menus: each feature adds its entries when it is installed; a page shows those its reader may use."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask import Flask, current_app, request, url_for

from cop.core import access, web
from cop.core.i18n import sentence
from cop.kernel.messages import Message

_KEY = "cop.menu"


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
    entries = sorted(
        (e for e in current_app.extensions.get(_KEY, []) if e.place == place), key=lambda e: e.rank
    )
    who = web.actor()
    feature = (request.endpoint or "").split(".")[0]
    return [
        Item(sentence(e.label), url_for(e.endpoint, **e.arguments), e.endpoint.split(".")[0] == feature)
        for e in entries
        if access.may(who, access.permission_of(current_app, e.endpoint))
    ]
