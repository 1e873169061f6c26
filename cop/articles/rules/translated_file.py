"""What becomes of each text of a translator's file: taken, left, or said to be right as it stands. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from cop.articles.rules.translation import Pinned, Texts, confirmed, state_of, translated
from cop.articles.states import TranslationState
from cop.kernel.units import Unit


@dataclass(frozen=True, slots=True)
class Taken:
    """What a translation says after a file, and the paths of all the file's texts by what became of them.

    `outdated` of those taken were made from an original that has moved since; `newer` were left, because the translation here is;
    `foreign` were left, because the original never said so.
    """

    translation: Pinned
    taken: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    newer: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def take_file(
    source: Pinned,
    target: Pinned,
    units: Mapping[str, Unit],
    *,
    revision: int,
    made_from: tuple[int, Texts],
) -> Taken:
    """`units` in `target`. The original is at `revision`; `made_from` is the one the file says, and what that said."""
    kinds: dict[str, list[str]] = {}
    said = target
    for path, unit in units.items():
        pin = _pin(path, unit, source, revision, made_from)
        kind = _kind(path, unit, source, target, pin)
        kinds.setdefault(kind, []).append(path)
        if kind == "taken":
            said = translated(said, {path: unit.target}, made_from=0 if unit.wants_a_look else pin)
        elif kind == "right":
            said = confirmed(said, [path], revision=pin)
    moved = [p for p in kinds.get("taken", ()) if state_of(p, source, said) == TranslationState.OUTDATED]
    return Taken(said, outdated=tuple(moved), **{kind: tuple(paths) for kind, paths in kinds.items()})


def _pin(path: str, unit: Unit, source: Pinned, revision: int, made_from: tuple[int, Texts]) -> int:
    """The revision of the original that a text was made from; 0 when the original never said what the file has."""
    if source.texts.get(path) == unit.source:
        return revision
    number, texts = made_from
    return number if texts.get(path) == unit.source else 0


def _kind(path: str, unit: Unit, source: Pinned, target: Pinned, pin: int) -> str:
    if not source.texts.get(path):
        return "unknown"
    if not unit.target:
        return "same"
    if not pin:
        return "foreign"
    state = state_of(path, source, target)
    if unit.target == target.texts.get(path):
        is_news = unit.is_settled and state != TranslationState.UP_TO_DATE
        return "right" if is_news and pin >= target.pins.get(path, 0) else "same"
    is_kept = state in {TranslationState.UP_TO_DATE, TranslationState.OUTDATED}
    return "newer" if is_kept and target.pins.get(path, 0) > pin else "taken"
