"""Settings: every one is documented, secrets may come from files, what is unsafe is named."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cop.core.deploy import problems
from cop.core.settings import ROOT, Settings

SAFE = {
    "environment": "production",
    "base_url": "https://cop.example.org",
    "secret_key": "k" * 40,
    "mail_url": "smtp+starttls://user:secret@mail.example.org",
    "mail_from": "cop <no-reply@cop.example.org>",
    "proxies": 1,
}


def test_every_setting_is_documented_and_nothing_else() -> None:
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `COP_([A-Z_]+)`", page, re.MULTILINE)) - {"SECRETS_DIR"}
    assert documented == {name.upper() for name in Settings.model_fields}


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings(_env_file=None).proxies = 3


def test_a_programme_is_called_in_the_readers_language_or_by_its_one_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert Settings(_env_file=None).name_in("fr") == "Migration pour le développement"
    monkeypatch.setenv("COP_PROGRAMME_NAME", '{"en": "Bridges", "ar": "جسور"}')
    assert [Settings(_env_file=None).name_in(language) for language in ("ar", "pt")] == ["جسور", "Bridges"]
    monkeypatch.setenv("COP_PROGRAMME_NAME", "MIDA")
    assert Settings(_env_file=None).name_in("ar") == "MIDA"
    assert Settings(_env_file=None).tagline_in("ar") == ""


def test_a_secret_never_shows() -> None:
    settings = Settings(_env_file=None, secret_key="hidden words", metrics_token="hidden token")
    assert "hidden" not in repr(settings)


def test_a_secret_may_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "COP_SECRET_KEY").write_text("from a file")
    code = "from cop.core.settings import Settings; print(Settings(_env_file=None).key)"
    environment = {**os.environ, "COP_SECRETS_DIR": str(tmp_path)}
    environment.pop("COP_SECRET_KEY", None)
    out = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, check=True
    )
    assert out.stdout.decode().strip() == "from a file"


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = Settings(_env_file=None, data_dir=tmp_path / "var").key
    assert len(first) >= 48
    assert Settings(_env_file=None, data_dir=tmp_path / "var").key == first
    path = tmp_path / "var" / "secret_key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["secret_key"]


def test_nothing_is_wrong_with_safe_settings(tmp_path: Path) -> None:
    assert problems(Settings(_env_file=None, data_dir=tmp_path, **SAFE)) == []


def test_the_data_are_for_their_owner_s_eyes_only(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path / "var", **SAFE)
    settings.make_data_dir()
    assert stat.S_IMODE(settings.data_dir.stat().st_mode) == 0o700
    settings.data_dir.chmod(0o755)
    (found,) = problems(settings)
    assert "COP_DATA_DIR" in found


UNSAFE = {
    "COP_ENVIRONMENT": {"environment": "development"},
    "COP_BASE_URL": {"base_url": "http://cop.example.org"},
    "COP_SECRET_KEY": {"secret_key": "short"},
    "COP_MAIL_URL": {"mail_url": "smtp://mail.example.org"},
    "COP_MAIL_URL to smtp": {"mail_url": ""},
    "COP_PROXIES": {"proxies": 0},
    "COP_MAIL_FROM": {"mail_from": "cop <no-reply@cop.example>"},
    "COP_METRICS_TOKEN": {"metrics_token": "guess"},
    "COP_SECOND_FACTOR": {"second_factor": "offered"},
}


@pytest.mark.parametrize("mends", UNSAFE)
def test_each_unsafe_setting_is_named_with_what_mends_it(mends: str, tmp_path: Path) -> None:
    found = problems(Settings(_env_file=None, data_dir=tmp_path, **{**SAFE, **UNSAFE[mends]}))
    assert len(found) == 1
    assert mends.split(" ", maxsplit=1)[0] in found[0]
