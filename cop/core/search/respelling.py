"""A whole question respelled, from words of documents that its reader may see."""

from collections.abc import Callable, Iterable

from cop.core.search.analysis import Token
from cop.core.search.asking import Asked, Word
from cop.core.search.folding import fold
from cop.core.search.port import Query
from cop.core.search.spelling import Known, slips_allowed

MOST_WORDS = 8
"""Of a question that is respelled: in a whole sentence an unknown word is more often a name than a slip."""


def respelled(
    query: Query, asked: Asked, *, is_known: Callable[[Word], bool], nearest: Callable[[str], str | None]
) -> str | None:
    """The query with unknown words replaced by `nearest` ones (of a folded word); None when there is nothing to replace."""
    if len(asked.words) > MOST_WORDS:
        return None
    text, changed = query.text, False
    for word in reversed(asked.words):
        if is_known(word):
            continue
        if better := nearest(fold(word.text)):
            text = text[: word.start] + better + text[word.end :]
            changed = True
    return text if changed else None


def spellings(text: str, tokens: Iterable[Token]) -> set[Known]:
    """Whole words of `text` worth proposing to someone who mistyped."""
    written = {text[token.start : token.end].lower() for token in tokens if not token.is_stop}
    return {Known(folded, word) for word in written if slips_allowed(folded := fold(word))}
