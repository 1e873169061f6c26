"""`cop audit verify`."""

from flask import Flask
from sqlalchemy import text

from cop.activity.services import record
from cop.core.db import db
from cop.kernel.actor import SYSTEM
from tests.factories import NOON, make_user


def test_a_whole_chain_is_exit_status_0(ctx: Flask) -> None:
    record("made", make_user(), actor=SYSTEM, now=NOON)
    db.session.commit()
    result = ctx.test_cli_runner().invoke(args=["audit", "verify"])
    assert result.exit_code == 0
    assert result.output.startswith("1 rows, unbroken")


def test_a_broken_chain_is_exit_status_1_and_names_the_row(ctx: Flask) -> None:
    row = record("made", make_user(), actor=SYSTEM, now=NOON)
    row_id = row.id
    db.session.execute(text("DROP TRIGGER activity_event_no_update"))
    db.session.execute(text("UPDATE activity_event SET verb = 'other'"))
    db.session.commit()
    result = ctx.test_cli_runner().invoke(args=["audit", "verify"])
    assert result.exit_code == 1
    assert f"breaks at row {row_id}" in result.output
