"""What a reader typed, taken apart: words, "phrases", -exclusions. Everything typed means something; nothing is an error."""

import re
from dataclasses import dataclass

from cop.core.search.analysis import Token, analyse, analysed_as, words

LONGEST_QUERY = (
    4_000  # characters: a paragraph may be asked; what a page takes of a reader is the page's to say
)
MOST_WORDS = 256

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "＂": '"'})
_SIGNS = re.compile(r"[\"“”„‟«»＂]|(?<!\S)-")
_PIECE = re.compile(r'(?P<minus>(?<!\S)-(?=["\w]))?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Word:
    """A word to rank by, and where it stands in the query."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """`words` rank (those of phrases too), each of `phrases` must be there, none of `excluded` (words or phrases) may be.

    `sentence` is what was typed without what is excluded: what it means as a whole.
    """

    words: tuple[Word, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    sentence: str = ""


def take_apart(text: str, language: str) -> Asked:
    """The parts of `text` as typed by a reader of `language`, whose stop words do not rank unless there is nothing else."""
    typed = text[:LONGEST_QUERY].translate(_QUOTES)
    found: list[Word] = []
    phrases: list[str] = []
    excluded: list[str] = []
    said: list[str] = []
    for piece in _PIECE.finditer(typed):
        group = "word" if piece["phrase"] is None else "phrase"
        content, offset = piece[group], piece.start(group)
        inside = [Word(content[start:end], offset + start, offset + end) for start, end in words(content)]
        if piece["minus"]:
            excluded += [content] if inside else []
            continue
        found += inside
        said.append(content)
        if group == "phrase" and len(inside) > 1:
            phrases.append(content)
    return Asked(
        _telling(found, language)[:MOST_WORDS],
        tuple(dict.fromkeys(phrases)),
        tuple(dict.fromkeys(excluded)),
        " ".join(said),
    )


def as_words(text: str) -> str:
    """`text` for a query in which quotes and minus signs mean nothing: a sentence, not what a reader typed to search."""
    return _SIGNS.sub(" ", text)


def _telling(found: list[Word], language: str) -> tuple[Word, ...]:
    telling = [word for word in found if not _is_stop(word, language)]
    return tuple(telling or found)


def _is_stop(word: Word, language: str) -> bool:
    return all(token.is_stop for token in analyse(word.text, language))


def term(word: Word, language: str, *, heard_as: str) -> str | None:
    """The term of a word a reader of `heard_as` typed, in texts of `language`; None where it is only a stop word there."""
    token = _token(word, language)
    if token is None or (token.is_stop and language != analysed_as(heard_as)):
        return None
    return token.term


def _token(word: Word, language: str) -> Token | None:
    return next(iter(analyse(word.text, language)), None)
