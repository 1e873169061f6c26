"""Cross-site request forgery: refused by where the request comes from, then by token; and nobody's text is lost by it.

A request from another site is a 403. A token that is missing or has expired is answered with everything that was typed,
in a form that sends it again with a fresh token (422): long answers outlive the session they were written in.
"""

from flask import Response, current_app, g, make_response, render_template, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms.validators import ValidationError

from cop.core import web
from cop.kernel.errors import Denied
from cop.kernel.messages import N_, say

FIELD = "csrf_token"


def token() -> str:
    """The token for a form on this page; using it makes the page private to this session."""
    g.page_is_private = True
    return str(generate_csrf())


def check() -> Response | None:
    """Refuse a forged request; ask to send an expired one again."""
    if web.is_safe() or request.endpoint is None:
        return None
    if not _is_from_here():
        raise Denied(say(N_("This request came from another site, so nothing was changed.")))
    try:
        validate_csrf(request.form.get(FIELD))
    except ValidationError:
        return send_again()
    return None


def send_again() -> Response:
    """A page with all that was typed, ready to be sent once more to the same address."""
    page = render_template(
        "errors/expired.html",
        kept=web.typed(),
        had_files=bool(request.files),
        target=request.full_path.rstrip("?"),
    )
    return make_response(page, 422)


def _is_from_here() -> bool:
    """Browsers say where a request comes from; older ones send at least an Origin. Neither: the token decides."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None or origin == "null":
        return origin is None
    return origin in {request.host_url.rstrip("/"), current_app.config["SETTINGS"].base_url.rstrip("/")}
