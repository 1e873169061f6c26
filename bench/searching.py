"""`python -m bench.searching [MOST]`: searches at growing sizes, each engine in a process of its own, beside SQLite's full text.

A search is whole: ranked, filtered, five facets counted, ten snippets. A save is one text changed; it is visible when the
first search after it answers. Engines with a + find texts by their meaning too: a question is read anew where it says "first",
and vectors drawn by lot stand in for learnt ones, as learning ten thousand texts takes half an hour; how many texts are learnt
a second is told of a few.
"""

import multiprocessing
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.collection import documents, queries
from bench.fts5 import Fts5
from cop.core.search.engines import open_engine
from cop.core.search.port import Document, Query

SIZES = {
    "whoosh": (1_000, 10_000),
    "whoosh+": (1_000, 10_000),
    "tantivy": (1_000, 10_000, 100_000),
    "tantivy+": (1_000, 10_000, 100_000),
    "fts5": (1_000, 10_000, 100_000),
}
TARGETS = {  # ms that the slowest of twenty searches may take
    ("whoosh", 10_000): 40,
    ("whoosh+", 10_000): 40,
    ("tantivy", 100_000): 8,
    ("tantivy+", 100_000): 8,
}
LEARNT = 20
WARM, ASKED, SAVED = 60, 200, 20
Times = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figures:
    """Pairs are (median, 95th percentile) in milliseconds; `cold` are first searches for their words."""

    built_a_second: float
    megabytes_on_disk: float
    cold: Times
    warm: Times
    save: Times
    visible: Times
    megabytes: float
    learnt_a_second: float = 0.0


def main(most: int = 100_000) -> list[bool]:
    """Print the table up to `most` texts; for each target, was it missed?"""
    print(
        f"\n{'engine':8} {'texts':>7} {'built/s':>8} {'disk MB':>8} {'first p50/p95':>14} {'again p50/p95':>14} "
        f"{'≤':>4} {'save p50/p95':>14} {'visible p50/p95':>15} {'memory MB':>10} {'learnt/s':>9}"
    )
    missed = []
    for engine, sizes in SIZES.items():
        for size in (size for size in sizes if size <= most):
            figures, target = _apart(engine, size), TARGETS.get((engine, size))
            _show(engine, size, figures, target)
            missed += [figures.warm[1] > target] if target else []
    return missed


def _show(engine: str, size: int, figures: Figures, target: float | None) -> None:
    pairs = [
        f"{p50:.1f}/{p95:.1f}" for p50, p95 in (figures.cold, figures.warm, figures.save, figures.visible)
    ]
    print(
        f"{engine:8} {size:7} {figures.built_a_second:8.0f} {figures.megabytes_on_disk:8.0f} {pairs[0]:>14} {pairs[1]:>14} "
        f"{target or '':>4} {pairs[2]:>14} {pairs[3]:>15} {figures.megabytes:10.0f} "
        f"{figures.learnt_a_second:9.1f}",
        flush=True,
    )


def _apart(engine: str, size: int) -> Figures:
    """Measured in a fresh process, whose memory is the engine's alone."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (engine, size))


def _measured(engine: str, size: int) -> Figures:
    with TemporaryDirectory(prefix="cop-bench-") as folder:
        root = Path(folder)
        build, save, search = _verbs(engine, root)
        started = perf_counter()
        build(size)
        built = size / (perf_counter() - started)
        learnt = _learnt(root, size) if engine.endswith("+") else 0.0
        before = _memory()
        asked = queries(WARM + ASKED)
        _timed(search, asked[:WARM])
        cold = _timed(search, asked[WARM:])
        warm = _timed(search, asked[WARM:])
        memory = max(_memory() - before, 0.0)
        saves, seen = [], []
        for text, query in zip(documents(SAVED, first=size // 2), asked[WARM:], strict=False):
            saves += _timed(save, [text])
            seen += _timed(search, [query])
        disk = sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) / 1e6
        return Figures(built, disk, _ends(cold), _ends(warm), _ends(saves), _ends(seen), memory, learnt)


def _learnt(root: Path, size: int) -> float:
    """Give every text vectors drawn by lot; how many texts a second are learnt, by processor time, told of a few."""
    from bench.lots import draw

    return draw(root / "meaning", documents(size), few=list(documents(LEARNT)))


def _verbs(
    engine: str, root: Path
) -> tuple[Callable[[int], object], Callable[[Document], object], Callable[[Query], object]]:
    """How to build, to save and to search."""
    if engine == "fts5":
        table = Fts5(root)
        return lambda size: table.index(documents(size)), lambda text: table.index([text]), table.search
    name = "tantivy" if engine.startswith("tantivy") else "whoosh"
    searcher = open_engine(name, root, with_meaning=engine.endswith("+"))
    return (
        lambda size: searcher.rebuild(documents(size)),
        lambda text: searcher.index([text]),
        searcher.search,
    )


def _timed(act: Callable[..., object], each: list[Document] | list[Query]) -> list[float]:
    """Milliseconds of each."""
    times = []
    for one in each:
        started = perf_counter()
        act(one)
        times.append((perf_counter() - started) * 1_000)
    return times


def _ends(times: list[float]) -> Times:
    cuts = quantiles(times, n=20, method="inclusive")
    return cuts[9], cuts[18]


def _memory() -> float:
    """Megabytes of this process that are in memory now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
