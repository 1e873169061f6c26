"""Data files in, checked values out: a vocabulary with a gap in it stops the start, not a reader."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from cop.kernel.translated import LANGUAGES
from cop.taxonomy.sorting import folded

DATA = Path(__file__).parent / "data"


class VocabularyError(Exception):
    """A data file does not hold what it should; the message names the file and what is wrong in it."""


def _every_language(values: dict[str, Any]) -> dict[str, Any]:
    if set(values) != set(LANGUAGES):
        raise ValueError(f"languages must be {', '.join(LANGUAGES)}; here are {', '.join(values)}")
    return values


Words = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^\S(.*\S)?$")]
Labels = Annotated[dict[str, Words], AfterValidator(_every_language)]
Synonyms = Annotated[
    dict[str, Annotated[list[Words], Field(min_length=2, max_length=6)]], AfterValidator(_every_language)
]


class Entry(BaseModel):
    """A term as its file has it. Codes are text: 10.7 and 15190 are quoted there."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=60)]
    parent: str | None = None
    label: Labels
    synonyms: Synonyms


def read_data(name: str) -> Any:
    """The plain values in data/`name`.yaml."""
    return yaml.load((DATA / f"{name}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)


def check_terms(values: Any, *, name: str) -> Sequence[Entry]:
    """`values` as the terms of the vocabulary `name`, in their order; raises VocabularyError."""
    try:
        entries = TypeAdapter(list[Entry]).validate_python(values)
    except ValidationError as error:
        raise VocabularyError(f"{name}: {error}") from error
    if problems := [*_wrong_codes(entries), *_said_twice(entries)]:
        raise VocabularyError(f"{name}: {'; '.join(problems)}")
    return entries


def _wrong_codes(entries: Sequence[Entry]) -> Iterator[str]:
    parents = {entry.code: entry.parent for entry in entries}
    for code, times in Counter(entry.code for entry in entries).items():
        if times > 1:
            yield f"{code!r} is there {times} times"
    for code, parent in parents.items():
        if parent is not None and parent not in parents:
            yield f"the parent of {code!r}, {parent!r}, is not there"
        elif _goes_in_circles(code, parents):
            yield f"{code!r} is broader than itself"


def _goes_in_circles(code: str, parents: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    above = parents[code]
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return code in seen


def _said_twice(entries: Sequence[Entry]) -> Iterator[str]:
    """Two terms with one label cannot be told apart in a list; a synonym that repeats its label finds nothing new."""
    for language in LANGUAGES:
        labels = Counter(folded(entry.label[language]) for entry in entries)
        yield from (f"two terms are called {label!r} ({language})" for label, n in labels.items() if n > 1)
        for entry in entries:
            words = Counter(map(folded, [entry.label[language], *entry.synonyms[language]]))
            yield from (
                f"{entry.code!r} says {word!r} twice ({language})" for word, n in words.items() if n > 1
            )
