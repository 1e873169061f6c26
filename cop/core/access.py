"""Who may use which route. A view declares a permission; the matrix in data/access.yaml says which roles hold it.

Deny by default: an endpoint that declares nothing, or a permission the matrix does not know, stops the app from starting.
What may be seen *within* a route is the feature's own rule (`visible_to`).
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from flask import Flask

from cop.kernel.actor import Actor, Role

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
SIGNED_IN = "signed_in"


class UndeclaredAccess(Exception):
    """A route declares no access, or one that the matrix does not know."""


def access(permission: str) -> Callable[[View], View]:
    """Declare that a view needs `permission` (a key of data/access.yaml)."""

    def mark(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return mark


@cache
def matrix() -> Mapping[str, frozenset[str]]:
    """Permission -> the roles that hold it; the words `public` and `signed_in` stand for everyone and every account."""
    text = (Path(__file__).parent / "data" / "access.yaml").read_text("utf-8")
    known = {*Role, PUBLIC, SIGNED_IN}
    rows = {name: frozenset(roles) for name, roles in yaml.safe_load(text).items()}
    for name, roles in rows.items():
        if unknown := roles - known:
            raise UndeclaredAccess(f"{name}: unknown roles {sorted(unknown)}")
    return rows


def may(actor: Actor, permission: str) -> bool:
    """Whether `actor` holds `permission`."""
    holders = matrix()[permission]
    if PUBLIC in holders or actor.is_system:
        return True
    if not actor.is_signed_in:
        return False
    return SIGNED_IN in holders or bool(holders & actor.roles)


def waits_for_factor(actor: Actor, permission: str) -> bool:
    """Whether `actor` would hold `permission` by a role that waits for a second factor."""
    return bool(matrix()[permission] & actor.withheld)


def permission_of(app: Flask, endpoint: str) -> str:
    """The permission that `endpoint` declares; raises UndeclaredAccess when it declares none."""
    permission = getattr(app.view_functions[endpoint], "access", None)
    if permission is None:
        raise UndeclaredAccess(f"{endpoint} declares no access")
    if permission not in matrix():
        raise UndeclaredAccess(f"{endpoint} declares {permission!r}, which data/access.yaml does not know")
    return str(permission)


def check_all_routes(app: Flask) -> None:
    """Refuse to start with a route whose access is not declared."""
    for rule in app.url_map.iter_rules():
        permission_of(app, rule.endpoint)
