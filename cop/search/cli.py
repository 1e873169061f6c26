"""`cop index …` and `cop search-eval`."""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import click
from flask.cli import AppGroup

from cop.core.db import reading
from cop.core.search.engines import ENGINES, EngineName
from cop.core.search.meaning import encoder
from cop.core.unit import end_reading
from cop.search import evaluation, following
from cop.search.engine import engine as site_engine
from cop.search.indexing import differences, rebuild_index

PAUSE = 1.0  # seconds between two looks at the log
LEARNT_AT_ONCE = 8  # texts: what was learnt of these is lost when it is killed meanwhile
Line = TypeVar("Line")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

index = AppGroup("index", help="Look after the search index.")


@index.command("rebuild")
@click.option(
    "--learn/--no-learn", "learns", default=True, show_default=True, help="Find out what new texts mean, too."
)
def rebuild(*, learns: bool) -> None:
    """Make the index anew from the database; searches go on with the old one meanwhile."""
    with click.progressbar(length=1, label="Indexing") as bar:

        def on_progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        with reading():  # while it is made, and texts are learnt, the site goes on saving
            count = rebuild_index(on_progress)
            end_reading()
    if learns:
        _learn()
    click.echo(f"{count} practices, calls and organisations are in the index.")


@index.command("learn")
@click.option("--most", type=int, help="Texts, at most; all when left out.")
def learn(most: int | None) -> None:
    """Find out what new texts mean; until then they are found by their words alone."""
    _learn(most)


def _learn(most: int | None = None) -> None:
    waiting = len(site_engine().unlearned())
    wanted = waiting if most is None else min(most, waiting)
    if not wanted:
        return
    with click.progressbar(length=wanted, label="Learning what texts mean") as bar:
        left = waiting
        while left > waiting - wanted:
            left = site_engine().learn(min(LEARNT_AT_ONCE, left - (waiting - wanted)))
            bar.update(waiting - left - bar.pos)


@index.command("follow")
@click.option("--once", is_flag=True, help="Read what there is and end.")
def follow(*, once: bool) -> None:
    """Keep the index of this machine in step with the activity log, until Ctrl-C; for sites of several machines.

    Each machine that does not do the site's jobs needs this beside its web server.
    """
    while True:
        if following.follow():
            _learn()
        if once:
            return
        time.sleep(PAUSE)


@index.command("check")
def check() -> None:
    """Compare the database, the index and what is known of the meaning of texts; exit status 1 when they differ."""
    with reading():
        lacking, extra = differences()
        end_reading()
    if lacking or extra:
        raise click.ClickException(f"the index lacks {len(lacking)} documents and has {len(extra)} too many")
    unlearned, mislearned = site_engine().unlearned(), site_engine().mislearned()
    if unlearned or mislearned:
        raise click.ClickException(
            f"{len(unlearned)} texts are found by words alone, {mislearned} are known wrongly"
        )
    click.echo("Index and database agree.")


@click.command("search-eval")
@click.option("--docs", type=_FILE, required=True, help='Lines of {"id", "lang", "title", "text"}.')
@click.option("--queries", type=_FILE, required=True, help='Lines of {"id", "lang", "text"}.')
@click.option("--engine", type=click.Choice(ENGINES), default="whoosh", show_default=True)
@click.option(
    "--vectors/--no-vectors", default=True, show_default=True, help="Search by meaning beside words."
)
def search_eval(docs: Path, queries: Path, engine: EngineName, vectors: bool) -> None:
    """Search a collection with questions and write a TREC run, 100 deep, to standard output.

    Lines that cannot be read are named on standard error and left out; then the exit status is 1. A language other than ours is
    read without stems.
    """
    texts, questions = evaluation.Lines(docs), evaluation.Lines(queries)
    if vectors and not encoder.is_here():
        click.echo("requirements/vectors.txt is not installed: by words alone", err=True)
    for line in evaluation.run(
        _counted(texts.read(evaluation.Text), "documents"),
        _counted(questions.read(evaluation.Question), "questions"),
        engine,
        with_meaning=vectors,
    ):
        click.echo(line)
    faults = texts.faults + questions.faults
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.ClickException(f"not all could be read: {len(faults)} faults")


def _counted(lines: Iterable[Line], what: str) -> Iterator[Line]:
    """`lines`, telling standard error how many have passed."""
    done = 0
    for done, line in enumerate(lines, 1):
        yield line
        if done % 1_000 == 0:
            click.echo(f"{done} {what} …", err=True)
    click.echo(f"{done} {what}", err=True)
