"""What is asked of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from cop.core.db import db


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements sent within."""
    said: list[str] = []
    with app.app_context():
        engine = db.engine

    def listen(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", listen)
    yield said
    event.remove(engine, "before_cursor_execute", listen)
