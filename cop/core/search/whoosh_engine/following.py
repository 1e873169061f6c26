"""The newest generation of the index, made of what is new in it and of the segments that were read before."""

import os
import re
from pathlib import Path
from threading import Lock

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, EmptyIndexError
from whoosh.reading import SegmentReader

from cop.core.search.builds import Builds
from cop.core.search.whoosh_engine.segment import Segment
from cop.core.search.whoosh_engine.view import View

_NAME = "MAIN"
_TABLE = re.compile(rf"_{_NAME}_(\d+)\.toc")


class Follower:
    """Keeps the view of one index; safe between threads and across a fork."""

    def __init__(self, builds: Builds) -> None:
        self._builds = builds
        self._lock = Lock()
        self._view: View | None = None
        self._segments: dict[str, Segment] = {}
        self._pid = os.getpid()

    def view(self) -> View | None:
        """The newest generation. A merge may take a file away while it is opened: then it is opened once more."""
        for attempt in (1, 2, 3):
            try:
                return self._fresh()
            except (FileNotFoundError, EmptyIndexError):
                if attempt == 3:
                    raise
        return None

    def _fresh(self) -> View | None:
        folder = self._builds.current()
        if folder is None or not folder.exists():
            return None
        generation = (str(folder), _generation(folder))
        with self._lock:
            if self._pid != os.getpid():
                # A reader is never carried across a fork: two processes would move one file's position.
                self._view, self._segments, self._pid = None, {}, os.getpid()
            if self._view is None or self._view.generation != generation:
                self._view = self._opened(folder, generation)
            return self._view

    def _opened(self, folder: Path, generation: tuple[str, int]) -> View:
        storage = FileStorage(str(folder))
        table = TOC.read(storage, _NAME, gen=generation[1])
        before, self._segments = self._segments, {}
        for one in table.segments:
            name = f"{folder.name}/{one.segment_id()}"
            self._segments[name] = before.get(name) or Segment(SegmentReader(storage, table.schema, one))
        deleted = [frozenset(one.deleted_docs()) for one in table.segments]
        return View(list(zip(self._segments.values(), deleted, strict=True)), generation)


def _generation(folder: Path) -> int:
    """The number of the newest table of contents; looking at names is all that a search costs when nothing changed."""
    numbers = [int(found[1]) for name in os.listdir(folder) if (found := _TABLE.fullmatch(name))]  # noqa: PTH208
    if not numbers:
        raise FileNotFoundError(folder)
    return max(numbers)
