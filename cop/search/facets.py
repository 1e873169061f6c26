"""What results are narrowed down by: facets, their values as their readers call them, how many results each would leave."""

from flask_babel import gettext as _

from cop.articles.rules.evidence import EVIDENCE_TAGS
from cop.core import i18n, web
from cop.core.search.port import Results
from cop.kernel.facets import Facet, Option
from cop.kernel.messages import N_, say
from cop.search.asking import FACETS, Asked, corridor
from cop.search.kinds import KINDS
from cop.taxonomy.countries import country_name
from cop.taxonomy.terms import vocabulary

MOST_OPTIONS = 12
NAMES = {
    "kind": N_("Kind"),
    "theme": N_("Theme"),
    "sector": N_("Sector"),
    "country": N_("Country"),
    "corridor": N_("From where to where"),
    "language_of": N_("Language"),
    "evidence": N_("Evidence"),
    "year": N_("Year"),
}


def facets_of(asked: Asked, results: Results) -> tuple[Facet, ...]:
    """Every facet of FACETS; one that would not narrow anything has no options."""
    return tuple(_facet(name, asked, results) for name in FACETS)


def _facet(name: str, asked: Asked, results: Results) -> Facet:
    chosen, found = asked.chosen[name], results.facets.get(name, ())
    counts = dict(found)
    if len(counts) < 2 and not chosen:
        return Facet(name, facet_name(name))
    values = [*chosen, *(value for value in counts if value not in chosen)][:MOST_OPTIONS]
    if name == "year":
        values.sort(reverse=True)
    options = tuple(Option(v, value_label(name, v), counts.get(v, 0), v in chosen) for v in values)
    return Facet(name, facet_name(name), options)


def facet_name(name: str) -> str:
    """What a facet is called."""
    return i18n.sentence(say(NAMES[name]))


def value_label(name: str, value: str) -> str:  # noqa: PLR0911 - one line for each facet
    """What a facet's value is called."""
    language = web.language()
    match name:
        case "kind":
            return i18n.sentence(say(KINDS[value].name))
        case "theme" | "sector":
            return vocabulary(f"{name}s").label(value, language)
        case "country":
            return country_name(value, language)
        case "corridor":
            origin, destination = (country_name(code, language) for code in corridor(value))
            return str(_("%(origin)s → %(destination)s", origin=origin, destination=destination))
        case "language_of":
            return i18n.language_name(value, own=False)
        case "evidence":
            return i18n.sentence(say(EVIDENCE_TAGS[value]))
        case _:
            return value


def chips_of(asked: Asked) -> list[tuple[str, str]]:
    """(what was chosen, the address of the question without it)."""
    return [
        (value_label(name, value), asked.without(name, value).address())
        for name, values in asked.chosen.items()
        for value in values
    ]


def in_words(asked: Asked) -> str:
    """The whole question as a title: what was typed, and what was chosen."""
    chosen = [value_label(name, value) for name, values in asked.chosen.items() for value in values]
    return " · ".join([f"“{asked.text}”"] * bool(asked.text) + chosen)
