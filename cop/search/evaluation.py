"""Judging the ranking from outside: documents and questions in, a TREC run out, by the code that the site searches with."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cop.core.search.asking import as_words
from cop.core.search.engines import EngineName, open_engine
from cop.core.search.port import Document, Query

DEEP = 100
"""Results a question."""
LEARNT_AT_ONCE = 500
"""Texts between two times that what was learnt is written down: each time all that is known is read again."""


class _Line(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    id: str = Field(pattern=r"^\S+$")  # a run has spaces between its columns
    lang: str = Field(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*$")
    text: str


class Text(_Line):
    """A document of the collection."""

    title: str = ""


class Question(_Line):
    """What is asked: a sentence, in which quotes and dashes are no commands."""


Line = TypeVar("Line", bound=_Line)


class Lines:
    """The lines of a JSONL file that can be read; `faults` names the others once all were."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.faults: list[str] = []

    def read(self, kind: type[Line]) -> Iterator[Line]:
        seen: set[str] = set()
        with self._path.open("rb") as file:
            for number, text in enumerate(file, 1):
                if not text.strip():
                    continue
                try:
                    line = kind.model_validate_json(text)
                except ValidationError as error:
                    self._fault(number, "; ".join(_said(one["loc"], one["msg"]) for one in error.errors()))
                    continue
                if line.id in seen:
                    self._fault(number, f"the id {line.id} is there already")
                    continue
                seen.add(line.id)
                yield line
        if not seen:
            self.faults.append(f"{self._path.name}: no line can be read")

    def _fault(self, number: int, what: str) -> None:
        self.faults.append(f"{self._path.name}, line {number}: {what}")


def _said(place: tuple[int | str, ...], message: str) -> str:
    return f"{'.'.join(map(str, place))}: {message}" if place else message


def run(
    texts: Iterable[Text], questions: Iterable[Question], engine: EngineName, *, with_meaning: bool = True
) -> Iterator[str]:
    """The lines of the run, from an index that is there only meanwhile."""
    with TemporaryDirectory(prefix="cop-search-eval-") as folder:
        searcher = open_engine(engine, Path(folder), with_meaning=with_meaning)
        searcher.rebuild(_document(text) for text in texts)
        while searcher.learn(LEARNT_AT_ONCE):
            pass
        for question in questions:
            query = Query(text=as_words(question.text), language=question.lang, page_size=DEEP)
            for rank, hit in enumerate(searcher.search(query).hits, 1):
                yield f"{question.id} Q0 {hit.id} {rank} {hit.score:.6f} cop-{engine}"


def _document(text: Text) -> Document:
    return Document(id=text.id, kind="text", language=text.lang, title=text.title, body=text.text)
