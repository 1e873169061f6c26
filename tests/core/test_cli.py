"""The command as a person types it: what cannot be done is a sentence and an exit status, never a traceback."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cop.cli import main
from tests.core.test_settings import SAFE

NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COP_LOG_LEVEL", "error")


def cop(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="cop")


@pytest.mark.parametrize("database", ["", NOWHERE])
def test_a_database_without_tables_or_without_a_server_is_said(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COP_DATABASE_URL", database)
    said = cop("users", "list")
    assert said.exit_code == 1
    assert "the database says" in said.output
    assert "cop migrate" in said.output


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["--app", "other", "users", "list"], 2, "No such option"),
        (["run", "--port", "99999"], 2, "99999"),
        (["run", "--host", "300.1.1.1"], 1, "cannot listen on 300.1.1.1:8000"),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments: list[str], status: int, says: str) -> None:
    said = cop(*arguments)
    assert said.exit_code == status
    assert says in said.output
    assert "PORT=" not in said.output


def test_check_deploy_is_an_exit_status(monkeypatch: pytest.MonkeyPatch) -> None:
    unsafe = cop("check-deploy")
    assert unsafe.exit_code == 1
    assert "- The environment is not production" in unsafe.output
    for name, value in SAFE.items():
        monkeypatch.setenv(f"COP_{name.upper()}", str(value))
    safe = cop("check-deploy")
    assert safe.exit_code == 0, safe.output
    assert "Nothing unsafe found." in safe.output


def test_settings_are_read_from_a_file_in_the_folder_or_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("COP_METRICS_TOKEN=short\n")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    monkeypatch.setenv("COP_METRICS_TOKEN", "")  # so that what the file sets is taken away again
    monkeypatch.delenv("COP_METRICS_TOKEN")
    assert "set COP_METRICS_TOKEN" in cop("check-deploy").output
