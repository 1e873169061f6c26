"""Sentences for people, as data: an English key and its parameters, translated only where they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


def N_(key: str) -> str:  # noqa: N802 - gettext's own name, found by the extractor
    """Mark `key` for extraction without translating it."""
    return key


@dataclass(frozen=True, slots=True)
class Message:
    """A translatable sentence. `params` fill its `%(name)s` places.

    A parameter may itself be a Message; it is translated first.
    """

    key: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.key % self.params if self.params else self.key


def say(key: str, **params: Any) -> Message:
    """A Message from an extracted key: `say(N_("At most %(most)s words"), most=200)`."""
    return Message(key, params)
