"""How far a practice is translated, text by text.

A text is named by its path (rules.structure.Word, or `title`, `summary`, `image_alt`). Each is pinned to the revision of the
original whose meaning it has: a translation to the one it was made from, the original's own texts to the last revision that
changed them in more than their wording. So a translation is outdated when its pin is older than that of its source.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cop.articles.states import TranslationState as S

Texts = Mapping[str, str]
Pins = Mapping[str, int]

NEEDED = ("title", "summary", "approach")
"""What there has to be before somebody can read a practice in a language."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """What a practice says in one language. `unchecked` are the paths of texts that a machine made and nobody looked at."""

    texts: Texts
    pins: Pins
    unchecked: Collection[str] = ()


def state_of(path: str, source: Pinned, target: Pinned) -> S:
    """How the text at `path` stands; the source has one there."""
    if not target.texts.get(path):
        return S.MISSING
    if path in target.unchecked:
        return S.MACHINE_DRAFT
    return S.OUTDATED if target.pins.get(path, 0) < source.pins.get(path, 0) else S.UP_TO_DATE


def states_of(source: Pinned, target: Pinned) -> dict[str, S]:
    """The state of each text that the source has."""
    return {path: state_of(path, source, target) for path, text in source.texts.items() if text}


def status_of(states: Collection[S]) -> S:
    """How a language stands as a whole: what a reader most needs to be warned of comes first."""
    if all(state == S.MISSING for state in states):
        return S.MISSING
    for worst in (S.MACHINE_DRAFT, S.OUTDATED):
        if worst in states:
            return worst
    return S.IN_TRANSLATION if S.MISSING in states else S.UP_TO_DATE


def is_readable(texts: Texts) -> bool:
    """Whether there is enough in a language to be shown in it; what else is missing is read in the original's."""
    return all(texts.get(path) for path in NEEDED)


def moved(before: Texts, after: Texts, pins: Pins, *, revision: int, is_minor: bool) -> dict[str, int]:
    """The pins of the original once `revision` made it say `after`. A minor change keeps those of what was there before."""
    return {
        path: pins[path] if path in pins and (is_minor or before.get(path) == text) else revision
        for path, text in after.items()
        if text
    }


def translated(target: Pinned, texts: Texts, *, made_from: int) -> Pinned:
    """`target` with `texts`, by a person, made from that revision of the original; an empty text is none."""
    kept = {path: text for path, text in {**target.texts, **texts}.items() if text}
    pins = {**target.pins, **dict.fromkeys(texts, made_from)}
    return Pinned(
        kept,
        {path: pin for path, pin in pins.items() if path in kept},
        frozenset(target.unchecked) - set(texts),
    )


def confirmed(target: Pinned, paths: Collection[str], *, revision: int) -> Pinned:
    """`target` once a person said of the texts at `paths` that they are right as they stand."""
    there = {path: target.texts[path] for path in paths if target.texts.get(path)}
    return translated(target, there, made_from=revision)


def drafted(source: Pinned, target: Pinned, drafts: Texts, *, made_from: int) -> Pinned:
    """`target` with a machine's `drafts`: where there is nothing or a machine's; never over a person's words."""
    free = {
        path: text
        for path, text in drafts.items()
        if text
        and source.texts.get(path)
        and state_of(path, source, target) in {S.MISSING, S.MACHINE_DRAFT}
        and target.pins.get(path, 0) <= made_from
    }
    made = translated(target, free, made_from=made_from)
    return Pinned(made.texts, made.pins, frozenset(target.unchecked) | set(free))


def wants_draft(path: str, source: Pinned, target: Pinned) -> bool:
    """Whether a machine may try: nothing is there, or its own draft of what the source no longer says."""
    state = state_of(path, source, target)
    is_old = target.pins.get(path, 0) < source.pins.get(path, 0)
    return state == S.MISSING or (state == S.MACHINE_DRAFT and is_old)
