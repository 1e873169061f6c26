"""`.ci/system`: which system packages are missing is said plainly to whoever may not install them."""

import os
import subprocess
from pathlib import Path

from cop.core.settings import ROOT


def _fake(folder: Path, name: str, says: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{says}\n")
    path.chmod(0o755)


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
    command = [ROOT / ".ci/system", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_an_ordinary_user_is_told_what_to_ask_for(tmp_path: Path) -> None:
    _fake(tmp_path, "ldconfig", "echo nothing")
    _fake(tmp_path, "id", "echo 1000")
    result = _run(tmp_path, "run")
    assert result.returncode == 1
    assert "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0" in result.stderr


def test_root_has_them_installed(tmp_path: Path) -> None:
    _fake(tmp_path, "ldconfig", "echo nothing")
    _fake(tmp_path, "id", "echo 0")
    _fake(tmp_path, "apt-get", f'echo "$@" >> {tmp_path}/asked')
    assert _run(tmp_path, "run").returncode == 0
    assert "install -y -qq --no-install-recommends libpango-1.0-0" in (tmp_path / "asked").read_text()


def test_nothing_is_said_when_all_is_there(tmp_path: Path) -> None:
    _fake(tmp_path, "ldconfig", "echo libpango-1.0.so.0 libpangoft2-1.0.so.0")
    result = _run(tmp_path, "run")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_it_says_how_it_is_used(tmp_path: Path) -> None:
    assert _run(tmp_path, "else").returncode == 2
