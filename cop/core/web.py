"""What a view may ask about the request it serves: the instant, the actor, the language."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar, cast
from urllib.parse import urlencode, urlsplit

from flask import Flask, current_app, flash, g, has_request_context, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from cop.core.arrival import arrived_at
from cop.kernel.actor import ANONYMOUS, Actor
from cop.kernel.clock import Clock, system_clock
from cop.kernel.errors import NotFound

T = TypeVar("T")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def now() -> datetime:
    """The instant this request began to arrive: every deadline in it is decided by this one reading of the clock."""
    if "now" not in g:
        g.now = arrived_at() or clock()()
    return cast(datetime, g.now)


def clock() -> Clock:
    return cast(Clock, current_app.extensions.get("cop.clock", system_clock))


def set_actor_loader(app: Flask, load: Callable[[], Actor | None]) -> None:
    """Tell core how to find out who is signed in; done once, by the highest feature that adds to what people may do."""
    app.extensions["cop.actor_loader"] = load


def actor() -> Actor:
    """Who makes this request; ANONYMOUS when nobody signed in."""
    if "actor" not in g:
        load = current_app.extensions.get("cop.actor_loader")
        g.actor = (load() if load else None) or ANONYMOUS
    return cast(Actor, g.actor)


def language() -> str:
    """The language of the page being served."""
    return cast(str, g.get("language") or current_app.config["SETTINGS"].default_language)


def zone() -> str:
    """The time zone that instants are shown in: the reader's, and UTC for visitors and in what is written for somebody else."""
    if g.get("zone"):
        return str(g.zone)
    return actor().zone if has_request_context() else "UTC"


def is_safe() -> bool:
    return request.method in SAFE_METHODS


def see_other(url: str) -> Response:
    """The answer to every success of an unsafe method: 303, so that reload and back never post again."""
    return redirect(url, 303)


def forget_kept(key: str) -> None:
    """Let the browser forget what it kept of form[data-keep=key]: the next page says that the server has it (keep.js)."""
    flash(key, "kept")


def found(thing: T | None) -> T:
    """`thing`, or NotFound when there is none: what one may not see does not exist."""
    if thing is None:
        raise NotFound
    return thing


def typed() -> list[tuple[str, str]]:
    """What a person typed into the form of this request, to be shown again: without secrets and our own token."""
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:  # too large or malformed: it was never read
        return []
    return [(name, value) for name, value in fields if value and not _is_secret(name)]


def _is_secret(field: str) -> bool:
    return field in {"csrf_token", "code"} or "password" in field or "secret" in field


MOST_ID = 2**31 - 1
"""What a column holds: a greater number in an address names nothing."""


def number_asked(name: str) -> int:
    """`?name=` as a number below a thousand million; 0 for none, and for anything else."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def page_number() -> int:
    """`?page=` as a number from 1 to 10,000; anything else is the nearest of these."""
    return min(max(number_asked("page"), 1), 10_000)


def this_page(*, language: str | None = None, **changed: Any) -> str:
    """This very address, filters and all, in `language`, with `changed` in its query.

    The query is written after the path, never given to url_for, for which some names in it would mean something.
    """
    values = {**(request.view_args or {}), **({"language": language} if language else {})}
    query = [(name, value) for name, value in request.args.items(multi=True) if name not in changed]
    query += changed.items()
    return url_for(request.endpoint or "", **values) + (f"?{urlencode(query)}" if query else "")


def own_url(target: str | None, fallback: str) -> str:
    """`target` when it is a path on this site, else `fallback`: a redirect never leaves the origin."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable():
        return target
    return fallback


def absolute_url(endpoint: str, **values: Any) -> str:
    """The address of a page for a mail or a feed: on the host of the settings, inside a request or not."""
    base = urlsplit(current_app.config["SETTINGS"].base_url)
    current_app.inject_url_defaults(endpoint, values)
    site = current_app.url_map.bind(base.netloc, base.path or "/", url_scheme=base.scheme)
    return site.build(endpoint, values, force_external=True)


def context_value(name: str, make: Callable[[], Any]) -> Any:
    """A value worked out once a request."""
    key = f"cop_{name}"
    if key not in g:
        setattr(g, key, make())
    return getattr(g, key)
