"""Where an index lives: one folder per build, a file that names the one in use, and locks between processes."""

import fcntl
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO

from cop.core.search.port import Busy, Document
from cop.kernel.ids import new_token

PATIENCE = 10.0  # seconds
_PAUSE = 0.05


class Builds:
    """The builds under `root`. What another engine wrote, or another `version` of this one, counts as absent."""

    def __init__(self, root: Path, version: str) -> None:
        self.root, self.version = root, version

    def current(self) -> Path | None:
        """The folder of the index in use, if there is one."""
        try:
            version, _, name = (self.root / "current").read_text("utf-8").partition(" ")
        except FileNotFoundError:
            return None
        return self.root / name if version == self.version else None

    def create(self) -> Path:
        """A new empty folder that nobody reads yet."""
        folder = self.root / f"build-{new_token()[:12]}"
        folder.mkdir(parents=True)
        return folder

    def use(self, folder: Path) -> None:
        """From now on read `folder`; the others go."""
        waiting = self.root / "current.new"
        waiting.write_text(f"{self.version} {folder.name}", "utf-8")
        waiting.replace(self.root / "current")

    def clear_others(self) -> None:
        current = self.current()
        for folder in self.root.glob("build-*"):
            if folder != current:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Hold the lock `name` against every other thread and process; raises Busy after PATIENCE."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / f"{name}.lock").open("a") as file:
            until = time.monotonic() + PATIENCE
            while not _take(file):
                if time.monotonic() > until:
                    raise Busy(name)
                time.sleep(_PAUSE)
            yield

    def is_locked(self, name: str) -> bool:
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / f"{name}.lock").open("a") as file:
            return not _take(file)


def _take(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Journal:
    """What changed while a rebuild was under way, for the rebuild to repeat at its end."""

    def __init__(self, root: Path) -> None:
        self._path = root / "journal.jsonl"

    def clear(self) -> None:
        with suppress(FileNotFoundError):
            self._path.unlink()

    def add(self, documents: list[Document], removed: list[str]) -> None:
        entry = {"documents": [asdict(document) for document in documents], "removed": removed}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")

    def entries(self) -> Iterator[tuple[list[Document], list[str]]]:
        if not self._path.exists():
            return
        with self._path.open(encoding="utf-8") as file:
            for line in file:
                entry = json.loads(line)
                yield [Document(**document) for document in entry["documents"]], entry["removed"]
