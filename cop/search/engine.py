"""The index of this site: one engine an app, behind the port that all engines keep."""

from typing import cast

from flask import Flask, current_app

from cop.core.search.port import SearchEngine
from cop.core.search.whoosh_engine.engine import WhooshEngine

_KEY = "cop.search.engine"


def install(app: Flask) -> None:
    app.extensions[_KEY] = WhooshEngine(app.config["SETTINGS"].index_dir)


def engine() -> SearchEngine:
    return cast(SearchEngine, current_app.extensions[_KEY])
