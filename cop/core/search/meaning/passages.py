"""A text cut where its sentences end, into passages short enough that one vector can hold what each says.

Long passages say a little of everything: in our measurements a vector for a sentence or two finds what a question is about
far better than one for a page, and costs no more to make, because the cost is that of the words.
"""

import re

WORDS = 20
"""A passage ends with the first sentence that brings it to so many words."""
MOST = 32
"""Passages of one text: those of a long one are longer."""

_ENDS = re.compile(r"(?<=[.!?؟…;:])\s+|\n+")


def passages(title: str, body: str) -> list[str]:
    """The title, then the body from beginning to end; never empty."""
    long = max(WORDS, -(-len(body.split()) // MOST))
    found = [title.strip()] if title.strip() else []
    waiting: list[str] = []
    for sentence in _ENDS.split(body):
        for start in range(0, len(words := sentence.split()), 2 * long):
            waiting += words[start : start + 2 * long]
            if len(waiting) >= long:
                found.append(" ".join(waiting))
                waiting = []
    if waiting:
        found.append(" ".join(waiting))
    return found or [""]
