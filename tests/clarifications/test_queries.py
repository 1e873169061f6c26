"""What may be listed is what may be seen."""

from flask import Flask

from cop.clarifications.queries import (
    asked_by,
    clarification_by_id,
    item_of,
    published,
    visible_to,
    waiting,
    waiting_by_call,
)
from cop.clarifications.rules import can_see
from cop.core.db import db
from cop.kernel.actor import ANONYMOUS, SYSTEM, Role
from tests.clarifications.making import make_item, make_question
from tests.factories import actor_of, make_user


def test_the_list_and_the_rule_say_the_same(ctx: Flask) -> None:
    item = make_item()
    open_one = make_question(item.call)
    rows = [item.row, open_one.row]
    readers = [ANONYMOUS, SYSTEM, actor_of(item.asker), actor_of(open_one.asker)]
    for actor in [*readers, *(actor_of(make_user(role)) for role in Role)]:
        ruled = {
            row for row in rows if can_see(actor, is_public=row.number is not None, asked_by=row.asked_by)
        }
        assert set(db.session.scalars(visible_to(actor))) == ruled
        for row in rows:
            assert (clarification_by_id(row.id, actor) is row) is (row in ruled)


def test_what_waits_and_what_is_public(ctx: Flask) -> None:
    item = make_item()
    open_one = make_question(item.call)
    assert list(db.session.scalars(published(item.call))) == [item.row]
    assert waiting(item.call) == [open_one.row]
    assert waiting_by_call() == [(item.call, 1, 1)]
    assert item_of(item.call, 1) is item.row
    assert item_of(item.call, 2) is None
    assert asked_by(actor_of(open_one.asker), item.call) == [open_one.row]
