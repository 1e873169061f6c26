"""The list of the library for one reader: what fits, in order, and what it may be narrowed down by."""

from collections import Counter
from dataclasses import dataclass

from cop.core import i18n, web
from cop.kernel.facets import Facet, Option, counted, narrowed
from cop.kernel.messages import N_, say
from cop.kernel.translated import pick
from cop.resources.asking import FACETS, VOCABULARIES, Asked
from cop.resources.queries import shelf, titles_of
from cop.taxonomy.countries import country_name
from cop.taxonomy.sorting import sort_key
from cop.taxonomy.terms import vocabulary

NAMES = {
    "kind": N_("Kind"),
    "theme": N_("Theme"),
    "country": N_("Country"),
    "language_of": N_("Language"),
    "year": N_("Year"),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """The numbers of what fits, in the order asked for, and the facets; `is_bare` when nothing is published at all."""

    numbers: list[int]
    facets: list[Facet]
    is_bare: bool


def listing(asked: Asked) -> Listing:
    every = shelf()
    numbers = [one.id for one in narrowed(every, asked.chosen)]
    if asked.order == "title":
        numbers = _by_title(numbers)
    counts = counted(every, asked.chosen)
    return Listing(numbers, [_facet(name, asked, counts[name]) for name in FACETS], is_bare=not every)


def _by_title(numbers: list[int]) -> list[int]:
    """In the order of the titles that the reader is shown, as a reader of their language looks for them."""
    language, titles = web.language(), titles_of(numbers)
    return sorted(numbers, key=lambda number: sort_key(pick(titles[number], language).text, language))


def _facet(name: str, asked: Asked, counts: Counter[str]) -> Facet:
    """One that would not narrow anything has no options."""
    chosen, label = asked.chosen[name], i18n.sentence(say(NAMES[name]))
    if len(counts) < 2 and not chosen:
        return Facet(name, label)
    values = dict.fromkeys([*counts, *chosen])
    options = [Option(v, value_label(name, v), counts[v], v in chosen) for v in values]
    options.sort(key=lambda option: sort_key(option.label, web.language()), reverse=name == "year")
    return Facet(name, label, tuple(options))


def value_label(name: str, value: str) -> str:
    """What a facet's value is called."""
    if name in VOCABULARIES:
        return vocabulary(VOCABULARIES[name]).label(value, web.language())
    if name == "country":
        return country_name(value, web.language())
    return i18n.language_name(value, own=False) if name == "language_of" else value


def chips_of(asked: Asked) -> list[tuple[str, str]]:
    """(what was chosen, the address of the question without it)."""
    return [
        (value_label(name, value), asked.without(name, value).address())
        for name, values in asked.chosen.items()
        for value in values
    ]


def in_words(asked: Asked) -> str:
    """What was chosen, as a title."""
    return " · ".join(value_label(name, value) for name, values in asked.chosen.items() for value in values)
