"""Two people write the same section or list: what either changed alone is kept, what both changed is asked about."""

from collections.abc import Collection, Mapping, Sequence
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
    seen = marks_in(base)
    kept, conflicts = {}, []
    for code, answer in mine.items():
        then, current, wanted = seen.get(code), mark_of(now.get(code)), mark_of(answer)
        if then != current and wanted not in (then, current):
            conflicts.append(code)
        if then == current or wanted != then:
            kept[code] = answer
    return Merged(kept, tuple(conflicts))


@dataclass(frozen=True, slots=True)
class MergedRows:
    """Two people's rows in one list, and the keys of those that both changed, each in another way."""

    rows: list[dict[str, Any]]
    conflicts: tuple[str, ...]


def base_of_keyed(rows: Sequence[Mapping[str, Any]]) -> str:
    """What a writer was shown of a list, row by row, as base_of says it of answers."""
    return " ".join(f"{row['key']}:{mark_of(row)}" for row in rows)


def merged_rows(
    now: Sequence[Mapping[str, Any]], mine: Sequence[Mapping[str, Any]], *, base: str
) -> MergedRows:
    """`mine` over `now`, row by row, where `base` is base_of_keyed what I started from. Rows of theirs come last.

    No row is lost: what one of us took out while the other changed it stays, as changed.
    """
    seen, theirs = marks_in(base), {row["key"]: row for row in now}
    rows: list[dict[str, Any]] = []
    conflicts = []
    for row in mine:
        key, then, wanted = row["key"], seen.get(row["key"]), mark_of(row)
        current = mark_of(theirs[key]) if key in theirs else None
        if current is None and wanted == then:  # taken out by somebody else, and I left it alone
            continue
        if current is not None and current != then and wanted not in (then, current):
            conflicts.append(key)
        rows.append(dict(theirs[key] if current is not None and wanted == then else row))
    written = {row["key"] for row in mine}
    left = (row for key, row in theirs.items() if key not in written and seen.get(key) != mark_of(row))
    return MergedRows([*rows, *(dict(row) for row in left)], tuple(conflicts))


def rebased(base: str, now: Sequence[Mapping[str, Any]], keys: Collection[str]) -> str:
    """`base` once its writer was shown the rows `keys` as they are now, and no others."""
    shown = {row["key"]: mark_of(row) for row in now if row["key"] in keys}
    return " ".join(f"{key}:{mark}" for key, mark in {**marks_in(base), **shown}.items())


def marks_in(base: str) -> dict[str, str]:
    """The mark of each answer or row that `base` names."""
    return dict(pair.split(":", 1) for pair in base.split() if ":" in pair)
