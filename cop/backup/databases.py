"""The site's database as one file and back: the way of each engine."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import MetaData, text

from cop.backup.archive import BadBackup
from cop.core.db import db

Ask = Callable[[str], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a copy holds: rows by table, and the storage keys that its rows name."""

    rows: dict[str, int]
    keys: frozenset[str]


class Database(Protocol):
    """The site's own database. `copy_out` may run while others write; `copy_in` replaces all that is there."""

    engine: str

    def rows(self) -> dict[str, int]: ...
    def copy_out(self, target: Path) -> Snapshot: ...
    def copy_in(self, source: Path) -> None: ...


def database() -> Database:
    return Sqlite() if db.engine.dialect.name == "sqlite" else Postgresql()


def _counted(tables: str, ask: Ask) -> dict[str, int]:
    return {name: int(ask(f'SELECT count(*) FROM "{name}"')[0][0]) for (name,) in ask(tables)}  # noqa: S608 - our own tables


def _snapshot(tables: str, ask: Ask) -> Snapshot:
    keys = ask("SELECT DISTINCT sha256 FROM file_blob")
    return Snapshot(_counted(tables, ask), frozenset(key for (key,) in keys))


class Sqlite:
    """Copied by SQLite's own backup interface: one consistent state, however many write meanwhile."""

    engine = "sqlite"
    _TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"

    def _live(self) -> sqlite3.Connection:
        return sqlite3.connect(str(db.engine.url.database), timeout=30)

    def rows(self) -> dict[str, int]:
        with closing(self._live()) as live:
            return _counted(self._TABLES, lambda sql: live.execute(sql).fetchall())

    def copy_out(self, target: Path) -> Snapshot:
        with closing(self._live()) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
            return _snapshot(self._TABLES, lambda sql: copy.execute(sql).fetchall())

    def copy_in(self, source: Path) -> None:
        with closing(sqlite3.connect(source)) as copy, closing(self._live()) as live:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BadBackup("its database is damaged")
            copy.backup(live)


class Postgresql:
    """Copied by PostgreSQL's own programs, in the snapshot that is counted."""

    engine = "postgresql"
    _TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"

    def rows(self) -> dict[str, int]:
        with db.engine.connect() as live:
            return _counted(self._TABLES, lambda sql: live.execute(text(sql)).all())

    def copy_out(self, target: Path) -> Snapshot:
        with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as live:
            snapshot = live.scalar(text("SELECT pg_export_snapshot()"))
            self._run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
            return _snapshot(self._TABLES, lambda sql: live.execute(text(sql)).all())

    def copy_in(self, source: Path) -> None:
        with db.engine.begin() as live:
            there = MetaData()
            there.reflect(live)
            there.drop_all(live)  # a table that came after the backup would be in the way of its migration
        self._run("pg_restore", "--clean", "--if-exists", "--single-transaction", str(source))

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs on the site's database; the password is in no command line."""
        if shutil.which(program) is None:
            raise BadBackup(f"{program} is not on this machine; install PostgreSQL's client programs")
        url = db.engine.url
        address = url.set(drivername="postgresql", password=None).render_as_string()
        command = [program, "--no-owner", "--no-privileges", f"--dbname={address}", *arguments]
        environment = {**os.environ, "PGPASSWORD": url.password or os.environ.get("PGPASSWORD", "")}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
        if done.returncode:
            raise BadBackup(f"{program}: {done.stderr.strip()}")
