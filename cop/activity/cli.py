"""`cop audit …`"""

import click
from flask.cli import AppGroup

from cop.activity.audit import verify_chain
from cop.activity.services import GENESIS

audit = AppGroup("audit", help="Prove that the activity log is whole.")


@audit.command("verify")
@click.option(
    "--noted", default=GENESIS, help="A last hash that this command printed before: it must still be there."
)
def verify(noted: str) -> None:
    """Check the hash chain of the activity log; exit status 1 when a row was changed, added or removed.

    Whoever owns the database could cut off its end, or make all of it anew: a hash that was noted outside shows it.
    """
    verdict = verify_chain(noted)
    if verdict.broken_at is not None:
        raise click.ClickException(
            f"the chain breaks at row {verdict.broken_at} after {verdict.rows - 1} good rows"
        )
    if not verdict.holds_noted:
        raise click.ClickException(
            f"{verdict.rows} rows follow from each other, but none is {noted}: the log is another one"
        )
    click.echo(f"{verdict.rows} rows, unbroken; the last is {verdict.last_sha256}")
