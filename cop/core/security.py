"""The headers that tell a browser what our pages may do, and who may keep a copy of them."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request, session
from werkzeug.sansio.utils import host_is_trusted

from cop.core import web
from cop.core.settings import Settings

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def install(app: Flask) -> None:
    settings: Settings = app.config["SETTINGS"]
    https = settings.uses_https
    if settings.is_production:
        host = urlsplit(settings.base_url).hostname or ""
        app.wsgi_app = _only_for(host, app.wsgi_app)  # type: ignore[method-assign, assignment]

    @app.after_request
    def harden(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        _say_who_may_keep_it(response)
        return response


def _only_for(host: str, inner: Application) -> Application:
    """Answer a request for any other host with a bare 400: a page's links, and a mail's, would carry the forged name."""

    def guard(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if host_is_trusted(environ.get("HTTP_HOST", ""), [host]):
            return inner(environ, start_response)
        return Response("400 Bad Request: unknown host\n", 400, mimetype="text/plain")(
            environ, start_response
        )

    return guard


def _say_who_may_keep_it(response: Response) -> None:
    """Anonymous pages may be kept a while by any proxy; pages that know the reader by nobody else.

    A redirect to the sign-in page is kept by nobody either: after signing in it would be wrong.
    """
    if "Cache-Control" in response.headers:
        return
    is_for_all = web.is_safe() and response.status_code == 200 and not _is_personal()
    for_all = f"public, max-age={current_app.config['SETTINGS'].keep_seconds}"
    response.headers["Cache-Control"] = for_all if is_for_all else "private, no-cache"
    response.vary.update(["Cookie", "Accept-Encoding"])
    if request.method == "GET" and response.status_code == 200 and not response.direct_passthrough:
        response.add_etag(weak=True)
        response.make_conditional(request)


def _is_personal() -> bool:
    """It holds a form's token, a notice meant once, or was made for somebody who is signed in."""
    return bool(g.get("page_is_private")) or session.modified or ("actor" in g and g.actor.is_signed_in)
