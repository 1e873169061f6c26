"""The kinds of things that are found: what each is called, and where a hit leads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from cop.core import web
from cop.kernel.messages import N_

Stored = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is what one of them is called; `place` gives an endpoint and its values for what a hit has stored."""

    name: str
    place: Callable[[Stored], tuple[str, dict[str, Any]]]


def _practice(stored: Stored) -> tuple[str, dict[str, Any]]:
    return "articles.article_show", {"article_id": int(stored["article"]), "slug": stored["slug"]}


def _call(stored: Stored) -> tuple[str, dict[str, Any]]:
    return "calls.call_show", {"code": stored["code"]}


def _organisation(stored: Stored) -> tuple[str, dict[str, Any]]:
    return "directory.organisation_show", {"slug": stored["slug"]}


def _resource(stored: Stored) -> tuple[str, dict[str, Any]]:
    return "resources.resource_show", {"resource_id": int(stored["resource"])}


def _discussion(stored: Stored) -> tuple[str, dict[str, Any]]:
    return "discussions.discussion_show", {"discussion_id": int(stored["discussion"])}


KINDS = {
    "practice": Kind(N_("Practice"), _practice),
    "call": Kind(N_("Call"), _call),
    "organisation": Kind(N_("Organisation"), _organisation),
    "resource": Kind(N_("Resource"), _resource),
    "discussion": Kind(N_("Discussion"), _discussion),
    "person": Kind(N_("Person to ask"), _practice),
}
"""A person leads to the practice that names them: it says what they may be asked about, and how to reach them."""


def address_of(kind: str, stored: Stored) -> str:
    """The page of a hit, on this site."""
    endpoint, values = KINDS[kind].place(stored)
    return url_for(endpoint, **values)


def absolute_address_of(kind: str, stored: Stored) -> str:
    """The same for a mail, a feed or a table."""
    endpoint, values = KINDS[kind].place(stored)
    return web.absolute_url(endpoint, **values)
