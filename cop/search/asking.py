"""What a reader asks of the search: read from the address of the page, and written back into it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from cop.articles.rules.evidence import Evidence
from cop.core import web
from cop.core.forms import strip
from cop.core.search.port import Order
from cop.kernel.facets import Chosen
from cop.kernel.translated import LANGUAGES
from cop.search.kinds import KINDS
from cop.taxonomy.countries import is_country
from cop.taxonomy.terms import vocabulary

FACETS = ("kind", "theme", "sector", "country", "corridor", "language_of", "evidence", "year")
"""The names of the facets, as the address has them."""
ORDERS = {"relevance": Order.RELEVANCE, "newest": Order.NEWEST, "evidence": Order.LEVEL}
"""The orders of results, as the address has them."""
VOCABULARIES = {"theme": "themes", "sector": "sectors"}
"""The facets whose values are terms."""
EVIDENCE = frozenset(level.value for level in Evidence)
MOST_CHARACTERS = 200
MOST_VALUES = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """`chosen` maps each of FACETS to the values picked of it, none meaning any; `page` counts from 1.

    `is_literal` asks for the words as they were typed: not respelled, and nothing that only means alike.
    """

    text: str
    chosen: Chosen
    order: str = "relevance"
    page: int = 1
    is_literal: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.is_filtered

    @property
    def is_filtered(self) -> bool:
        return any(self.chosen.values())

    @property
    def order_in_force(self) -> str:
        """Without words there is nothing to be relevant to."""
        return "newest" if self.order == "relevance" and not self.text else self.order

    def arguments(self) -> dict[str, Any]:
        """This question as an address has it, but for the page."""
        return {"q": self.text or None, **{n: list(v) for n, v in self.chosen.items() if v}, **self._ways()}

    def _ways(self) -> dict[str, str]:
        """How it is asked, where that is not as usual."""
        order = {"order": self.order} if self.order != "relevance" else {}
        return order | ({"literally": "1"} if self.is_literal else {})

    @property
    def query(self) -> str:
        """The same as the query of an address: equal questions have equal ones."""
        return urlencode({n: v for n, v in self.arguments().items() if v}, doseq=True)

    def kept(self) -> dict[str, str]:
        """What a form of filters carries along."""
        return {"q": self.text} | self._ways()

    def address(self, *, endpoint: str = "search.search_show", page: int | None = None, **more: Any) -> str:
        """Where a page of this question is (the first when not given), or something else that is asked the same way."""
        return url_for(endpoint, page=page, **self.arguments(), **more)

    def with_text(self, text: str) -> "Asked":
        return replace(self, text=text, page=1)

    def as_typed(self, is_literal: bool = True) -> "Asked":
        return replace(self, is_literal=is_literal, page=1)

    def with_order(self, order: str) -> "Asked":
        return replace(self, order=order, page=1)

    def without(self, facet: str, value: str | None = None) -> "Asked":
        """This question, less picky by one value; by a whole facet when none is given."""
        left = tuple(other for other in self.chosen[facet] if other != value) if value else ()
        return replace(self, chosen={**self.chosen, facet: left}, page=1)

    def unfiltered(self) -> "Asked":
        return replace(self, chosen=dict.fromkeys(FACETS, ()), page=1)


def asked(arguments: MultiDict[str, str] | None = None) -> Asked:
    """The question in the address, or in other `arguments` like it; what no facet knows is left out."""
    given = request.args if arguments is None else arguments
    text = " ".join(strip(given.get("q", "")).split())[:MOST_CHARACTERS]
    chosen = {name: _known(name, given.getlist(name)) for name in FACETS}
    order = given.get("order", "")
    page = web.page_number() if arguments is None else 1
    return Asked(
        text, chosen, order if order in ORDERS else "relevance", page, is_literal=bool(given.get("literally"))
    )


def asked_by(query: str) -> Asked:
    """The question of an address's query, as it was kept."""
    return asked(MultiDict(parse_qsl(query)))


def _known(facet: str, values: list[str]) -> tuple[str, ...]:
    found = [value for value in values if _IS_KNOWN[facet](value)]
    if facet in VOCABULARIES:  # an address from before a merge asks for what stands for its term now
        found = [vocabulary(VOCABULARIES[facet]).resolve(value) for value in found]
    return tuple(dict.fromkeys(found))[:MOST_VALUES]


def corridor(value: str) -> tuple[str, str]:
    """(origin, destination) of a corridor, as countries; what is no corridor has none."""
    origin, _dash, destination = value.partition("-")
    return origin, destination


_IS_KNOWN: Mapping[str, Callable[[str], bool]] = {
    "kind": lambda value: value in KINDS,
    "theme": lambda value: value in vocabulary("themes"),
    "sector": lambda value: value in vocabulary("sectors"),
    "country": is_country,
    "corridor": lambda value: all(map(is_country, corridor(value))),
    "language_of": lambda value: value in LANGUAGES,
    "evidence": lambda value: value in EVIDENCE,
    "year": lambda value: re.fullmatch(r"[12][0-9]{3}", value, re.ASCII) is not None,
}
