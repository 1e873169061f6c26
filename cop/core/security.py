"""The headers that tell a browser what our pages may do, and who may keep a copy of them."""

from flask import Flask, Response, g, request

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
    """Anonymous pages may be kept a minute by any proxy; pages that know the reader by nobody else."""
    if "Cache-Control" in response.headers:
        return
    if g.get("page_is_private") or not web.is_safe() or response.status_code >= 400 or _knows_reader():
        response.headers["Cache-Control"] = "private, no-cache"
    else:
        response.headers["Cache-Control"] = "public, max-age=60"
    response.vary.update(["Cookie", "Accept-Encoding"])
    if request.method == "GET" and response.status_code == 200 and not response.direct_passthrough:
        response.add_etag(weak=True)
        response.make_conditional(request)


def _knows_reader() -> bool:
    return "actor" in g and g.actor.is_signed_in
