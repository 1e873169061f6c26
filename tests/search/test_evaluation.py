"""`cop search-eval`: a collection in, a TREC run out, whichever engine; what cannot be read is named."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from cop.app import create_app
from cop.core.search.engines import ENGINES
from cop.core.search.port import Document, Query
from cop.core.settings import Settings
from cop.search.engine import advice, engine
from cop.search.jobs import learn

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


def run(app: Flask, folder: Path, *more: str, texts: list[object], engine: str = "whoosh") -> Result:
    docs, queries = written(folder / "docs.jsonl", texts), written(folder / "queries.jsonl", [*QUESTIONS])
    arguments = ["search-eval", "--docs", str(docs), "--queries", str(queries), "--engine", engine, *more]
    return app.test_cli_runner().invoke(args=arguments)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_has_a_line_a_result_best_first(app: Flask, tmp_path: Path, engine: str) -> None:
    result = run(app, tmp_path, "--no-vectors", texts=[*TEXTS], engine=engine)
    lines = [line.split(" ") for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [line[:4] for line in lines] == [
        ["q1", "Q0", "d1", "1"],
        ["q1", "Q0", "d2", "2"],
        ["q2", "Q0", "3", "1"],
    ]
    assert float(lines[0][4]) > float(lines[1][4]) > 0
    assert {line[5] for line in lines} == {f"cop-{engine}"}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_question_finds_what_is_said_in_another_language(app: Flask, tmp_path: Path, engine: str) -> None:
    lines = [
        line.split(" ") for line in run(app, tmp_path, texts=[*TEXTS], engine=engine).stdout.splitlines()
    ]
    first = {question: name for question, _q0, name, rank, *_more in lines if rank == "1"}
    assert first == {"q1": "d1", "q2": "3"}
    assert ["q2", "d1"] in [[line[0], line[2]] for line in lines]


def test_lines_that_cannot_be_read_are_named_and_the_rest_is_searched(app: Flask, tmp_path: Path) -> None:
    texts = [TEXTS[0], "not json\n", "\n", {"id": "x", "lang": "en"}, TEXTS[0], *TEXTS[1:]]
    result = run(app, tmp_path, "--no-vectors", texts=texts)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 3
    for name in ("docs.jsonl, line 2:", "docs.jsonl, line 4: text:", "docs.jsonl, line 5: the id d1"):
        assert name in result.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"id": "two words", "lang": "en", "text": "x"}, "docs.jsonl, line 2: id:"),
        ({"id": "", "lang": "en", "text": "x"}, "docs.jsonl, line 2: id:"),
        ({"id": "x", "lang": "English, mostly", "text": "x"}, "docs.jsonl, line 2: lang:"),
        ({"id": "x", "text": "x"}, "docs.jsonl, line 2: lang:"),
        ({"id": "x", "lang": "en", "text": ["x"]}, "docs.jsonl, line 2: text:"),
        ("[1, 2]\n", "docs.jsonl, line 2:"),
    ],
)
def test_a_fault_is_named_by_file_line_and_key(app: Flask, tmp_path: Path, line: object, said: str) -> None:
    result = run(app, tmp_path, "--no-vectors", texts=[TEXTS[0], line])
    assert (result.exit_code, said in result.stderr) == (1, True)
    assert result.stdout.startswith("q1 Q0 d1 1 ")


def test_a_file_without_a_line_is_a_fault_and_a_language_of_others_is_none(
    app: Flask, tmp_path: Path
) -> None:
    empty = run(app, tmp_path, "--no-vectors", texts=[])
    assert (empty.exit_code, empty.stdout) == (1, "")
    assert "docs.jsonl: no line can be read" in empty.stderr
    other = run(app, tmp_path, "--no-vectors", texts=[{"id": "d", "lang": "de-AT", "text": "Ecole"}])
    assert (other.exit_code, other.stdout.split()[:4]) == (0, ["q2", "Q0", "d", "1"])


def test_a_child_learns_what_new_texts_mean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COP_SEARCH_VECTORS", "true")
    site = create_app(Settings(_env_file=None, environment="test", data_dir=tmp_path, log_level="error"))
    with site.app_context():
        engine().index([Document(id="a", kind="practice", language="en", title="Water", body="")])
        assert engine().unlearned() == {"a"}
        learn()
        assert (engine().unlearned(), engine().mislearned()) == (set(), 0)
        assert [hit.id for hit in engine().search(Query("eau", "fr")).hits] == ["a"]


def test_many_texts_in_the_embedded_engine_lead_to_advice(
    ctx: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine().index([Document(id="a", kind="practice", language="en", title="Water", body="")])
    assert advice() == []
    monkeypatch.setattr("cop.search.engine.MANY", 0)
    assert "COP_SEARCH_ENGINE=tantivy" in str(advice())


def test_without_the_package_searches_go_by_words_and_the_operator_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cop.core.search.meaning.encoder.find_spec", lambda _name: None)
    monkeypatch.setenv("COP_SEARCH_VECTORS", "true")
    settings = Settings(_env_file=None, environment="test", data_dir=tmp_path, log_level="error")
    site = create_app(settings)
    with site.app_context():
        engine().index([Document(id="a", kind="practice", language="en", title="Water", body="")])
        assert [hit.id for hit in engine().search(Query("water")).hits] == ["a"]
        assert (engine().learn(), engine().unlearned(), engine().mislearned()) == (0, set(), 0)
        assert "requirements/vectors.txt" in str(advice())
    result = run(site, tmp_path, texts=[*TEXTS])
    assert len(result.stdout.splitlines()) == 3
    assert "by words alone" in result.stderr
