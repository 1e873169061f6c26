"""What the processes cost: memory after load, and the time from the command to the first page."""

import subprocess
import sys
from pathlib import Path
from time import perf_counter

from bench.server import ROOT, environment, free_port, wait_for


def memory(pid: int) -> float:
    """Proportional set size of `pid` and all below it, in MiB: shared memory counts once."""
    total = 0
    for each in {pid} | _below(pid):
        text = Path(f"/proc/{each}/smaps_rollup").read_text("ascii")
        total += int(next(line for line in text.splitlines() if line.startswith("Pss:")).split()[1])
    return total / 1024


def _below(pid: int) -> set[int]:
    found: set[int] = set()
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, path.read_text("ascii").split()):
            found |= {child} | _below(child)
    return found


def seconds_to_first_page(folder: Path) -> float:
    """From `cop run`, web server and worker, to the first 200 of the front page."""
    port = free_port()
    command = [sys.executable, "-m", "cop.cli", "run", "--port", str(port)]
    started = perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment(folder), stdout=subprocess.DEVNULL)
    try:
        wait_for(port, "/en/", process, status=200)
        return perf_counter() - started
    finally:
        process.terminate()
        process.wait(60)
