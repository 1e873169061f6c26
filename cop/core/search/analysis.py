"""The one analyser: text to terms, the same for what is indexed and what is asked, whichever engine is behind."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cop.core.search.folding import fold
from cop.core.search.stems import changed_initials, stem
from cop.core.search.stops import is_stop
from cop.kernel.translated import LANGUAGES

UNDETERMINED = "und"
ANALYSED = (*LANGUAGES, UNDETERMINED)
LONGEST_WORD = 64  # characters: what is longer is no word, and would only fill the memory of known words

# \w knows no combining marks: without them a decomposed "é" or a voweled Arabic word would fall to pieces.
_MARKS = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    r"\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u1ab0-\u1aff"
    r"\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u200c\u200d"
)
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")


class Token(NamedTuple):
    """A term and where it stands: `text[start:end]` is the word as written."""

    term: str
    start: int
    end: int
    is_stop: bool


def analysed_as(language: str) -> str:
    """The analyser for a language code: "pt-BR" is read as Portuguese, an unknown language is only folded."""
    primary = language[:2].lower()
    return primary if primary in LANGUAGES else UNDETERMINED


def analyse(text: str, language: str) -> list[Token]:
    """The tokens of `text` in order, stop words among them and marked. Never raises, whatever the text."""
    spoken = analysed_as(language)
    tokens = []
    for start, end in words(text):
        term, stop = _term(text[start : min(end, start + LONGEST_WORD)], spoken)
        if term:
            tokens.append(Token(term, start, end, stop))
    return tokens


def analyse_word(word: str, language: str) -> tuple[str, bool]:
    """(term, is it a stop word) of one word as `words` finds them."""
    return _term(word[:LONGEST_WORD], analysed_as(language))


def terms(text: str, language: str) -> list[str]:
    """The terms of `text` in order, stop words included: what an index keeps."""
    return [token.term for token in analyse(text, language)]


def words(text: str) -> Iterator[tuple[int, int]]:
    """Where each word of `text` starts and ends. An apostrophe ends a word, so "l'école" holds "école"."""
    return (match.span() for match in _WORD.finditer(text))


def words_beginning(text: str, initials: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Those of `words` whose terms may begin with any of `initials`, and a few more: to stem all takes many times as long."""
    return (match.span() for match in _beginning(initials).finditer(text))


@lru_cache(maxsize=1_024)
def _beginning(initials: frozenset[str]) -> re.Pattern[str]:
    letters = _letters()
    if not initials <= letters.keys():
        return _WORD
    # An article may stand before what an Arabic term begins with, so every Arabic word is looked at.
    begun = "".join(letters[initial] for initial in initials) + "\u0621-\u064a" + _FOREIGN
    return re.compile(rf"(?<![^\W_])(?<![{_MARKS}])(?=[^\W_])[{begun}](?:[^\W_]|[{_MARKS}])*")


_FOREIGN = "\u0250-\u0620\u06d4-\u1dff\u1f00-\U0010ffff"
"""All outside the scripts of our languages: few in a text, and some become a letter of ours (a bold "b" of mathematics)."""


@cache
def _letters() -> dict[str, str]:
    """First letter of a term -> every letter that such a word may begin with, in the scripts of our languages."""
    found: dict[str, str] = {}
    for letter in map(chr, (*range(0x30, 0x250), *range(0x621, 0x6D4), *range(0x1E00, 0x1F00))):
        if letter.isalnum() and (folded := fold(letter)):
            found[folded[0]] = found.get(folded[0], "") + letter
    for initial, written in changed_initials():
        found[initial] += found[written]
    return found


@lru_cache(maxsize=65_536)
def _term(word: str, language: str) -> tuple[str, bool]:
    folded = fold(word).replace(" ", "")  # one letter may stand for words, as some Arabic ligatures do
    return stem(folded, language), is_stop(folded, language)
