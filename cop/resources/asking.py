"""What a reader asks of the library: read from the address of the page, and written back into it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import request, url_for

from cop.kernel.facets import Chosen
from cop.resources.queries import KINDS
from cop.resources.rules.content import DOCUMENT_LANGUAGES
from cop.taxonomy.countries import is_country
from cop.taxonomy.terms import vocabulary

FACETS = ("kind", "theme", "country", "language_of", "year")
"""The names of the facets, as the address has them; `language_of` is what the document is in."""
ORDERS = ("new", "title")
"""The orders of the library, as the address has them; the first is the usual one."""
VOCABULARIES = {"kind": KINDS, "theme": "themes"}
"""The facets whose values are terms."""
MOST_VALUES = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """`chosen` maps each of FACETS to the values picked of it, none meaning any."""

    chosen: Chosen
    order: str = ORDERS[0]

    @property
    def is_filtered(self) -> bool:
        return any(self.chosen.values())

    def arguments(self) -> dict[str, Any]:
        """This question as an address has it, but for the page."""
        return {name: list(values) for name, values in self.chosen.items() if values} | self.kept()

    def kept(self) -> dict[str, str]:
        """What a form of filters carries along."""
        return {"order": self.order} if self.order != ORDERS[0] else {}

    def address(self, *, endpoint: str = "resources.resource_list", **more: Any) -> str:
        """Where the first page of this question is, or something else that is asked the same way."""
        return url_for(endpoint, **self.arguments(), **more)

    def with_order(self, order: str) -> "Asked":
        return replace(self, order=order)

    def without(self, facet: str, value: str) -> "Asked":
        """This question, less picky by one value."""
        left = tuple(other for other in self.chosen[facet] if other != value)
        return replace(self, chosen={**self.chosen, facet: left})


def asked() -> Asked:
    """The question in the address; what no facet knows is left out."""
    chosen = {name: _known(name, request.args.getlist(name)) for name in FACETS}
    order = request.args.get("order", "")
    return Asked(chosen, order if order in ORDERS else ORDERS[0])


def _known(facet: str, values: list[str]) -> tuple[str, ...]:
    found = [value for value in values if _IS_KNOWN[facet](value)]
    if facet in VOCABULARIES:  # an address from before a merge asks for what stands for its term now
        found = [vocabulary(VOCABULARIES[facet]).resolve(value) for value in found]
    return tuple(dict.fromkeys(found))[:MOST_VALUES]


_IS_KNOWN: Mapping[str, Callable[[str], bool]] = {
    "kind": lambda value: value in vocabulary(KINDS),
    "theme": lambda value: value in vocabulary("themes"),
    "country": is_country,
    "language_of": lambda value: value in DOCUMENT_LANGUAGES,
    "year": lambda value: re.fullmatch(r"[12][0-9]{3}", value, re.ASCII) is not None,
}
