"""The headers that tell a browser what our pages may do, and who may keep a copy of them."""

from flask import Flask, Response, g, request, session

from cop.core import web

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
    https = app.config["SETTINGS"].uses_https

    @app.after_request
    def harden(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        _say_who_may_keep_it(response)
        return response


def _say_who_may_keep_it(response: Response) -> None:
    """Anonymous pages may be kept a minute by any proxy; pages that know the reader by nobody else.

    A redirect to the sign-in page is kept by nobody either: after signing in it would be wrong.
    """
    if "Cache-Control" in response.headers:
        return
    is_for_all = web.is_safe() and response.status_code == 200 and not _is_personal()
    response.headers["Cache-Control"] = "public, max-age=60" if is_for_all else "private, no-cache"
    response.vary.update(["Cookie", "Accept-Encoding"])
    if request.method == "GET" and response.status_code == 200 and not response.direct_passthrough:
        response.add_etag(weak=True)
        response.make_conditional(request)


def _is_personal() -> bool:
    """It holds a form's token, a notice meant once, or was made for somebody who is signed in."""
    return bool(g.get("page_is_private")) or session.modified or ("actor" in g and g.actor.is_signed_in)
