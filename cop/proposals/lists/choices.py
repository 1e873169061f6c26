"""What a list can be narrowed by, what it is narrowed by now, and the address of both."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext as _

from cop.calls.models import Call
from cop.core import i18n, web
from cop.proposals.lists.filters import Filter
from cop.proposals.lists.queries import Counts
from cop.proposals.rules.workflow import STATE_NAMES
from cop.taxonomy.countries import country_name
from cop.taxonomy.terms import vocabulary


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to narrow by: the filter's field, and (value, label, how many) of each option there is."""

    name: str
    label: str
    options: Sequence[tuple[str, str, int | None]]
    chosen: Sequence[str]


def facets_of(counts: Counts, wanted: Filter, themes: Mapping[str, str]) -> list[Facet]:
    """The facets of a list, in the reader's language; one without options is none."""
    here, kinds = web.language(), vocabulary("organisation_types")
    states = [(code, _(name), counts.state[code]) for code, name in STATE_NAMES.items() if counts.state[code]]
    found = (
        Facet("state", _("State"), states, wanted.state),
        Facet(
            "country", _("Country"), _named(counts.country, lambda c: country_name(c, here)), wanted.country
        ),
        Facet("theme", _("Theme"), [(code, label, None) for code, label in themes.items()], wanted.theme),
        Facet(
            "kind",
            _("Type of organisation"),
            _named(counts.kind, lambda c: kinds.label(c, here)),
            wanted.kind,
        ),
        Facet(
            "written",
            _("Language"),
            _named(counts.language, lambda c: i18n.language_name(c, own=False)),
            wanted.written,
        ),
    )
    return [facet for facet in found if facet.options]


def _named(counts: Mapping[str, int], name_of: Callable[[str], str]) -> list[tuple[str, str, int | None]]:
    return sorted(((code, name_of(code), count) for code, count in counts.items()), key=lambda row: row[1])


def chips_of(wanted: Filter, facets: Sequence[Facet]) -> Iterator[tuple[str, Filter]]:
    """Each choice that was made, and the filter without it."""
    for facet in facets:
        for value, label, _count in facet.options:
            if value in facet.chosen:
                rest = tuple(code for code in facet.chosen if code != value)
                yield label, replace(wanted, **cast(Any, {facet.name: rest}))
    if wanted.q:
        yield f"“{wanted.q}”", replace(wanted, q="")
    if wanted.least is not None:
        yield _("at least %(amount)s", amount=i18n.number(wanted.least)), replace(wanted, least=None)
    if wanted.most is not None:
        yield _("at most %(amount)s", amount=i18n.number(wanted.most)), replace(wanted, most=None)
    if wanted.documents:
        label = _("with documents") if wanted.documents == "with" else _("without documents")
        yield label, replace(wanted, documents="")


def as_query(wanted: Filter, **changed: Any) -> dict[str, Any]:
    """A filter as the arguments of url_for."""
    query: dict[str, list[str]] = {}
    for name, value in wanted.pairs(**changed):
        query.setdefault(name, []).append(value)
    return query


def list_urls(call: Call) -> Callable[..., str]:
    """What makes the address of the call's list of a filter, with changes in it: a page has dozens of these."""
    base = url_for("proposals_staff.proposal_list", code=call.code)

    def url(wanted: Filter, **changed: Any) -> str:
        query = urlencode(wanted.pairs(**changed))
        return f"{base}?{query}" if query else base

    return url
