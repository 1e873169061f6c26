"""Every call, in each language of its texts; those that are not published for whoever may see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from cop.calls.definition.definition import CallDefinition
from cop.calls.models import Call, CallState
from cop.calls.queries import definitions_of, versions_in_force, visible_to
from cop.core import i18n
from cop.core.db import db
from cop.core.markdown import plain
from cop.core.search.port import PUBLIC, Document
from cop.kernel.actor import SYSTEM
from cop.kernel.messages import N_, say
from cop.kernel.translated import LANGUAGES, pick
from cop.search.rules import DRAFT_CALLS
from cop.search.sources.source import Source, coded, labels_of
from cop.taxonomy.shipped import COUNTRIES
from cop.taxonomy.terms import vocabulary


@dataclass(frozen=True, slots=True)
class Defined:
    """A call with the definition in force."""

    call: Call
    definition: CallDefinition

    @property
    def id(self) -> int:
        return self.call.id


def documents_of(defined: Defined) -> list[Document]:
    return [_document(defined, language) for language in defined.definition.languages]


def _document(defined: Defined, language: str) -> Document:
    call, definition = defined.call, defined.definition
    countries = (*definition.target_countries, *definition.partner_countries)
    return Document(
        id=_name(call.id, language),
        kind="call",
        language=language,
        title=pick(definition.title, language).text,
        body="\n\n".join(plain(pick(text, language).text) for text in (definition.summary, definition.about)),
        keywords=_kind_names()
        + labels_of(
            coded("themes", definition.themes)
            + coded("sectors", definition.sectors)
            + coded(COUNTRIES, countries)
        ),
        facets=_facets(defined),
        audience=PUBLIC if call.state == CallState.PUBLISHED else DRAFT_CALLS,
        group=f"call-{call.id}",
        stored={
            "date": (call.published_at or call.created_at).isoformat(),
            "code": call.code,
            "countries": " ".join(dict.fromkeys(countries)),
            "opens": call.stages[0].opens_at.isoformat(),
            "closes": call.stages[0].closes_at.isoformat(),
        },
    )


def _kind_names() -> tuple[str, ...]:
    """What calls are called in every language: few say it of themselves, and many who look for one type just that."""
    names = []
    for language in LANGUAGES:
        with i18n.in_language(language):
            names.append(i18n.sentence(say(N_("Calls for proposals"))))
    return tuple(dict.fromkeys(names))


def _facets(defined: Defined) -> dict[str, tuple[str, ...]]:
    definition, stages = defined.definition, defined.call.stages
    first = min(stage.opens_at for stage in stages).year
    last = max(stage.closes_at for stage in stages).year
    return {
        "theme": vocabulary("themes").with_broader(definition.themes),
        "sector": vocabulary("sectors").with_broader(definition.sectors),
        "country": tuple(dict.fromkeys([*definition.target_countries, *definition.partner_countries])),
        "language_of": tuple(definition.languages),
        "year": tuple(str(year) for year in range(first, last + 1)),
    }


def _name(call_id: int, language: str) -> str:
    return f"call-{call_id}-{language}"


def _after(last: int, most: int) -> Sequence[Defined]:
    return _defined(select(Call).where(Call.id > last).order_by(Call.id).limit(most))


def _by_number(call_id: int) -> Defined | None:
    return next(iter(_defined(select(Call).where(Call.id == call_id))), None)


def _defined(wanted: Select[Call]) -> list[Defined]:
    calls = db.session.scalars(wanted).all()
    versions = versions_in_force(calls)
    definitions = definitions_of(list(versions.values()))
    return [Defined(call, definitions[versions[call.id].sha256]) for call in calls if call.id in versions]


def _names() -> set[str]:
    every = _defined(visible_to(SYSTEM))
    return {_name(one.id, language) for one in every for language in one.definition.languages}


CALLS = Source(
    name="call",
    count=lambda: db.session.scalar(select(func.count(Call.id))) or 0,
    after=_after,
    by_number=_by_number,
    documents_of=documents_of,
    possible=lambda number: [_name(number, language) for language in LANGUAGES],
    names=_names,
)
