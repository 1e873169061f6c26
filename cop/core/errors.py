"""Refusals as pages: one template, ten statuses, five languages."""

import errno
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, make_response, redirect, render_template, request, url_for
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from cop.core import i18n, logs, web
from cop.core.db import reading
from cop.core.life import FactorNeeded, SignInNeeded
from cop.core.places import Full
from cop.core.unit import rollback
from cop.kernel.actor import ANONYMOUS
from cop.kernel.errors import CopError, Later
from cop.kernel.messages import N_, Message, say

log = structlog.get_logger()
_FULL_PAGES = "cop.full_pages"

TITLES = {
    400: N_("We could not read this request"),
    403: N_("You may not do this"),
    404: N_("Page not found"),
    405: N_("This cannot be done here"),
    409: N_("This cannot be done now"),
    413: N_("This is too large"),
    422: N_("Some answers need another look"),
    429: N_("Too many tries"),
    500: N_("Something went wrong on our side"),
    503: N_("We are very busy"),
}
REASONS = {
    400: N_("Part of it was malformed. Nothing was changed."),
    404: N_("There is nothing at this address, or you may not see it."),
    405: N_("This address does not take that kind of request. Nothing was changed."),
    409: N_("Somebody did the same at this very moment. Nothing was changed; please look and try again."),
    413: N_("Please send smaller or fewer files."),
    500: N_(
        "Nothing you did caused it and nothing was saved. Please try again; tell us the number below if it happens twice."
    ),
    503: N_(
        "Too many people are here at once. What you typed is still in your browser: go back and send it again in a moment."
    ),
}
DISK_FULL = N_("Our disk is full, so nothing was saved. Keep this page open; we are told of it.")
_DISK_FULL = ("disk is full", "no space", "disk i/o error")
_BUSY = ("locked", "busy", "timeout", "too many", "queuepool", "deadlock", "connection")


def install(app: Flask) -> None:
    app.extensions[_FULL_PAGES] = {}
    app.register_error_handler(CopError, _refused)
    app.register_error_handler(Full, _full)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(PoolTimeout, _busy)
    app.register_error_handler(OSError, _disk)
    app.register_error_handler(IntegrityError, _collided)
    app.register_error_handler(DataError, _unfit)
    app.register_error_handler(SignInNeeded, _sign_in)
    app.register_error_handler(FactorNeeded, _set_up_factor)
    app.register_error_handler(Exception, _broken)


def page(
    status: int,
    reason: Message | None = None,
    *,
    retry_after: int | None = None,
    way_out: tuple[Message, str] | None = None,
) -> Response:
    """The page for `status`, saying why, with `way_out` (label, address); after a refused POST, what was typed comes back."""
    rollback()
    try:
        with reading():
            html = _drawn(
                status,
                reason or say(REASONS.get(status, REASONS[500])),
                kept=[] if web.is_safe() or status == 413 else web.typed(),
                request_id=g.get("request_id", ""),
                back=_back(),
                way_out=way_out,
            )
        response = make_response(html, status)
    except Exception:  # the database that the page asks may be what is broken
        log.exception("error_page_failed")
        response = Response(f"{status} {TITLES.get(status, TITLES[500])}\n", status, mimetype="text/plain")
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _full(error: Full) -> Response:
    """The page for 503, made once a language and given to all: whoever is sent away costs no query, no template and no body."""
    pages: dict[str, str] = current_app.extensions[_FULL_PAGES]
    language = web.language()
    if language not in pages:
        pages[language] = _page_of_nobody(503, language)
    return make_response(pages[language], 503, {"Retry-After": str(error.retry_after)})


def _page_of_nobody(status: int, language: str) -> str:
    """As a visitor of the front page would see it: it holds nothing of the reader's."""
    with current_app.test_request_context(url_for("site.home", language=language)):
        g.language, g.actor = language, ANONYMOUS
        return _drawn(status, say(REASONS[status]), kept=[], request_id="", back=None)


def _drawn(status: int, reason: Message, **more: Any) -> str:
    title = say(TITLES.get(status, TITLES[500]))
    return render_template("errors/page.html", status=status, title=title, reason=reason, **more)


def _back() -> str | None:
    """The page of ours whose link or form led here."""
    path = (request.referrer or "").removeprefix(request.host_url.rstrip("/"))
    return web.own_url(path, "") or None if path != request.full_path.rstrip("?") else None


def _refused(error: CopError) -> Response:
    return page(
        error.status, error.message, retry_after=error.retry_after if isinstance(error, Later) else None
    )


def _http(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    return page(status if status in TITLES else (400 if status < 500 else 500))


def _sign_in(_error: SignInNeeded) -> Any:
    """A reader is sent to the sign-in page and back; a writer signs in on a page that keeps what was typed."""
    target = request.full_path.rstrip("?")
    if web.is_safe():
        return redirect(url_for("accounts.sign_in", next=target), 303)
    return make_response(render_template("errors/signed_out.html", kept=web.typed(), target=target), 401)


def _set_up_factor(_error: FactorNeeded) -> Response:
    return page(
        403,
        say(N_("Your role here waits for your second factor. Set it up, and then come back.")),
        way_out=(say(N_("Set up the second factor")), url_for("accounts.factor_show")),
    )


def _busy(error: Exception) -> Response:
    text = str(error).lower()
    if any(word in text for word in _BUSY):
        log.warning("database_busy", error=text.partition("\n")[0])
        return page(503, retry_after=5)
    if any(words in text for words in _DISK_FULL):
        return _disk_full()
    return _broken(error)


def _disk(error: OSError) -> Response:
    """A file that could not be written whole."""
    return _disk_full() if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} else _broken(error)


def _disk_full() -> Response:
    log.error("disk_full")
    return page(503, say(DISK_FULL), retry_after=60)


def _collided(error: IntegrityError) -> Response:
    """Two requests did at once what only one may do, and the database held them apart."""
    log.warning("collided", error=str(error.orig).partition("\n")[0])
    return page(409)


def _unfit(error: DataError) -> Response:
    """A value that no column takes got past its form."""
    log.warning("unfit_value", error=str(error.orig).partition("\n")[0])
    return page(400)


def _broken(error: Exception) -> Response:
    log.error("request_failed", path=logs.path_without_secrets(), method=request.method, exc_info=error)
    return page(500)


def explain(error: CopError) -> str:
    """The refusal in the reader's language."""
    return i18n.sentence(error.message)
