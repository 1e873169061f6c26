"""Everything an operator may set, read once from `COP_…` variables, `.env` and secret files."""

import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from cop.core.search.engines import EngineName
from cop.kernel.translated import pick

ROOT = Path(__file__).resolve().parents[2]


NAME = {
    "en": "Migration for Development",
    "fr": "Migration pour le développement",
    "es": "Migración para el desarrollo",
    "pt": "Migração para o desenvolvimento",
    "ar": "الهجرة من أجل التنمية",
}
"""What a programme that has set no name is called."""


def _in_language(said: str | dict[str, str], language: str, *, fallback: str) -> str:
    return said if isinstance(said, str) else pick(said, language, fallback=fallback).text


class Settings(BaseSettings):
    """Frozen settings. Each is documented in docs/operations.md; a test compares the two."""

    model_config = SettingsConfigDict(
        env_prefix="COP_",
        env_file=".env",
        frozen=True,
        extra="ignore",
        secrets_dir=os.environ.get("COP_SECRETS_DIR"),
    )

    environment: Literal["development", "production", "test"] = "development"
    data_dir: Path = ROOT / "var"
    secret_key: SecretStr | None = None
    former_keys: SecretStr | None = None
    base_url: str = "http://127.0.0.1:8000"

    database_url: str = ""
    jobs_url: str = ""
    storage_url: str = ""
    scanner_url: str = ""
    translator_url: str = ""
    translator_key: SecretStr | None = None
    translator_timeout: int = Field(default=60, ge=1, le=600)
    search_engine: EngineName = "whoosh"
    search_vectors: bool = True
    mail_url: str = ""
    mail_from: str = "no-reply@cop.example"

    proxies: int = Field(default=0, ge=0, le=5)
    web_processes: int = Field(default=2, ge=1, le=64)
    web_threads: int = Field(default=4, ge=1, le=64)
    web_reserved: int = Field(default=2, ge=1, le=64)
    web_waiting: int = Field(default=20, ge=0, le=200)
    max_upload_mb: int = Field(default=20, ge=1, le=500)
    keep_seconds: int = Field(default=60, ge=0, le=3600)
    session_hours: int = Field(default=12, ge=1, le=720)
    second_factor: Literal["", "offered", "required"] = ""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    metrics_token: SecretStr | None = None

    programme_name: str | dict[str, str] = NAME
    programme_tagline: str | dict[str, str] = ""
    default_language: Literal["en", "fr", "es", "pt", "ar"] = "en"

    def name_in(self, language: str) -> str:
        """The programme's name for readers of `language`."""
        return _in_language(self.programme_name, language, fallback=self.default_language)

    def tagline_in(self, language: str) -> str:
        """The line below it, if there is one."""
        return _in_language(self.programme_tagline, language, fallback=self.default_language)

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def needs_factor(self) -> bool:
        """Whether the secretariat and reviewers work only with a second factor: as set, else on a site that people use."""
        return self.second_factor == "required" or (self.is_production and not self.second_factor)

    @property
    def uses_https(self) -> bool:
        return urlsplit(self.base_url).scheme == "https"

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'cop.sqlite3'}"

    @property
    def jobs(self) -> str:
        """`sqlite:///file`, `postgresql://…` or `redis://…`; by default a file of its own beside the database."""
        return self.jobs_url or f"sqlite:///{self.data_dir / 'jobs.sqlite3'}"

    @property
    def storage(self) -> str:
        """`file:///folder` or `s3://bucket?endpoint=…&region=…` (keys come from AWS_… variables)."""
        return self.storage_url or (self.data_dir / "files").absolute().as_uri()

    @property
    def mail(self) -> str:
        """`file:///folder` keeps each mail as an .eml file; `smtp://`, `smtp+starttls://` or `smtps://` sends it."""
        return self.mail_url or (self.data_dir / "mail").absolute().as_uri()

    @property
    def index_dir(self) -> Path:
        return self.data_dir / "index"

    @property
    def assets_dir(self) -> Path:
        return self.data_dir / "assets"

    @cached_property
    def key(self) -> str:
        """The signing key: the setting, or one made once and kept in the data folder for its owner's eyes only."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value()
        path = self.data_dir / "secret_key"
        if not path.exists():
            self.make_data_dir()
            _make_key(path)
        return path.read_text("utf-8").strip()

    def make_data_dir(self) -> None:
        """The data folder, if it is not there yet; nobody else on the machine may look into it."""
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def keys(self) -> list[str]:
        """The signing key, then those before it: what they signed and sealed is still good."""
        former = self.former_keys.get_secret_value() if self.former_keys else ""
        return [self.key, *(key for part in former.split(",") if (key := part.strip()))]


def _make_key(path: Path) -> None:
    """A new key at `path`, whole from the first instant: of two processes that start together one makes it."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(48), "utf-8")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
