"""Sentences for people, as data: an English key and its parameters, translated only where they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


def N_(key: str) -> str:  # noqa: N802 - gettext's own name, found by the extractor
    """Mark `key` for extraction without translating it."""
    return key


@dataclass(frozen=True, slots=True)
class Message:
    """A translatable sentence. `params` fill its `%(name)s` places.

    A parameter may itself be a Message, which is translated first, or a tuple, which is said as a list.
    """

    key: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        params = {name: _plain(value) for name, value in self.params.items()}
        return self.key % params if params else self.key


def _plain(value: Any) -> Any:
    return ", ".join(str(part) for part in value) if isinstance(value, tuple) else value


def say(key: str, **params: Any) -> Message:
    """A Message from an extracted key: `say(N_("At most %(most)s words"), most=200)`."""
    return Message(key, params)


def first_few(names: Sequence[str], most: int = 10) -> tuple[str, ...]:
    """`names` for a sentence: the first ones, and a sign that there are more."""
    return (*names[:most], "…") if len(names) > most else tuple(names)
