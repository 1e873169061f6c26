"""`cop calls …` on a terminal."""

from pathlib import Path

from flask import Flask

from cop.calls.models import Call, CallState
from cop.core.db import db
from tests.calls.shipped import DATA, SMALL


def test_a_good_definition_is_said_to_be_good(app: Flask) -> None:
    for path in DATA.glob("*.yaml"):
        answer = app.test_cli_runner().invoke(args=["calls", "check", str(path)])
        assert answer.exit_code == 0
        assert "No problems" in answer.output


def test_each_problem_is_told_with_file_and_line(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(SMALL.read_text("utf-8").replace("themes: [rights]", "themes: [wrongs]", 1), "utf-8")
    line = path.read_text("utf-8").splitlines().index("themes: [wrongs]") + 1
    answer = app.test_cli_runner().invoke(args=["calls", "check", str(path)])
    assert answer.exit_code == 1
    assert f"{path}:{line}: themes[0]: " in answer.output


def test_a_definition_becomes_a_call(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    assert run(args=["calls", "load", str(SMALL)]).exit_code == 0
    assert run(args=["calls", "load", "--publish", str(DATA / "jmdi.yaml")]).exit_code == 0
    again = run(args=["calls", "load", str(SMALL)])
    assert again.exit_code == 1
    assert "small-2026" in again.output
    with app.app_context():
        states = dict(db.session.query(Call.code, Call.state).all())
    assert states == {"small-2026": CallState.DRAFT, "jmdi-2026": CallState.PUBLISHED}
