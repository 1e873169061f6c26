"""SQLite's own full text behind the same analyser, to compare the engines with: ranked, filtered, counted, with snippets."""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from cop.core.search.analysis import terms
from cop.core.search.asking import take_apart
from cop.core.search.asking import term as term_of
from cop.core.search.port import Document, Query
from cop.core.search.ranking import wanted_terms
from cop.core.search.snippets import snippet

TABLES = """
    PRAGMA journal_mode = WAL;
    CREATE TABLE document (id INTEGER PRIMARY KEY, name TEXT UNIQUE, language TEXT, body TEXT);
    CREATE TABLE facet (document INTEGER, name TEXT, value TEXT, PRIMARY KEY (document, name, value)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE said USING fts5(terms, tokenize="unicode61 remove_diacritics 0");
"""


class Fts5:
    """As much of a search engine as the comparison needs."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "fts5.sqlite3", isolation_level=None)
        self._connection.executescript(TABLES)

    def index(self, documents: Iterable[Document]) -> None:
        self._connection.execute("BEGIN")
        for document in documents:
            self._add(document)
        self._connection.execute("COMMIT")

    def _add(self, document: Document) -> None:
        ask, row = self._connection.execute, (document.id, document.language, document.body)
        old = ask("SELECT id FROM document WHERE name = ?", (document.id,)).fetchone()
        if old:
            for table, column in (("said", "rowid"), ("facet", "document"), ("document", "id")):
                ask(f"DELETE FROM {table} WHERE {column} = ?", old)  # noqa: S608
        number = ask("INSERT INTO document (name, language, body) VALUES (?, ?, ?)", row).lastrowid
        said = " ".join(terms(f"{document.title} {document.body}", document.language))
        ask("INSERT INTO said (rowid, terms) VALUES (?, ?)", (number, said))
        facets = [(number, name, value) for name, values in document.every_facet.items() for value in values]
        self._connection.executemany("INSERT INTO facet VALUES (?, ?, ?)", facets)

    def search(self, query: Query) -> int:
        """How many were found; the page and the counts are made and thrown away."""
        asked = take_apart(query.text, query.language)
        said = [
            one for word in asked.words if (one := term_of(word, query.language, heard_as=query.language))
        ]
        match = " OR ".join(f'"{one}"' for one in said)
        for phrase in asked.phrases:
            match = f'({match}) AND "{" ".join(terms(phrase, query.language))}"'
        ask = self._connection.execute
        found = [row[0] for row in ask("SELECT rowid FROM said WHERE said MATCH ? ORDER BY rank", (match,))]
        for name, values in query.filters.items():
            marks = (name, json.dumps(values))
            kept = ask(
                "SELECT document FROM facet WHERE name = ? AND value IN (SELECT value FROM json_each(?))",
                marks,
            )
            narrowed = {row[0] for row in kept}
            found = [number for number in found if number in narrowed]
        ask(
            "SELECT name, value, count(*) FROM facet WHERE document IN (SELECT value FROM json_each(?)) GROUP BY 1, 2",
            (json.dumps(found),),
        ).fetchall()
        for number in found[:10]:
            language, body = ask("SELECT language, body FROM document WHERE id = ?", (number,)).fetchone()
            snippet(body, language, wanted_terms(asked, spoken=language, reader=query.language))
        return len(found)

    def close(self) -> None:
        self._connection.close()
