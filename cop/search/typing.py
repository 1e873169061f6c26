"""Typing help: what a reader may mean who has typed so far. Terms of the vocabularies, words of the index, titles."""

from collections.abc import Iterator
from functools import lru_cache

from cop.core.search.folding import fold
from cop.kernel.actor import Actor
from cop.search.engine import engine
from cop.search.rules import audiences_of
from cop.taxonomy.countries import country_choices
from cop.taxonomy.terms import vocabulary

SHORTEST, LONGEST = 2, 60
MOST, MOST_TERMS, MOST_WORDS = 8, 3, 3
ARTICLE = "ال"
VOCABULARIES = ("themes", "sectors", "organisation_types")


def suggestions(typed: str, language: str, *, actor: Actor) -> list[str]:
    """At most MOST ways to go on, of which titles come last; none for a letter alone."""
    found = ways_on(typed, language, actor=actor)
    text = _tidy(typed)
    if len(fold(text)) >= SHORTEST:
        found += engine().suggest(text, language, MOST, audiences=audiences_of(actor))
    return _different(found)[:MOST]


def ways_on(typed: str, language: str, *, actor: Actor) -> list[str]:
    """Terms, and what was typed with its last word gone on: other questions than the one that was typed."""
    text = _tidy(typed)
    if len(fold(text)) < SHORTEST:
        return []
    found = [*_terms(text, language), *_words(text, language, audiences_of(actor))]
    return [one for one in _different(found) if fold(one) != fold(text)]


def _tidy(typed: str) -> str:
    return " ".join(typed.split())[:LONGEST]


def _different(found: list[str]) -> list[str]:
    """Each once, however it is written."""
    return list({fold(one): one for one in reversed(found)}.values())[::-1]


def _terms(text: str, language: str) -> list[str]:
    """Terms with a word that begins so, those that begin so themselves first."""
    begun = f" {fold(text)}"
    fitting = [name for name in _names(language) if begun in _spaced(name)]
    fitting.sort(key=lambda name: not _spaced(name).startswith(begun))
    return list(dict.fromkeys(fitting))[:MOST_TERMS]


def _names(language: str) -> Iterator[str]:
    for name in VOCABULARIES:
        terms = vocabulary(name)
        yield from (terms.label(code, language) for code in terms.terms)
    yield from (name for _code, name in country_choices(language))


@lru_cache(maxsize=8_192)
def _spaced(name: str) -> str:
    """Folded, with a space before each word; an Arabic one without its article too, as it is often typed."""
    words = fold(name).split()
    bare = [word.removeprefix(ARTICLE) for word in words if word.startswith(ARTICLE)]
    return " ".join(["", *words, *bare])


def _words(text: str, language: str, audiences: tuple[str, ...]) -> Iterator[str]:
    """What was typed, its last word gone on."""
    before, _space, last = text.rpartition(" ")
    if len(fold(last)) >= SHORTEST:
        for word in engine().complete(last, language, MOST_WORDS, audiences=audiences):
            yield f"{before} {word}".strip()
