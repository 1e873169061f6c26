"""Short ways to make documents and to ask for them."""

from typing import Any

from cop.core.search.port import Document, Query, Results, SearchEngine


def doc(name: str, body: str = "", *, language: str = "en", title: str = "", **more: Any) -> Document:
    return Document(id=name, kind="practice", language=language, title=title or name, body=body, **more)


def ask(engine: SearchEngine, text: str = "", **more: Any) -> Results:
    return engine.search(Query(text=text, **more))


def found(engine: SearchEngine, text: str = "", **more: Any) -> list[str]:
    return [hit.id for hit in ask(engine, text, **more).hits]
