"""What invented proposals say: sentences of data/words/<language>.yaml, put together. The same `Story` says the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from cop.demo.data import read


@dataclass(frozen=True, slots=True)
class Story:
    """What an invented project is about: `language` it is told in, `topic` of the words, `facts` that fill the places."""

    language: str
    topic: str
    facts: Mapping[str, Any]
    rng: Random = field(compare=False)

    def answer(self, question: str) -> str:
        """An answer to a question of the call, such as `needs`."""
        return self._filled(self.rng.choice(read(f"words/{self.language}")["answers"][question]))

    def title(self, most: int = 120) -> str:
        """A title that names the place."""
        return self._filled(self.rng.choice(self._topic["titles"]))[:most]

    def say(self, text: str) -> str:
        """`text` with its places filled."""
        return self._filled(text)

    @property
    def _topic(self) -> Mapping[str, Any]:
        topic: Mapping[str, Any] = read(f"words/{self.language}")["topics"][self.topic]
        return topic

    def _filled(self, text: str) -> str:
        topic = self._topic
        works = {f"work{number}": work.format_map(self.facts) for number, work in enumerate(topic["work"])}
        parts = {name: topic[name].format_map(self.facts) for name in ("aim", "problem", "change")}
        return text.format_map({**self.facts, **works, **parts})


def words(language: str) -> Mapping[str, Any]:
    """Everything that is kept in `language`."""
    kept: Mapping[str, Any] = read(f"words/{language}")
    return kept


def facts_of(*, organisation: str, place: str, months: int, year: int, rng: Random) -> dict[str, Any]:
    """Numbers that belong together: women and men make all."""
    count = rng.randrange(60, 420, 5)
    women = round(count * rng.uniform(0.45, 0.75))
    return {
        "organisation": organisation,
        "place": place,
        "months": months,
        "year": year,
        "n": count,
        "women": women,
        "men": count - women,
    }
