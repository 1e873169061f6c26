"""What a reader asks of the search: read from the address of the page, and written back into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from cop.core import web
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.countries import is_country
from cop.taxonomy.terms import vocabulary

FACETS = ("theme", "country", "language_of")
"""The names of the facets, as the address has them."""
MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """`chosen` maps each of FACETS to the values picked of it, none meaning any; `page` counts from 1."""

    text: str
    chosen: Mapping[str, tuple[str, ...]]
    page: int = 1

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.is_filtered

    @property
    def is_filtered(self) -> bool:
        return any(self.chosen.values())

    def address(
        self,
        *,
        text: str | None = None,
        chosen: Mapping[str, tuple[str, ...]] | None = None,
        page: int | None = None,
    ) -> str:
        """A page of this question (the first when not given), or of one with another `text` or other choices."""
        arguments: dict[str, Any] = {
            n: list(values) for n, values in (chosen or self.chosen).items() if values
        }
        words = self.text if text is None else text
        return url_for("search.search_show", q=words or None, page=page, **arguments)

    def address_without(self, facet: str, value: str) -> str:
        """This question, less picky by one value."""
        left = tuple(other for other in self.chosen[facet] if other != value)
        return self.address(chosen={**self.chosen, facet: left})


def asked(arguments: MultiDict[str, str] | None = None) -> Asked:
    """The question in the address; what no facet knows is left out."""
    given = request.args if arguments is None else arguments
    text = " ".join(given.get("q", "").split())[:MOST_CHARACTERS]
    chosen = {name: _known(name, given.getlist(name)) for name in FACETS}
    return Asked(text, chosen, web.page_number())


def _known(facet: str, values: list[str]) -> tuple[str, ...]:
    known = {
        "theme": lambda value: value in vocabulary("themes"),
        "country": is_country,
        "language_of": LANGUAGES.__contains__,
    }[facet]
    found = [value for value in values if known(value)]
    if facet == "theme":  # an address from before a merge asks for what stands for its term now
        found = [vocabulary("themes").resolve(value) for value in found]
    return tuple(dict.fromkeys(found))
