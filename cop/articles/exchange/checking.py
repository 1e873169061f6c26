"""What is wrong with practices that were read from a file, by place and field; nothing is written here."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from cop.articles.exchange.plain import LISTS, Plain, Practice, practice_from
from cop.articles.rules.content import check_classification, check_draft
from cop.articles.rules.sections import TEMPLATE
from cop.articles.rules.structure import KEY, check_values, values_of
from cop.articles.rules.template import Item, Kind
from cop.core.web import MOST_ID
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, Message, say
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.countries import is_country
from cop.taxonomy.shipped import NAMES
from cop.taxonomy.terms import vocabulary

MOST_DIGITS = 40
_BLOCK = re.compile(r"(?a:\d{1,9})(-[a-z0-9]{1,12})?")
"""A building block of a practice of this site, as forms.section keeps it."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Text(_Part):
    title: str
    summary: str
    image_alt: str = ""
    content: dict[str, str | dict[str, dict[str, str]]] = {}


class _About(_Part):
    themes: list[str] = []
    sectors: list[str] = []
    sdg_targets: list[str] = []
    countries_of_origin: list[str] = []
    countries_of_destination: list[str] = []
    starts_year: int | None = None
    ends_year: int | None = None
    lead: str | None = Field(default="", max_length=300)


class _Picture(_Part):
    file: str = Field(min_length=1, max_length=300)
    address: str = ""
    sha256: str = ""


class _Record(_Part):
    id: int | None = Field(default=None, ge=1, le=MOST_ID)
    mark: str = ""
    original: str
    about: _About = _About()
    details: dict[str, Any] = {}
    texts: dict[str, _Text]
    picture: _Picture | None = None

    @model_validator(mode="after")
    def _has_its_original(self) -> "_Record":
        if self.original not in self.texts or not set(self.texts) <= set(LANGUAGES):
            raise ValueError("languages")
        return self


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one field. `field` is a path of codes, such as `texts.fr.title` or `blocks-2-purpose`."""

    field: str
    message: Message


def faults_in(plain: Plain) -> list[Fault]:
    """Everything that keeps a practice from being taken; none for a good one."""
    try:
        _Record.model_validate(plain)
    except ValidationError as error:
        return [_at(".".join(map(str, one["loc"]))) for one in error.errors()]
    if wrong := [*_wrong_kinds(plain.get("details") or {}), *_wrong_words(plain["texts"])]:
        return wrong
    return [*_faults_of(practice_from(plain))]


def _at(path: str) -> Fault:
    """What is wrong at a place; with the whole, it is that there is no original."""
    if path:
        return _misshapen(path)
    return Fault("original", say(N_("Name one of the five languages, one that the practice has a text in.")))


def _misshapen(field: str) -> Fault:
    return Fault(field, say(N_("Something else belongs here, or it is missing.")))


def _wrong_kinds(details: Mapping[str, Any]) -> Iterator[Fault]:
    """Answers that are of another kind than their item's: a text for a number, a row without a key."""
    known = {item.code: item for section in TEMPLATE for item in section.items if not item.is_text}
    groups = {group.code: group for section in TEMPLATE for group in section.groups}
    for code, value in details.items():
        if code in known:
            if not is_of_kind(known[code], value):
                yield _misshapen(code)
        elif code in groups and isinstance(value, list):
            items = {item.code: item for item in groups[code].items if not item.is_text}
            for number, row in enumerate(value):
                yield from _wrong_row(f"{code}-{number}", row, items)
        else:
            yield _misshapen(code)


def _wrong_row(name: str, row: Any, items: Mapping[str, Item]) -> Iterator[Fault]:
    if not isinstance(row, dict) or not _is_key(row.get("key")):
        yield _misshapen(name)
        return
    for code, value in row.items():
        if code != "key" and (code not in items or not is_of_kind(items[code], value)):
            yield _misshapen(f"{name}-{code}")


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and KEY.fullmatch(value) is not None


def _wrong_words(texts: Mapping[str, Any]) -> Iterator[Fault]:
    """Words of another shape than their place's: a text for a group, a key that no row can have."""
    words = {item.code for section in TEMPLATE for item in section.items if item.is_text}
    groups = {group.code: group for section in TEMPLATE for group in section.groups}
    for language, text in texts.items():
        for code, said in text.get("content", {}).items():
            rows = said if isinstance(said, dict) else {}
            known = {item.code for item in groups[code].items if item.is_text} if code in groups else set()
            fits = all(_is_key(key) and row.keys() <= known for key, row in rows.items())
            if not fits or code not in (groups if isinstance(said, dict) else words):
                yield _misshapen(f"texts.{language}.{code}")


def is_of_kind(item: Item, value: Any) -> bool:
    """Whether `value` is what an answer to `item` looks like."""
    match item.kind:
        case Kind.WHOLE:
            return isinstance(value, int) and not isinstance(value, bool)
        case Kind.NUMBER:
            return isinstance(value, str) and is_number(value)
        case Kind.NAMES | Kind.TERMS:
            return isinstance(value, list) and all(isinstance(one, str) and one for one in value)
        case Kind.YES:
            return value is True
    return isinstance(value, str) and bool(value)


def is_number(text: str) -> bool:
    """A finite one that can be written out: all the places of 1e-999999999 would be a gigabyte."""
    try:
        places = Decimal(text).as_tuple().exponent
    except InvalidOperation:
        return False
    return len(text) <= MOST_DIGITS and isinstance(places, int) and abs(places) <= MOST_DIGITS


def _faults_of(practice: Practice) -> Iterator[Fault]:
    yield from _refusals("about.", lambda: check_classification(practice.about))
    yield from _unknown_codes(practice)
    for code, text in practice.texts.items():
        yield from _refusals(f"texts.{code}.", lambda text=text: check_draft(text, has_image=False))
    for section in TEMPLATE:
        values = values_of(section, practice.details, practice.texts[practice.original].content)
        yield from _refusals("", lambda section=section, values=values: check_values(section, values))


def _refusals(before: str, check: Any) -> Iterator[Fault]:
    try:
        check()
    except Invalid as error:
        yield from (Fault(f"{before}{name}", message) for name, message in error.fields.items())


def _unknown_codes(practice: Practice) -> Iterator[Fault]:
    for name in LISTS:
        for code in getattr(practice.about, name):
            if not (code in vocabulary(name) if name in NAMES else is_country(code)):
                yield Fault(f"about.{name}", say(N_("“%(code)s” is not in this list."), code=code))
    for field, item, value in _answers(practice.details):
        codes = value if isinstance(value, list) else [value]
        for code in codes:
            if not _is_known(item, code):
                yield Fault(field, say(N_("“%(code)s” is not in this list."), code=str(code)))


def _answers(details: Mapping[str, Any]) -> Iterator[tuple[str, Item, Any]]:
    for section in TEMPLATE:
        for item in section.items:
            if item.code in details:
                yield item.code, item, details[item.code]
        for group in section.groups:
            for number, row in enumerate(details.get(group.code, ())):
                for item in group.items:
                    if item.code in row:
                        yield f"{group.code}-{number}-{item.code}", item, row[item.code]


def _is_known(item: Item, code: Any) -> bool:
    match item.kind:
        case Kind.TERM | Kind.TERMS:
            return code in vocabulary(item.vocabulary)
        case Kind.COUNTRY:
            return is_country(code)
        case Kind.BLOCK:
            return _BLOCK.fullmatch(code) is not None
    return True
