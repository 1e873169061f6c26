"""The index of this site: one engine an app, behind the port that all engines keep."""

from typing import cast

from flask import Flask, current_app

from cop.core.search.port import Engine
from cop.core.search.whoosh_engine import WhooshEngine

_KEY = "cop.search.engine"


def install(app: Flask) -> None:
    app.extensions[_KEY] = WhooshEngine(app.config["SETTINGS"].index_dir)


def engine() -> Engine:
    return cast(Engine, current_app.extensions[_KEY])
