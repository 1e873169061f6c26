"""Public pages, kept as they left for everyone who is not signed in, until anything changes; and what else is worth keeping so.

Every change is a row of the activity log, so the number of its newest row says whether a kept page is still what a new
one would be. What changes by the clock alone (a window that opens) shows after `keep_seconds` at the latest, which is also
what the page tells proxies.
"""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

from flask import Flask, Response, current_app, g, has_request_context, request

from cop.core import web
from cop.core.settings import Settings

T = TypeVar("T")
View = TypeVar("View", bound=Callable[..., Any])
Shelf = dict[tuple[str, str], tuple[int, float, Response]]

MOST = 500
"""Pages a process keeps, about ten kilobytes each, and other things; the oldest goes first."""

_lock = Lock()


def kept(view: View) -> View:
    """Declare that a view's page, where nobody is signed in, follows from the address and the logged state alone."""
    view.is_kept = True  # type: ignore[attr-defined]
    return view


def install(app: Flask) -> None:
    """Installed before all else, so that a page is kept when everything else has been done to it."""
    app.extensions["cop.kept"], app.extensions["cop.kept_things"] = {}, {}
    app.after_request(_keep)


def set_newest(app: Flask, newest: Callable[[], int]) -> None:
    """Tell core how far the log of changes goes; done once, by the feature that writes it."""
    app.extensions["cop.newest_change"] = newest


def until_change(make: Callable[[], T], *key: Hashable) -> T:
    """What `make` works out from the logged state alone, kept under `key` until anything changes.

    Who is about to change something sees rows that may never be committed, and keeps nothing.
    """
    if not (has_request_context() and web.is_safe()):
        return make()
    newest, things = current_app.extensions["cop.newest_change"](), current_app.extensions["cop.kept_things"]
    at, thing = things.get(key, (-1, None))
    if at != newest:
        thing = make()
        with _lock:
            things[key] = newest, thing
            while len(things) > MOST:
                del things[next(iter(things))]
    return cast(T, thing)


def page() -> Response | None:
    """The kept answer to this request, if there is one and nothing happened since."""
    if not _may_be_kept():
        return None
    g.kept_at = current_app.extensions["cop.newest_change"]()
    newest, until, response = _shelf().get(_key(), (-1, 0.0, None))
    if response is None or newest != g.kept_at or not 0 < until - web.now().timestamp() <= _seconds():
        return None
    packed = response.headers.get("Content-Encoding")
    if packed and not request.accept_encodings.quality(packed):
        return None
    g.kept_at = None  # it is kept already
    answer = _copy(response)
    answer.make_conditional(request)
    return answer


def _may_be_kept() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return (
        request.method == "GET"
        and getattr(view, "is_kept", False)
        and _seconds() > 0
        and current_app.config["SESSION_COOKIE_NAME"] not in request.cookies
    )


def _keep(response: Response) -> Response:
    newest = g.get("kept_at")
    is_for_all = (response.headers.get("Cache-Control") or "").startswith("public")
    if newest is not None and is_for_all and response.status_code == 200:
        until = web.now().timestamp() + _seconds()
        with _lock:
            shelf = _shelf()
            shelf.pop(_key(), None)
            shelf[_key()] = (newest, until, _copy(response))
            while len(shelf) > MOST:
                del shelf[next(iter(shelf))]
    return response


def _copy(response: Response) -> Response:
    return Response(response.get_data(), response.status_code, list(response.headers))


def _key() -> tuple[str, str]:
    encodings = request.accept_encodings
    return request.url, next((name for name in ("br", "gzip") if encodings.quality(name) > 0), "")


def _shelf() -> Shelf:
    return current_app.extensions["cop.kept"]  # type: ignore[no-any-return]


def _seconds() -> int:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.keep_seconds
