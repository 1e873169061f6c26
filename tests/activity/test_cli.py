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


def test_a_log_without_the_hash_that_was_noted_is_another_one(ctx: Flask) -> None:
    for _ in range(2):
        noted = record("made", make_user(), actor=SYSTEM, now=NOON).sha256
    db.session.commit()
    run = ctx.test_cli_runner().invoke
    assert run(args=["audit", "verify", "--noted", noted]).exit_code == 0
    db.session.execute(text("DROP TRIGGER activity_event_no_delete"))
    db.session.execute(text("DELETE FROM activity_event WHERE id = (SELECT max(id) FROM activity_event)"))
    db.session.commit()
    assert run(args=["audit", "verify"]).exit_code == 0
    cut = run(args=["audit", "verify", "--noted", noted])
    assert cut.exit_code == 1
    assert "another one" in cut.output
