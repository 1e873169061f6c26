"""The texts of a call from its authoritative language into another: what is missing, and what a translator gives back. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cop.calls.building.places import where_of
from cop.calls.building.shape import texts_in
from cop.calls.building.values import at, with_fields
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import Loc
from cop.kernel.units import DONE, MISSING, Unit


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in the authoritative language, and beside it what there is in the other."""

    loc: Loc
    source: str
    target: str

    @property
    def key(self) -> str:
        """Its name in forms and files: `stages/0/title`."""
        return where_of(self.loc)

    @property
    def unit(self) -> Unit:
        """The same for a translator's program."""
        return Unit(self.source, self.target, DONE if self.target else MISSING)


def pairs(values: Mapping[str, Any], language: str) -> Iterator[Pair]:
    """Every text that there is in the authoritative language."""
    first = authoritative(values)
    for loc, text in texts_in(CallDefinition, values):
        if text.get(first):
            yield Pair(loc, text[first], text.get(language, ""))


def authoritative(values: Mapping[str, Any]) -> str:
    return str((values.get("languages") or [""])[0])


def others(values: Mapping[str, Any]) -> list[str]:
    """The languages that the call is translated into."""
    return list(values.get("languages") or ())[1:]


def missing(values: Mapping[str, Any], language: str) -> list[Pair]:
    """The texts that are not there yet."""
    return [pair for pair in pairs(values, language) if not pair.target]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a translator's texts: the values with those that were taken, and the keys of all."""

    values: dict[str, Any]
    taken: tuple[str, ...]
    same: tuple[str, ...]
    outdated: tuple[str, ...]
    unknown: tuple[str, ...]


def take(values: dict[str, Any], language: str, given: Mapping[str, tuple[str, str]]) -> Taken:
    """`given` (key -> source and target) in `values`. A text whose source has changed since is not taken, nor an empty one."""
    here = {pair.key: pair for pair in pairs(values, language)}
    known = {key: texts for key, texts in given.items() if key in here}
    outdated = [key for key, (source, _target) in known.items() if source != here[key].source]
    same = [key for key, (_source, target) in known.items() if target in ("", here[key].target)]
    taken = [key for key in known if key not in outdated and key not in same]
    for key in taken:
        values = _with(values, here[key].loc, language, known[key][1])
    unknown = [key for key in given if key not in here]
    return Taken(
        values, tuple(taken), tuple(same), tuple(k for k in outdated if k not in same), tuple(unknown)
    )


def _with(values: dict[str, Any], loc: Loc, language: str, text: str) -> dict[str, Any]:
    """The text at `loc` in one more language."""
    return with_fields(values, loc, {**at(values, loc), language: text})
