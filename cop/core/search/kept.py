"""What engines keep of a document beside its terms, and the hit they make of it."""

from typing import Any

from cop.core.search.analysis import analysed_as
from cop.core.search.asking import Asked
from cop.core.search.meaning.passages import passages
from cop.core.search.port import Document, Fragment, Hit
from cop.core.search.ranking import wanted_terms
from cop.core.search.snippets import snippet

SEPARATOR = "\x1f"
BREAK = "¶"  # between title and body: no word is this, so no phrase runs from one into the other


def kept(document: Document) -> dict[str, Any]:
    """The document as a hit needs it: plain values that any format holds."""
    return {
        "id": document.id,
        "kind": document.kind,
        "language": document.language,
        "title": document.title,
        "body": document.body,
        "is_brief": document.is_brief,
        "stored": dict(document.stored),
    }


def hit(kept: dict[str, Any], score: float, asked: Asked, reader: str, *, nearest: int | None = None) -> Hit:
    """The result for a `reader` of a language, with the passage that shows why: its words, else the `nearest` of passages."""
    spoken = analysed_as(kept["language"])
    wanted = wanted_terms(asked, spoken=spoken, reader=reader)
    return Hit(
        id=kept["id"],
        kind=kept["kind"],
        language=kept["language"],
        title=kept["title"],
        snippet=_telling(kept, spoken, wanted, nearest),
        score=score,
        stored=kept["stored"],
    )


def _telling(
    kept: dict[str, Any], spoken: str, wanted: set[str], nearest: int | None
) -> tuple[Fragment, ...]:
    found = snippet(kept["body"], spoken, wanted)
    if nearest is None or any(fragment.is_hit for fragment in found):
        return found
    cut = passages(kept["title"], kept["body"])
    first = (
        2 if kept["title"].strip() else 1
    )  # the title is shown anyway, and the beginning needs no dots before it
    return (Fragment(f"… {cut[nearest]} …"),) if first <= nearest < len(cut) else found


def plain(text: str) -> str:
    """Text that a file can hold: a lone surrogate becomes a question mark."""
    return text.encode(errors="replace").decode()
