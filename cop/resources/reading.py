"""A resource as one reader gets it: the best of its words, and what is kept as codes in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import url_for

from cop.core import i18n, web
from cop.kernel.messages import Message, say
from cop.kernel.translated import Localised, pick
from cop.resources.models import Resource
from cop.resources.queries import KINDS
from cop.resources.rules.content import TERMS_OF_USE
from cop.resources.states import STATE_KINDS, STATE_NAMES
from cop.taxonomy.countries import country_name, language_name
from cop.taxonomy.sorting import sort_key
from cop.taxonomy.terms import vocabulary


@dataclass(frozen=True, slots=True)
class Reading:
    """`title` and `summary` in the language `wanted` where there are such, else in the original's, else in any."""

    resource: Resource
    title: Localised
    summary: Localised
    wanted: str

    @property
    def url(self) -> str:
        return url_for("resources.resource_show", resource_id=self.resource.id, language=self.wanted)

    @property
    def canonical(self) -> str:
        return web.absolute_url(
            "resources.resource_show", resource_id=self.resource.id, language=self.summary.language
        )

    @property
    def is_in_wanted_language(self) -> bool:
        return self.summary.language == self.wanted

    @property
    def updated_at(self) -> datetime:
        newest = max(text.updated_at for text in self.resource.texts)
        return max(newest, self.resource.published_at or newest)

    @property
    def kind(self) -> str:
        return vocabulary(KINDS).label(self.resource.kind, self.wanted)

    @property
    def themes(self) -> list[str]:
        terms = vocabulary("themes")
        return list(dict.fromkeys(terms.label(code, self.wanted) for code in self.resource.themes))

    @property
    def countries(self) -> list[str]:
        return self._sorted(country_name(code, self.wanted) for code in self.resource.countries)

    @property
    def languages(self) -> list[str]:
        """What the document is in, as it is written within a sentence."""
        return self._sorted(language_name(code, self.wanted) for code in self.resource.languages)

    @property
    def licence(self) -> str:
        label = dict(TERMS_OF_USE).get(self.resource.licence)
        return i18n.sentence(say(label)) if label else ""

    @property
    def file_type(self) -> str:
        """The kind of file, as people call it: PDF, XLSX."""
        return self.resource.file.name.rpartition(".")[2].upper() if self.resource.file else ""

    @property
    def site(self) -> str:
        """Whose page the link leads to."""
        return (urlsplit(self.resource.link).hostname or "").removeprefix("www.")

    @property
    def state_name(self) -> Message:
        return say(STATE_NAMES[self.resource.state])

    @property
    def state_kind(self) -> str:
        return STATE_KINDS[self.resource.state]

    @property
    def marks(self) -> list[str]:
        """What a list says of it: who made it, when, in which languages, how large the file is."""
        made, file = self.resource, self.resource.file
        marks = [made.authors or made.publisher, str(made.year or ""), i18n.join(self.languages)]
        marks += [self.file_type, i18n.file_size(file.size)] if file else []
        return [mark for mark in marks if mark]

    def _sorted(self, names: Iterable[str]) -> list[str]:
        return sorted(names, key=lambda name: sort_key(name, self.wanted))


def reading_of(resource: Resource, language: str) -> Reading:
    """`resource` for a reader of `language`."""
    titles = {text.language: text.title for text in resource.texts}
    summaries = {text.language: text.summary for text in resource.texts}
    original = resource.original_language
    return Reading(
        resource,
        title=pick(titles, language, fallback=original),
        summary=pick(summaries, language, fallback=original),
        wanted=language,
    )


def readings_of(resources: Iterable[Resource], language: str) -> list[Reading]:
    return [reading_of(resource, language) for resource in resources]
