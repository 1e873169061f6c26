"""The life of a request: who may come in, what is refused at the door, one commit at the end.

before: request id, instant, language, malformed input, a place, access, CSRF. After: unsafe methods that end below 400 commit
once and then run what was queued; everything else is rolled back.
"""

import secrets
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.routing import IntegerConverter, Map

from cop.core import csrf, kept, places, web
from cop.core.access import SIGNED_IN, matrix, may, permission_of, waits_for_factor
from cop.core.db import reading
from cop.core.unit import commit, end_reading, rollback
from cop.kernel.errors import Denied


class SignInNeeded(Exception):
    """Nobody is signed in and the route asks for somebody."""


class FactorNeeded(Exception):
    """The role that opens this route waits for the person's second factor."""


class Cop(Flask):
    """Flask with our unit of work around each view."""

    def dispatch_request(self) -> Response:
        if web.is_safe():
            with reading():
                try:
                    return kept.page() or self.make_response(super().dispatch_request())
                finally:
                    end_reading()
        try:
            response = self.make_response(super().dispatch_request())
        except BaseException:
            rollback()
            raise
        if response.status_code < 400 or g.get("keep_anyway"):
            commit()
        else:
            rollback()
        return response


def keep_anyway() -> None:
    """Commit although the answer is a refusal: a failed sign-in must count against the limit."""
    g.keep_anyway = True


class IdConverter(IntegerConverter):
    """A number in an address, within what a column holds: beyond it there is nothing, which is a 404."""

    def __init__(self, map: Map, *args: Any, **more: Any) -> None:  # noqa: A002 - werkzeug's own name
        super().__init__(map, *args, **({"max": web.MOST_ID} | more))


def install(app: Flask) -> None:
    """Put the checks at the door, in this order."""
    app.url_map.converters["int"] = IdConverter
    app.before_request(_name_the_request)
    app.before_request(_refuse_malformed)
    app.before_request(places.come_in)
    app.before_request(_check_access)
    app.before_request(csrf.check)


def _name_the_request() -> None:
    structlog.contextvars.clear_contextvars()
    g.request_id = secrets.token_hex(8)
    structlog.contextvars.bind_contextvars(request=g.request_id)
    web.now()


def _refuse_malformed() -> None:
    """NUL and lone surrogates have no place in any field; no column and no index would take them.

    This reads the body, before the request takes a place: whoever sends slowly keeps nobody from one. The framework limits
    the text of a form with files only, so that of others is limited here.
    """
    if request.mimetype == "application/x-www-form-urlencoded":
        _refuse_too_much()
    values: list[Any] = [request.path, *_flat(request.args)]
    if not web.is_safe():
        values += [*_flat(request.form), *(file.filename or "" for file in request.files.values())]
    for value in values:
        if "\x00" in value or not _is_encodable(value):
            raise BadRequest


def _refuse_too_much() -> None:
    """A form without a stated length could go on for ever; one of a million fields would come back as a page of as many."""
    if request.content_length is None and not web.is_safe():
        raise BadRequest
    if (request.content_length or 0) > current_app.config["MAX_FORM_MEMORY_SIZE"]:
        raise RequestEntityTooLarge
    if request.get_data().count(b"&") >= current_app.config["MAX_FORM_PARTS"]:
        raise RequestEntityTooLarge


def _flat(fields: MultiDict[str, str]) -> list[str]:
    return [text for name, value in fields.items(multi=True) for text in (name, value)]


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _check_access() -> None:
    if request.endpoint is None:  # no such route: Flask answers 404 itself
        return
    permission = permission_of(current_app, request.endpoint)
    if "public" in matrix()[permission]:
        return
    with reading():
        actor = web.actor()
    if not web.is_safe():
        rollback()  # what comes next writes, and a transaction that began by reading could not on SQLite
    if may(actor, permission):
        return
    if not actor.is_signed_in:
        raise SignInNeeded
    if waits_for_factor(actor, permission):
        raise FactorNeeded
    raise Denied


__all__ = ["SIGNED_IN", "Cop", "FactorNeeded", "SignInNeeded", "install", "keep_anyway"]
