"""Discussions for tests, made through the services."""

from datetime import date, datetime
from typing import Any

from cop.accounts.models import User
from cop.core.db import db
from cop.discussions.models import Contribution, Discussion
from cop.discussions.opening import Opening, Plan, Subject
from cop.discussions.services.begin import start_discussion
from cop.discussions.services.contribute import contribute
from cop.kernel.actor import Role
from tests.factories import NOON, actor_of, make_user

TITLE, QUESTION = "How are wells kept?", "Who pays for the *pump* in the third year?"
FIRST, LAST = date(2026, 11, 20), date(2026, 12, 10)
"""Around NOON."""


def make_discussion(
    by: User | None = None, *, title: str = TITLE, language: str = "en", now: datetime = NOON, **subject: Any
) -> Discussion:
    by = by or make_user()
    opening, about_id = Opening(title, QUESTION, language), subject.pop("about_id", None)
    made = start_discussion(opening, Subject(**subject), about_id=about_id, actor=actor_of(by), now=now)
    db.session.flush()
    return made


def make_led(moderator: User | None = None, *, opens_on: date = FIRST, closes_on: date = LAST) -> Discussion:
    """An e-discussion that the secretariat began."""
    officer = make_user(Role.OFFICER)
    plan = Plan(opens_on, closes_on, moderator.email if moderator else "")
    opening = Opening(TITLE, QUESTION, "en")
    return start_discussion(opening, Subject(), plan=plan, actor=actor_of(officer), now=NOON)


def say_in(
    discussion: Discussion,
    by: User | None = None,
    text: str = "We charge a little for each bucket.",
    *,
    now: datetime = NOON,
    **more: Any,
) -> Contribution:
    said = contribute(
        discussion, text, **{"language": "en"} | more, actor=actor_of(by or make_user()), now=now
    )
    db.session.flush()
    return said
