"""`cop audit …`"""

import click
from flask.cli import AppGroup

from cop.activity.audit import verify_chain

audit = AppGroup("audit", help="Prove that the activity log is whole.")


@audit.command("verify")
def verify() -> None:
    """Check the hash chain of the activity log; exit status 1 when a row was changed, added or removed."""
    verdict = verify_chain()
    if verdict.broken_at is not None:
        raise click.ClickException(
            f"the chain breaks at row {verdict.broken_at} after {verdict.rows - 1} good rows"
        )
    click.echo(f"{verdict.rows} rows, unbroken; the last is {verdict.last_sha256}")
