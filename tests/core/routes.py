"""Routes of the laboratory: each does one thing that the life of a request must answer rightly."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import current_app, flash, request
from sqlalchemy import insert
from sqlalchemy.exc import OperationalError

from cop.core import csrf, life, web
from cop.core.access import access
from cop.core.db import db
from cop.core.kept import kept
from cop.core.limits import LimitCount, count_try
from cop.core.places import goes_first
from cop.core.unit import after_commit
from cop.kernel.errors import Denied, Invalid, Later, NotFound, Refused, Stale, TooLate
from tests.factories import NOON

View = Callable[..., Any]
ROUTES: list[tuple[str, str, View]] = []
ERRORS = {e.__name__: e for e in (Denied, Invalid, Later, NotFound, Refused, Stale, TooLate)}


def _note(key: str) -> None:
    db.session.add(LimitCount(key=key, started_at=NOON, tries=1))
    db.session.flush()


def route(rule: str, method: str = "GET", *, needs: str = "public") -> Callable[[View], View]:
    """Declare a route of the laboratory."""

    def add(view: View) -> View:
        ROUTES.append((rule, method, access(needs)(view)))
        return view

    return add


@route("/lab/plain")
def plain() -> str:
    return "plain"


@route("/lab/first")
@goes_first
def first() -> str:
    return "first"


@route("/lab/kept")
@kept
def kept_page() -> str:
    """Another answer each time it is made."""
    made = current_app.extensions["lab.told"]
    made.append("page")
    return f"{len(made)}{request.args.get('form', '') and csrf.token()}"


@route("/lab/form")
def form() -> str:
    return csrf.token()


@route("/lab/notice")
def notice() -> str:
    flash("read once")
    return "notice"


@route("/lab/number/<int:number>")
def number(number: int) -> str:
    return str(number)


@route("/lab/page")
def page() -> str:
    return str(web.page_number())


@route("/lab/token/<token>")
def token(token: str) -> str:
    raise ZeroDivisionError


@route("/lab/read-adds")
def read_adds() -> str:
    _note("read")
    return "never"


@route("/lab/read-bulk")
def read_bulk() -> str:
    db.session.execute(insert(LimitCount).values(key="bulk", started_at=NOON, tries=0))
    return "never"


@route("/lab/write/<int:status>", "POST")
def write(status: int) -> tuple[str, int]:
    _note(f"write-{status}")
    told = current_app.extensions["lab.told"]
    after_commit(lambda: told.append(f"write-{status}"))
    return "", status


@route("/lab/keep", "POST")
def keep() -> tuple[str, int]:
    _note("keep")
    life.keep_anyway()
    return "", 401


@route("/lab/raise/<name>", "POST")
def fail(name: str) -> str:
    _note("raised")
    raise ERRORS[name]


@route("/lab/crash", "POST")
def crash() -> str:
    _note("crashed")
    raise ZeroDivisionError


@route("/lab/twice", "POST")
def twice() -> str:
    db.session.execute(insert(LimitCount).values(key="same", started_at=NOON, tries=0))
    db.session.execute(insert(LimitCount).values(key="same", started_at=NOON, tries=0))
    return "never"


@route("/lab/limited", "POST")
def limited() -> str:
    count_try("limited", most=2, per=timedelta(minutes=5), now=web.now())
    return "ok"


@route("/lab/locked", "POST")
def locked() -> str:
    raise OperationalError("INSERT", {}, Exception("database is locked"))


@route("/lab/mine", needs="account")
def mine() -> str:
    return "mine"


@route("/lab/mine", "POST", needs="account")
def mine_changed() -> str:
    return "mine"


@route("/lab/admin", needs="accounts.manage")
def admin() -> str:
    return "admin"
