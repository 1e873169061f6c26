"""What an entry of the library says of a document: when it holds, what it lacks, what a change of it changed."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit

from cop.kernel.errors import Invalid
from cop.kernel.ids import canonical_json, digest
from cop.kernel.licences import LICENCES
from cop.kernel.messages import N_, Message, say

MOST_TITLE, MOST_SUMMARY, MOST_LINE, MOST_LINK = 200, 1_200, 300, 500
FIRST_YEAR, LAST_YEAR = 1900, 2100
TERMS_OF_USE = (
    *LICENCES,
    ("public-domain", N_("Public domain: free to use")),
    ("publisher", N_("As its publisher says")),
)
"""The licences and other terms that a document may be used under, as (code, label)."""
DOCUMENT_LANGUAGES = (
    *("en", "fr", "es", "pt", "ar"),
    *("am", "bn", "de", "el", "fa", "fil", "hi", "id", "it", "nl"),
    *("pl", "ro", "ru", "so", "sq", "sw", "ti", "tr", "uk", "ur", "vi", "zh"),
)
"""What a document may be written or spoken in, which the site need not speak: ISO 639."""


@dataclass(frozen=True, slots=True)
class Words:
    """An entry in one language. Without a title it goes by that of the original: many documents have one title only."""

    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is said of a document. Codes are terms of the vocabularies, countries ISO 3166 alpha-2.

    `texts` are its words by language, those in `original_language` first written; `languages` what the document itself is in;
    `found_in` where else it is to be had: a series and number, an ISBN, a library.
    """

    original_language: str
    texts: Mapping[str, Words] = field(hash=False)
    kind: str = ""
    authors: str = ""
    publisher: str = ""
    year: int | None = None
    languages: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    licence: str = ""
    link: str = ""
    found_in: str = ""

    @property
    def fingerprint(self) -> str:
        """Changes with the content: by it a writer proves which version the change was made from."""
        return digest(canonical_json(asdict(self)))[:16]


def is_web_address(text: str) -> bool:
    """Whether `text` is the address of a page, on some host, without a name and password in it.

    Browsers end the host at a backslash, too: it would lead elsewhere than it seems to.
    """
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    is_plain = text.isprintable() and not {" ", "\\"} & {*text} and "@" not in parts.netloc
    return parts.scheme in {"http", "https"} and "." in host.strip(".") and is_plain


def check_entry(entry: Entry) -> None:
    """Raises Invalid, naming the fields; texts are `title_fr`, `summary_fr`. It may lack what it needs to be proposed."""
    if fields := {**dict(_wrong_words(entry)), **dict(_wrong_facts(entry))}:
        raise Invalid(fields=fields)


def _wrong_words(entry: Entry) -> Iterator[tuple[str, Message]]:
    original = entry.texts.get(entry.original_language, Words("", ""))
    if not original.title:
        yield f"title_{entry.original_language}", say(N_("Please answer this."))
    for language, words in {entry.original_language: original, **entry.texts}.items():
        if not words.summary:
            yield f"summary_{language}", say(N_("Please answer this."))
        for name, most in (("title", MOST_TITLE), ("summary", MOST_SUMMARY)):
            if len(getattr(words, name)) > most:
                yield f"{name}_{language}", say(N_("At most %(most)s characters."), most=most)


def _wrong_facts(entry: Entry) -> Iterator[tuple[str, Message]]:
    if not entry.kind:
        yield "kind", say(N_("Please answer this."))
    if entry.year is not None and not FIRST_YEAR <= entry.year <= LAST_YEAR:
        years = {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
        yield "year", say(N_("Write a year between %(first)s and %(last)s."), **years)
    if entry.licence and entry.licence not in dict(TERMS_OF_USE):
        yield "licence", say(N_("“%(code)s” is not in this list."), code=entry.licence)
    for code in entry.languages:
        if code not in DOCUMENT_LANGUAGES:
            yield "languages", say(N_("“%(code)s” is not in this list."), code=code)
    if entry.link and not is_web_address(entry.link):
        yield "link", say(N_("Write a whole web address; it starts with https:// or http://."))
    limits = {"authors": MOST_LINE, "publisher": MOST_LINE, "found_in": MOST_LINE, "link": MOST_LINK}
    for name, most in limits.items():
        if len(getattr(entry, name)) > most:
            yield name, say(N_("At most %(most)s characters."), most=most)


def missing(entry: Entry, *, has_file: bool) -> tuple[Message, ...]:
    """What an entry lacks before the public may find it."""
    found = []
    if not (entry.link or entry.found_in or has_file):
        found.append(say(N_("Give a link or a file, or say where the document can be found.")))
    if not (entry.authors or entry.publisher):
        found.append(say(N_("Name an author or a publisher.")))
    if not entry.languages:
        found.append(say(N_("Say which language the document is in.")))
    if not entry.themes:
        found.append(say(N_("Choose at least one theme.")))
    if not entry.licence:
        found.append(say(N_("Say under what terms it may be used.")))
    return tuple(found)


def changes(before: Entry, after: Entry) -> dict[str, list[Any]]:
    """What is said otherwise, by field: [before, after]."""
    old, new = asdict(before), asdict(after)
    return {name: [old[name], new[name]] for name in old if old[name] != new[name]}
