"""`cop backup` and `cop restore`: what they say and with which exit status."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from cop.kernel.ids import digest


def run(site: Flask, *arguments: object) -> Result:
    with site.app_context():  # a command takes the context that is there, be it another site's
        return site.test_cli_runner().invoke(args=[str(argument) for argument in arguments])


@pytest.fixture
def stored() -> str:
    return "folder"


def test_there_and_back(site: Flask, elsewhere: Flask, tmp_path: Path) -> None:
    path = tmp_path / "site.tar"
    made = run(site, "backup", path)
    assert (made.exit_code, made.output.splitlines()[-1]) == (0, f"{path}: {said(made)}")
    checked = run(site, "backup", "verify", path)
    assert checked.exit_code == 0
    assert checked.output.startswith(f"{path} is whole: {said(made)}")
    back = run(elsewhere, "restore", path)
    assert back.exit_code == 0
    assert f"Restored: {said(made)}" in back.output
    assert "activity log is unbroken" in back.output
    here, there = (one.config["SETTINGS"].data_dir / "secret_key" for one in (site, elsewhere))
    assert there.read_text() == here.read_text()


def said(made: Result) -> str:
    return made.output.splitlines()[-1].partition(": ")[2]


def test_a_folder_gets_a_file_named_after_the_instant(site: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    assert run(site, "backup", folder).exit_code == 0
    assert [path.name for path in folder.iterdir()] == ["cop-20261124T120000Z.tar"]


def test_an_older_backup_is_never_written_over(site: Flask, tmp_path: Path) -> None:
    path = tmp_path / "site.tar"
    path.write_text("older")
    assert run(site, "backup", path).exit_code == 1
    assert path.read_text() == "older"


def test_a_full_site_is_not_restored_into(site: Flask, tmp_path: Path) -> None:
    path = tmp_path / "site.tar"
    run(site, "backup", path)
    refused = run(site, "restore", path)
    assert refused.exit_code == 1
    assert "--replace" in refused.output
    assert run(site, "restore", "--replace", path).exit_code == 0


def test_a_lost_file_is_exit_status_2(site: Flask, tmp_path: Path) -> None:
    key = digest(b"one")
    site.extensions["cop.storage"].delete(f"{key[:2]}/{key}")
    made = run(site, "backup", tmp_path / "site.tar")
    assert made.exit_code == 2
    assert key in made.output
    assert (tmp_path / "site.tar").exists()


def test_what_is_no_backup_is_exit_status_1(site: Flask, tmp_path: Path) -> None:
    path = tmp_path / "site.tar"
    path.write_text("no archive")
    for command in (["backup", "verify"], ["restore", "--replace"]):
        refused = run(site, *command, path)
        assert refused.exit_code == 1
        assert "no archive" in refused.output


def test_a_folder_that_does_not_exist_is_said_plainly(site: Flask, tmp_path: Path) -> None:
    refused = run(site, "backup", tmp_path / "nowhere" / "site.tar")
    assert refused.exit_code == 1
    assert "no backup was made" in refused.output


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_missing_programs_are_named(site: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    refused = run(site, "backup", tmp_path / "site.tar")
    assert refused.exit_code == 1
    assert "pg_dump is not on this machine" in refused.output
    assert list(tmp_path.glob("*.tar*")) == []


def test_a_backup_of_the_other_kind_of_database_is_refused(
    site: Flask, postgres_site: object, tmp_path: Path
) -> None:
    run(site, "backup", tmp_path / "site.tar")
    refused = run(postgres_site.app, "restore", "--replace", tmp_path / "site.tar")  # type: ignore[attr-defined]
    assert refused.exit_code == 1
    assert "of a sqlite database, and this site has postgresql" in refused.output
