"""Where vectors are kept: two files that only grow, one of numbers and one that says whose they are.

The second is written last, so what it says is there. Whoever was killed while writing leaves a tail that readers pass over and
the next writer cuts off.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import IO, NamedTuple

import numpy as np
import numpy.typing as npt

from cop.core.search.builds import Builds
from cop.core.search.meaning.encoder import NAME, SIZE
from cop.core.search.meaning.rows import HEAD, Floats, Rows, signs, small

MOST_DEAD = 2_000
"""Rows of texts that are no more, past which the files are written anew when they are most of what there is."""


class Learned(NamedTuple):
    """A text by its key, what it said (a digest), and a vector for each of its passages."""

    key: int
    text: int
    vectors: Floats


class Store:
    """The vectors in the folder `root`; safe between threads and processes."""

    def __init__(self, root: Path) -> None:
        self._builds = Builds(root, f"{NAME}-1")
        self._lock = Lock()
        self._seen: tuple[tuple[str, int, int], Rows] | None = None

    def rows(self) -> Rows:
        """The newest state. Files may be written anew while they are opened: then they are opened once more."""
        for attempt in (1, 2, 3):
            try:
                return self._fresh()
            except FileNotFoundError:
                if attempt == 3:
                    raise
        raise AssertionError

    def _fresh(self) -> Rows:
        folder = self._builds.current()
        if folder is None:
            return Rows(np.empty(0, HEAD), np.empty((0, SIZE), np.int8))
        found = (folder / "heads").stat()
        state = str(folder), found.st_size, found.st_mtime_ns
        with self._lock:
            if self._seen is None or self._seen[0] != state:
                self._seen = state, _read(folder, found.st_size // HEAD.itemsize)
            return self._seen[1]

    def add(self, learned: Sequence[Learned]) -> None:
        """Add or replace the vectors of these texts."""
        if learned:
            vectors = [np.vstack([_mean(one.vectors), one.vectors]) for one in learned]
            heads = [_heads(one, rows) for one, rows in zip(learned, vectors, strict=True)]
            self._append(np.concatenate(heads), small(np.vstack(vectors))[0])

    def forget(self, keys: Iterable[int]) -> None:
        """Texts that changed or are no more."""
        gone = np.fromiter(keys, dtype=np.uint64)
        gone = gone[np.isin(gone, self.rows().keys)]
        if len(gone):
            heads = np.zeros(len(gone), HEAD)
            heads["key"] = gone
            self._append(heads, np.zeros((len(gone), SIZE), np.int8))

    def _append(self, heads: npt.NDArray[np.void], rows: npt.NDArray[np.int8]) -> None:
        with self._builds.locked("write"):
            folder = self._builds.current()
            if folder is None:
                folder = self._builds.create()
                _write(folder, np.empty(0, HEAD), np.empty((0, SIZE), np.int8))
                self._builds.use(folder)
            _write(folder, heads, rows)
            self._tidy(folder)

    def _tidy(self, folder: Path) -> None:
        """Write the files anew when most of what is in them is of no use."""
        heads, kept = np.fromfile(folder / "heads", HEAD), self.rows()
        alive = kept.alive
        if len(alive) - alive.sum() < max(MOST_DEAD, len(alive) // 2):
            return
        new = self._builds.create()
        _write(new, heads[alive], _numbers(folder, len(heads))[alive])
        self._builds.use(new)
        self._builds.clear_others()


def _heads(one: Learned, rows: Floats) -> npt.NDArray[np.void]:
    heads = np.zeros(len(rows), HEAD)
    heads["key"], heads["text"], heads["parts"] = one.key, one.text, len(rows)
    heads["part"] = np.arange(len(rows))
    heads["scale"], heads["signs"] = small(rows)[1], signs(rows)
    return heads


def _mean(vectors: Floats) -> Floats:
    mean: Floats = vectors.mean(axis=0)
    return mean / max(float(np.linalg.norm(mean)), 1e-9)


def _read(folder: Path, size: int) -> Rows:
    return Rows(np.fromfile(folder / "heads", HEAD, count=size), _numbers(folder, size))


def _numbers(folder: Path, size: int) -> npt.NDArray[np.int8]:
    """Mapped, not read: processes share what is in memory of it, which is what searches look at."""
    if not size:
        return np.empty((0, SIZE), np.int8)
    return np.memmap(folder / "rows", np.int8, mode="r", shape=(size, SIZE))


def _write(folder: Path, heads: npt.NDArray[np.void], rows: npt.NDArray[np.int8]) -> None:
    """After the last that is whole: the numbers, and when they are on the disk whose they are."""
    with _open(folder / "heads") as said, _open(folder / "rows") as numbers:
        whole = _whole(said)
        for file, width, data in ((numbers, SIZE, rows.tobytes()), (said, HEAD.itemsize, heads.tobytes())):
            file.truncate(whole * width)
            file.seek(whole * width)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def _open(path: Path) -> Iterator[IO[bytes]]:
    path.touch()
    with path.open("r+b") as file:
        yield file


def _whole(file: IO[bytes]) -> int:
    """How many heads there are up to the end of the last text that is whole."""
    count = file.seek(0, os.SEEK_END) // HEAD.itemsize
    if not count:
        return 0
    file.seek((count - 1) * HEAD.itemsize)
    last = np.frombuffer(file.read(HEAD.itemsize), HEAD)[0]
    is_whole = int(last["part"]) + 1 >= int(last["parts"])
    return count if is_whole else count - 1 - int(last["part"])
