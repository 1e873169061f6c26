"""`cop search-eval`: a collection in, a TREC run out, whichever engine; what cannot be read is named."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from cop.core.search.engines import ENGINES
from cop.core.search.port import Document
from cop.search.engine import advice, engine

TEXTS = [
    {
        "id": "d1",
        "lang": "en",
        "title": "Children and schools",
        "text": "Schools for the children of migrants",
    },
    {"id": "d2", "lang": "en", "title": "", "text": "Money sent home pays the school of a child"},
    {"id": 3, "lang": "fr", "title": "Écoles", "text": "Les écoles et les enfants"},
]
QUESTIONS = [
    {"id": "q1", "lang": "en", "text": 'what does "a child" need at -school'},
    {"id": "q2", "lang": "fr", "text": "ecole"},
    {"id": "q3", "lang": "en", "text": "nothing of the sort"},
]


def written(path: Path, lines: list[object]) -> Path:
    path.write_text(
        "".join(line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines), "utf-8"
    )
    return path


def run(app: Flask, folder: Path, *, texts: list[object], engine: str = "whoosh") -> Result:
    docs, queries = written(folder / "docs.jsonl", texts), written(folder / "queries.jsonl", [*QUESTIONS])
    arguments = ["search-eval", "--docs", str(docs), "--queries", str(queries), "--engine", engine]
    return app.test_cli_runner().invoke(args=arguments)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_has_a_line_a_result_best_first(app: Flask, tmp_path: Path, engine: str) -> None:
    result = run(app, tmp_path, texts=[*TEXTS], engine=engine)
    lines = [line.split(" ") for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [line[:4] for line in lines] == [
        ["q1", "Q0", "d1", "1"],
        ["q1", "Q0", "d2", "2"],
        ["q2", "Q0", "3", "1"],
    ]
    assert float(lines[0][4]) > float(lines[1][4]) > 0
    assert {line[5] for line in lines} == {f"cop-{engine}"}


def test_lines_that_cannot_be_read_are_named_and_the_rest_is_searched(app: Flask, tmp_path: Path) -> None:
    result = run(
        app, tmp_path, texts=[TEXTS[0], "not json\n", "\n", {"id": "x", "lang": "en"}, TEXTS[0], *TEXTS[1:]]
    )
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 3
    for name in ("docs.jsonl, line 2:", "docs.jsonl, line 4: text:", "docs.jsonl, line 5: the id d1"):
        assert name in result.stderr


def test_many_texts_in_the_embedded_engine_lead_to_advice(
    ctx: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine().index([Document(id="a", kind="practice", language="en", title="Water", body="")])
    assert advice() is None
    monkeypatch.setattr("cop.search.engine.MANY", 0)
    assert "COP_SEARCH_ENGINE=tantivy" in str(advice())
