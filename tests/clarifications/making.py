"""A public call with a question about it, for tests of clarifications."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cop.accounts.models import User
from cop.calls.models import Call
from cop.clarifications.models import Clarification
from cop.clarifications.rules import mark_of
from cop.clarifications.services import ask_question, publish_answer
from cop.kernel.actor import Actor, Role
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import make_call

QUESTION = {"en": "May a hospital lead?", "fr": "Un hôpital peut-il diriger ?"}
ANSWER = {"en": "Yes, with a partner.", "fr": "Oui, avec un partenaire."}
ASKED = "We, the hospital of Ngozi, wonder whether we may lead."


@dataclass(frozen=True)
class Asked:
    """A question, who asked it, and an officer."""

    call: Call
    row: Clarification
    asker: User
    officer: Actor


def make_question(call: Call | None = None, *, now: datetime = NOON) -> Asked:
    asker, officer = make_user(Role.MEMBER), make_user(Role.OFFICER)
    call = call or make_call()
    row = ask_question(call, ASKED, language="en", actor=actor_of(asker), now=now)
    return Asked(call, row, asker, actor_of(officer))


def texts(
    row: Clarification, question: dict[str, str] = QUESTION, answer: dict[str, str] = ANSWER
) -> dict[str, Any]:
    """What somebody writes who has just opened the page."""
    return {"question": question, "answer": answer, "base": mark_of(row.question, row.answer)}


def make_item(call: Call | None = None, *, now: datetime = NOON) -> Asked:
    """The same, answered."""
    made = make_question(call)
    publish_answer(made.row, **texts(made.row), actor=made.officer, now=now)
    return made
