"""Scored proposals and announced decisions, for tests of awards."""

from decimal import Decimal

from cop.awards.services.announce import announce_decisions
from cop.awards.services.draw import propose_decisions
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Selection
from cop.calls.models import Call
from cop.calls.services import create_call, publish_call
from cop.core.db import db
from cop.kernel.actor import SYSTEM
from cop.proposals.models import Submission
from cop.reviews.services.assign import close_reviews
from tests.calls.shipped import small
from tests.factories import NOON
from tests.proposals.making import Team
from tests.reviews.making import CLOSED, make_eligible, make_review

BEST, MIDDLE, LEAST, FAILED = (3, 3), (3, 2), (2, 2), (1, 3)
"""Marks on needs (twice) and value: 9, 8, 6 points; the last has a mark under the lowest."""


def call_with(*, places: int | None = None, percent: int = 200, stages: int = 2) -> CallDefinition:
    """The smallest call, cut after so many places or so much of the envelope; with one stage, which then awards."""
    cut = "places" if places else "envelope"
    selection = Selection(cut=cut, places=places, envelope_percent=Decimal(percent))
    first, *others = small().stages
    first = first.model_copy(update={"selection": selection})
    return small().model_copy(update={"stages": (first, *others)[:stages]})


def make_published(definition: CallDefinition) -> Call:
    call = create_call(definition, actor=SYSTEM, now=NOON)
    publish_call(call, actor=SYSTEM, now=NOON)
    return call


def make_reviewed(call: Call, marks: tuple[int, int], **given: str) -> tuple[Team, Submission]:
    """Somebody's concept note with one review of these marks."""
    team, submission = make_eligible(call, **given)
    make_review(submission, dict(zip(("needs", "value"), marks, strict=True)))
    return team, submission


def make_scored(call: Call, *marks: tuple[int, int]) -> list[Submission]:
    """One proposal for each pair of marks, the reviews closed."""
    made = [make_reviewed(call, pair)[1] for pair in marks]
    close_reviews(call, 1, actor=SYSTEM, now=CLOSED)
    db.session.flush()
    return made


def announce(call: Call, definition: CallDefinition) -> None:
    """Drawn up and announced by the system."""
    propose_decisions(call, definition, 1, actor=SYSTEM, now=NOON)
    announce_decisions(call, 1, actor=SYSTEM, now=NOON)
    db.session.flush()
