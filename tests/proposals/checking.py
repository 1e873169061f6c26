"""A call whose first stage is checked with four eyes and an appeal, for tests of the administrative check."""

from datetime import timedelta

from cop.calls.definition.checking import Checking, CheckItem
from cop.calls.definition.texts import Text
from cop.calls.models import Call
from cop.calls.services import create_call, publish_call
from cop.kernel.actor import SYSTEM, Actor, Role
from cop.proposals.check_models import Check
from cop.proposals.models import Submission
from cop.proposals.services.check import Ruling, check_submission
from cop.proposals.services.checklist import Said, base_of_checklist, said_of, save_checklist
from cop.proposals.services.confirm import confirm_check
from cop.proposals.services.exclude import announce_ineligible
from cop.proposals.states import ItemAnswer
from tests.calls.shipped import small
from tests.factories import NOON, actor_of, make_user

ITEMS = ("signed", "theme")
NO = Ruling(is_eligible=False, paragraph="1.1", rule="lead_type", reason="Not registered.")
YES = Ruling(is_eligible=True)
DAY = timedelta(days=1)


def make_checked_call(*, four_eyes: bool = True, appeal_days: int = 10) -> Call:
    """small-2026 with two items to look at in its first stage."""
    items = (
        CheckItem(code="signed", text=Text(en="It is signed.", fr="C'est signé."), paragraph="1.1"),
        CheckItem(code="theme", text=Text(en="The theme fits.", fr="Le thème convient."), question="theme"),
    )
    check = Checking(items=items, four_eyes=four_eyes, appeal_days=appeal_days)
    definition = small()
    first, second = definition.stages
    stages = (first.model_copy(update={"check": check}), second)
    call = create_call(definition.model_copy(update={"stages": stages}), actor=SYSTEM, now=NOON)
    publish_call(call, actor=SYSTEM, now=NOON)
    return call


def make_officer(role: Role = Role.OFFICER) -> Actor:
    return actor_of(make_user(role))


def go_through(
    submission: Submission, officer: Actor, answer: ItemAnswer = ItemAnswer.YES, note: str = ""
) -> None:
    """Every item answered alike."""
    base = base_of_checklist(said_of(submission), list(ITEMS))
    said = dict.fromkeys(ITEMS, Said(answer, note))
    save_checklist(submission, said, base=base, actor=officer, now=NOON)


def exclude(submission: Submission, first: Actor, second: Actor) -> Check:
    """Found not eligible by two officers."""
    go_through(submission, first)
    check = check_submission(submission, NO, actor=first, now=NOON)
    confirm_check(check, actor=second, now=NOON)
    return check


def tell(check: Check) -> None:
    """All who are not eligible are told, the day after the deadline."""
    call = check.submission.proposal.call
    at = check.submission.proposal.call.stages[0].closes_at + DAY
    announce_ineligible(call, 1, actor=SYSTEM, now=at)
