"""`python -m bench`: every figure as a ratio to a bare page or a bare durable insert of the same run, beside its target.

python -m bench                  # all of it: half an hour, most of it for searches among 100,000 texts
python -m bench --no-growth      # without the part that makes everything ten times as much
python -m bench.searching 10000  # searches alone, up to so many texts
python -m bench --no-rush        # without the last three minutes before a deadline, on both databases (see bench.rush)
python -m bench --data FOLDER    # on data made before, instead of `cop seed --size jmdi` into a folder of its own
"""

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from bench import flows, growth, judging, process, rush, searching, server
from bench.pages import Cost, measure
from bench.samples import open_app, pages

FIRST_VIEW, NEXT_VIEW, REQUESTS, QUERIES = 14_600, 8_000, 4, 8
SUBMIT_SLOWER, REVIEWS_A_SECOND, MEMORY, START = 3, 100, 250, 2


def main() -> int:
    given = argparse.ArgumentParser(prog="bench", description=(__doc__ or "").partition("\n")[0])
    given.add_argument("--data", type=Path, help="a data folder to measure on")
    given.add_argument("--no-growth", action="store_true", help="leave out what takes longest")
    given.add_argument("--no-rush", action="store_true", help="leave out the deadline rush")
    asked = given.parse_args()
    with TemporaryDirectory(prefix="cop-bench-") as own:
        folder = asked.data or Path(own)
        if asked.data is None:
            _seed(folder)
        return _run(folder, with_growth=not asked.no_growth, with_rush=not asked.no_rush)


def _seed(folder: Path) -> None:
    for command in (["migrate"], ["seed", "--size", "jmdi"], ["index", "rebuild"]):
        subprocess.run(
            [sys.executable, "-m", "cop.cli", *command],
            cwd=server.ROOT,
            env=server.environment(folder),
            check=True,
        )


def _run(folder: Path, *, with_growth: bool, with_rush: bool) -> int:
    app = open_app(folder)
    missed = [_judge("start to first 200, s", process.seconds_to_first_page(folder), START)]
    with server.bare(folder) as bare, server.site(folder) as (site, pid):
        missed += _show_pages(measure(app, site, bare, pages(app)))
        missed += _show_flows(app, site, bare)
        missed.append(_judge("memory after load, all processes, MiB", process.memory(pid), MEMORY))
    _show_judged(app)
    missed += searching.main(most=100_000 if with_growth else 1_000)
    if with_growth:
        _show_growth(app, folder)
    if with_rush:
        missed += [miss for engine in rush.ENGINES for miss in rush.measure(engine)]
    print(f"\n{sum(missed)} of {len(missed)} targets missed")
    return 0


def _show_pages(costs: list[Cost]) -> list[bool]:
    print(
        f"\n{'page':20} {'ms':>7} {'× bare':>8} {'≤':>5} {'× cold':>7} {'queries':>8} "
        f"{'first B':>8} {'next B':>7} {'requests':>8}"
    )
    missed = []
    for cost in costs:
        print(
            f"{cost.page.label:20} {cost.milliseconds:7.1f} {cost.ratio:8.1f} {cost.page.target:5.1f} "
            f"{cost.cold_ratio:7.1f} {cost.queries:8} {cost.first_bytes:8} {cost.next_bytes:7} {cost.requests:8}"
        )
        missed += [cost.ratio > cost.page.target, cost.queries > QUERIES, cost.first_bytes > FIRST_VIEW]
        missed += [cost.next_bytes > NEXT_VIEW, cost.requests > REQUESTS]
    print(f"{'(at most)':51} {QUERIES:8} {FIRST_VIEW:8} {NEXT_VIEW:7} {REQUESTS:8}\n")
    return missed


def _show_flows(app: Flask, site: int, bare: int) -> list[bool]:
    base = flows.bare_inserts(bare)
    print(f"bare durable insert: {base.a_second:.0f} a second")
    missed = []
    for rate in (flows.submissions(app, site), flows.reviews(app, site)):
        if rate is None:
            continue
        slower = base.a_second / rate.a_second
        print(
            f"{rate.label}: {rate.done} acts, {rate.rows} rows more, {rate.a_second:.0f} a second, {slower:.1f} × slower"
        )
        missed.append(rate.rows != rate.done)
        missed.append(slower > SUBMIT_SLOWER if rate.label == "submit" else rate.a_second < REVIEWS_A_SECOND)
    return missed


def _show_judged(app: Flask) -> None:
    with app.app_context():
        documents = judging.practices()
    judging.show(documents)


def _show_growth(app: Flask, folder: Path) -> None:
    """Pages again at two sizes: flat is good."""
    for articles, proposals in ((1_000, 547), (10_000, 5_470)):
        have = growth.grow_articles(app, articles), growth.grow_proposals(app, proposals)
        subprocess.run(
            [sys.executable, "-m", "cop.cli", "index", "rebuild", "--no-learn"],  # it takes half an hour
            cwd=server.ROOT,
            env=server.environment(folder),
            check=True,
            stdout=subprocess.DEVNULL,
        )
        print(f"\nwith {have[0]} practices and {have[1]} proposals")
        with server.bare(folder) as bare, server.site(folder) as (site, _pid):
            _show_pages(measure(app, site, bare, pages(app)))


def _judge(label: str, value: float, most: float) -> bool:
    print(f"{label}: {value:.1f} (at most {most})")
    return value > most


if __name__ == "__main__":
    sys.exit(main())
