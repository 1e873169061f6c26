"""What everything is compared with: a bare Flask page that renders one row, and a bare durable insert, on the same settings."""

import os
import sqlite3
import threading
from typing import Any

from flask import Flask, render_template_string, request

PAGE = "<!doctype html><html lang=en><title>{{ title }}</title><h1>{{ title }}</h1><p>{{ text }}</p></html>"

app = Flask(__name__)
_local = threading.local()


def _database() -> Any:
    if not hasattr(_local, "connection"):
        _local.connection = _open(os.environ["BENCH_BARE"])
    return _local.connection


def _open(where: str) -> Any:
    """A connection of this thread that commits by itself, to a SQLite file or a PostgreSQL."""
    if where.startswith("postgresql:"):
        import psycopg

        connection: Any = psycopg.connect(where, autocommit=True)
        connection.execute(
            "CREATE TABLE IF NOT EXISTS bare_row (id SERIAL PRIMARY KEY, title TEXT, text TEXT)"
        )
        return connection
    connection = sqlite3.connect(where, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE IF NOT EXISTS bare_row (id INTEGER PRIMARY KEY, title TEXT, text TEXT)")
    return connection


@app.get("/")
def page() -> str:
    title, text = _database().execute("SELECT title, text FROM bare_row WHERE id = 1").fetchone()
    return render_template_string(PAGE, title=title, text=text)


@app.post("/row")
def insert() -> tuple[str, int]:
    text = request.form["text"]
    connection = _database()
    is_sqlite = isinstance(connection, sqlite3.Connection)
    connection.execute("BEGIN IMMEDIATE" if is_sqlite else "BEGIN")
    place = "?" if is_sqlite else "%s"
    connection.execute(f"INSERT INTO bare_row (title, text) VALUES ('A row', {place})", (text,))  # noqa: S608 - ours
    connection.execute("COMMIT")
    return "", 204
