"""The index of this site: one engine an app, behind the port that all engines keep."""

from typing import cast

from flask import Flask, current_app

from cop.core.search.engines import open_engine
from cop.core.search.port import SearchEngine

_KEY = "cop.search.engine"

MANY = 5_000
"""Texts past which the embedded engine is still right and no longer fast."""


def install(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    app.extensions[_KEY] = open_engine(settings.search_engine, settings.index_dir)


def engine() -> SearchEngine:
    return cast(SearchEngine, current_app.extensions[_KEY])


def advice() -> str | None:
    """What an operator may want to know about the engine in use."""
    count = 0 if current_app.config["SETTINGS"].search_engine == "tantivy" else engine().count()
    if count <= MANY:
        return None
    return f"The search index has {count} texts: with COP_SEARCH_ENGINE=tantivy and `cop index rebuild` searches stay fast."
