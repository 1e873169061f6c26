"""Two people write the same section: what either of them changed alone is kept, what both changed is asked about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cop.kernel.ids import canonical_json, digest


def base_of(answers: Mapping[str, Any], codes: Sequence[str]) -> str:
    """What a writer was shown, answer by answer, short enough to travel in a form: `title:0f3a… why:77c1…`."""
    return " ".join(f"{code}:{mark_of(answers.get(code))}" for code in codes)


def mark_of(answer: Any) -> str:
    """A short mark of one answer: equal answers have equal marks."""
    return digest(canonical_json(answer))[:16]


@dataclass(frozen=True, slots=True)
class Merged:
    """What to keep of a save, and the codes of the answers that somebody else changed to something else meanwhile."""

    answers: dict[str, Any]
    conflicts: tuple[str, ...]


def merged(now: Mapping[str, Any], mine: Mapping[str, Any], *, base: str) -> Merged:
    """`mine` over `now`, where `base` is base_of what I started from. An answer that I left alone stays as it is now."""
    seen = dict(pair.split(":", 1) for pair in base.split() if ":" in pair)
    kept, conflicts = {}, []
    for code, answer in mine.items():
        then, current, wanted = seen.get(code), mark_of(now.get(code)), mark_of(answer)
        if then != current and wanted not in (then, current):
            conflicts.append(code)
        if then == current or wanted != then:
            kept[code] = answer
    return Merged(kept, tuple(conflicts))
