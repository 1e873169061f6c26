"""What everything is compared with: a bare Flask page that renders one row, and a bare durable insert, on the same settings."""

import os
import sqlite3
import threading

from flask import Flask, render_template_string, request

PAGE = "<!doctype html><html lang=en><title>{{ title }}</title><h1>{{ title }}</h1><p>{{ text }}</p></html>"

app = Flask(__name__)
_local = threading.local()


def _database() -> sqlite3.Connection:
    if not hasattr(_local, "connection"):
        connection = sqlite3.connect(os.environ["BENCH_BARE"], isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, title TEXT, text TEXT)")
        _local.connection = connection
    connection = _local.connection
    assert isinstance(connection, sqlite3.Connection)
    return connection


@app.get("/")
def page() -> str:
    title, text = _database().execute("SELECT title, text FROM row WHERE id = 1").fetchone()
    return render_template_string(PAGE, title=title, text=text)


@app.post("/row")
def insert() -> tuple[str, int]:
    text = request.form["text"]
    connection = _database()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO row (title, text) VALUES ('A row', ?)", (text,))
    connection.execute("COMMIT")
    return "", 204
