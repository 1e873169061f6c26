"""The administrative check from the first look to the answer to an appeal."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from cop.activity.models import Event, Mail
from cop.awards.services.draw import propose_decisions
from cop.calls.queries import definition_of, version_in_force
from cop.core.db import db
from cop.files.rules import Upload
from cop.kernel.actor import ANONYMOUS, SYSTEM, Role
from cop.kernel.errors import Denied, Invalid, Refused, Stale, TooLate
from cop.proposals.checks import (
    answered_on_desk,
    answers_of,
    appealing_numbers,
    checks_visible_to,
    decisions_on_desk,
    requests_of,
    requests_on_desk,
)
from cop.proposals.models import Submission
from cop.proposals.queries import check_of, how_far
from cop.proposals.rules.team import can_read_check
from cop.proposals.rules.workflow import public_state
from cop.proposals.services.appeal import answer_appeal, appeal_check
from cop.proposals.services.check import check_submission
from cop.proposals.services.checklist import Said, base_of_checklist, save_checklist
from cop.proposals.services.confirm import confirm_check, send_back_check
from cop.proposals.services.exclude import announce_ineligible
from cop.proposals.services.request import answer_request, ask_team, withdraw_request
from cop.proposals.states import ItemAnswer, ProposalState
from tests.factories import NOON, actor_of, make_user
from tests.proposals.checking import (
    DAY,
    ITEMS,
    NO,
    YES,
    exclude,
    go_through,
    make_checked_call,
    make_officer,
    tell,
)
from tests.proposals.making import Team, deadline, end_stage, make_submission, make_team

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def make_one(*, four_eyes: bool = True, appeal_days: int = 10) -> tuple[Team, Submission]:
    """What one team handed in at a stage that is over."""
    team = make_team(make_checked_call(four_eyes=four_eyes, appeal_days=appeal_days))
    submission = make_submission(team)
    end_stage(team.call)
    return team, submission


def verbs() -> list[str]:
    return list(db.session.scalars(select(Event.verb).order_by(Event.id)))


def subjects() -> list[str]:
    return list(db.session.scalars(select(Mail.subject).order_by(Mail.id)))


def test_a_checklist_is_gone_through_in_several_sittings(ctx: Flask) -> None:
    _team, submission = make_one()
    officer, nothing = make_officer(), base_of_checklist({}, list(ITEMS))
    some = {"signed": Said(ItemAnswer.NO, "By whom?"), "theme": Said(None, "")}
    save_checklist(submission, some, base=nothing, actor=officer, now=NOON)
    assert verbs()[-1] == "proposal.checklist_saved"
    assert {item: (row.answer, row.note) for item, row in answers_of(submission).items()} == {
        "signed": (ItemAnswer.NO, "By whom?")
    }
    with pytest.raises(Refused, match="checklist"):
        check_submission(submission, YES, actor=officer, now=NOON)
    go_through(submission, officer)
    assert all(row.answer == ItemAnswer.YES for row in answers_of(submission).values())
    count = len(verbs())
    go_through(submission, officer)
    assert len(verbs()) == count  # nothing changed, so nothing happened


def test_two_at_one_checklist_do_not_write_over_each_other(ctx: Flask) -> None:
    _team, submission = make_one()
    one, other, nothing = make_officer(), make_officer(), base_of_checklist({}, list(ITEMS))
    open_still = Said(None, "")
    first = {"signed": Said(ItemAnswer.YES, ""), "theme": open_still}
    save_checklist(submission, first, base=nothing, actor=one, now=NOON)
    with pytest.raises(Stale):
        save_checklist(
            submission,
            {"signed": Said(ItemAnswer.NO, ""), "theme": open_still},
            base=nothing,
            actor=other,
            now=NOON,
        )
    second = {"signed": open_still, "theme": Said(ItemAnswer.YES, "")}
    save_checklist(submission, second, base=nothing, actor=other, now=NOON)
    assert {item: row.made_by for item, row in answers_of(submission).items()} == {
        "signed": one.user_id,
        "theme": other.user_id,
    }


def test_a_request_is_answered_once_before_its_instant(ctx: Flask) -> None:
    team, submission = make_one()
    officer, due_at = make_officer(), NOON + DAY
    with pytest.raises(Invalid):
        ask_team(submission, question="", text="Who signs?", due_at=NOON, actor=officer, now=NOON)
    with pytest.raises(Denied):
        ask_team(submission, question="", text="Who signs?", due_at=due_at, actor=team.actor, now=NOON)
    asked = ask_team(submission, question="", text="Who signs?", due_at=due_at, actor=officer, now=NOON)
    assert subjects()[-1].startswith("Something is missing")
    assert list(requests_on_desk(team.actor, NOON)) == [asked]
    go_through(submission, officer)
    with pytest.raises(Refused, match="may still answer"):
        check_submission(submission, YES, actor=officer, now=NOON)
    stranger = make_team(team.call).actor
    with pytest.raises(Denied):
        answer_request(asked, text="We.", upload=None, actor=stranger, now=NOON)
    with pytest.raises(Invalid):
        answer_request(asked, text="", upload=None, actor=team.actor, now=NOON)
    with pytest.raises(TooLate):
        answer_request(asked, text="We.", upload=None, actor=team.actor, now=due_at)
    before = submission.sha256, dict(submission.content)
    just = due_at - timedelta(milliseconds=1)
    answer_request(asked, text="We.", upload=Upload("signed.pdf", PDF), actor=team.actor, now=just)
    assert (submission.sha256, submission.content) == before
    assert asked.blob_id is not None
    assert list(answered_on_desk(officer)) == [submission.proposal]
    assert list(requests_on_desk(team.actor, NOON)) == []
    with pytest.raises(Refused):
        answer_request(asked, text="No, they.", upload=None, actor=team.actor, now=just)
    check_submission(submission, YES, actor=officer, now=just)
    assert list(answered_on_desk(officer)) == []
    assert list(requests_of(submission.proposal, 1)) == [asked]


def test_what_was_asked_is_withdrawn_with_a_reason(ctx: Flask) -> None:
    team, submission = make_one()
    officer = make_officer()
    asked = ask_team(submission, question="", text="Who signs?", due_at=NOON + DAY, actor=officer, now=NOON)
    go_through(submission, officer)
    with pytest.raises(Denied):
        withdraw_request(asked, reason="Found it.", actor=team.actor, now=NOON)
    with pytest.raises(Invalid):
        withdraw_request(asked, reason=" ", actor=officer, now=NOON)
    withdraw_request(asked, reason="We found the signature.", actor=officer, now=NOON)
    mail = db.session.scalars(select(Mail).order_by(Mail.id.desc()).limit(1)).one()
    assert mail.subject.startswith("No answer is needed any more")
    assert "We found the signature." in mail.text
    assert verbs()[-1] == "proposal.request_withdrawn"
    assert list(requests_on_desk(team.actor, NOON)) == []
    for again in (
        lambda: withdraw_request(asked, reason="Twice.", actor=officer, now=NOON),
        lambda: answer_request(asked, text="We.", upload=None, actor=team.actor, now=NOON),
    ):
        with pytest.raises(Refused, match="withdrawn"):
            again()
    check_submission(submission, YES, actor=officer, now=NOON)  # nothing is waited for


def test_what_is_answered_is_not_withdrawn(ctx: Flask) -> None:
    team, submission = make_one()
    officer = make_officer()
    asked = ask_team(submission, question="", text="Who signs?", due_at=NOON + DAY, actor=officer, now=NOON)
    answer_request(asked, text="We.", upload=None, actor=team.actor, now=NOON)
    with pytest.raises(Refused, match="answered"):
        withdraw_request(asked, reason="Found it.", actor=officer, now=NOON)


def test_four_eyes(ctx: Flask) -> None:
    _team, submission = make_one()
    first, second = make_officer(), make_officer()
    go_through(submission, first)
    check = check_submission(submission, NO, actor=first, now=NOON)
    assert submission.proposal.state == ProposalState.SUBMITTED
    assert (decisions_on_desk(first), [c for c, _p in decisions_on_desk(second)]) == ([], [check])
    with pytest.raises(Denied):
        confirm_check(check, actor=first, now=NOON)
    with pytest.raises(Refused):
        check_submission(submission, YES, actor=second, now=NOON)
    send_back_check(check, reason="They are registered.", actor=second, now=NOON)
    with pytest.raises(Refused):
        confirm_check(check, actor=second, now=NOON)
    assert check_submission(submission, YES, actor=first, now=NOON) is check
    confirm_check(check, actor=second, now=NOON)
    assert submission.proposal.state == ProposalState.ELIGIBLE
    assert (check.checked_by, check.second_by) == (first.user_id, second.user_id)
    assert verbs()[-4:] == [
        "proposal.check_proposed",
        "proposal.check_sent_back",
        "proposal.check_proposed",
        "proposal.found_eligible",
    ]
    assert how_far(submission.proposal.call_id, stage=1)[2] == 1


def test_all_are_told_together_and_nobody_before(ctx: Flask) -> None:
    team = make_team(make_checked_call(four_eyes=False))
    submission, rival = make_submission(team), make_submission(make_team(team.call))
    officer, late = make_officer(), deadline(team) + DAY
    go_through(submission, officer)
    check = check_submission(submission, NO, actor=officer, now=late)
    assert public_state(submission.proposal.state) == "in_evaluation"
    readers = [ANONYMOUS, SYSTEM, team.actor, officer, *(actor_of(make_user(role)) for role in Role)]
    staff_of_the_team = actor_of(make_user(Role.OFFICER), team.organisation)

    def the_list_and_the_rule_agree() -> None:
        db.session.flush()
        for actor in (*readers, staff_of_the_team):
            seen = check in set(db.session.scalars(checks_visible_to(actor)))
            told = check.told_at is not None
            assert seen == can_read_check(actor, submission.proposal, is_told=told)

    the_list_and_the_rule_agree()
    with pytest.raises(Refused, match="still open"):
        announce_ineligible(team.call, 1, actor=SYSTEM, now=NOON)
    with pytest.raises(Refused, match=rival.proposal.number):
        announce_ineligible(team.call, 1, actor=SYSTEM, now=late)
    go_through(rival, officer)
    check_submission(rival, YES, actor=officer, now=late)
    with pytest.raises(Denied):
        announce_ineligible(team.call, 1, actor=officer, now=late)
    assert announce_ineligible(team.call, 1, actor=make_officer(Role.MANAGER), now=late) == 1
    assert submission.proposal.state == ProposalState.REJECTED
    assert rival.proposal.state == ProposalState.ELIGIBLE
    the_list_and_the_rule_agree()
    assert subjects()[-1].startswith("The decision on")
    with pytest.raises(Refused, match="nobody"):
        announce_ineligible(team.call, 1, actor=SYSTEM, now=late)


@pytest.mark.parametrize("is_upheld", [True, False])
def test_an_appeal_is_answered_by_somebody_else(ctx: Flask, is_upheld: bool) -> None:
    team, submission = make_one()
    first, second, third = (make_officer() for _ in range(3))
    check = exclude(submission, first, second)
    with pytest.raises(Refused):
        appeal_check(check, text="We are registered.", actor=team.actor, now=NOON)
    tell(check)
    assert check.told_at is not None
    assert check.appeal_until is not None
    now = check.told_at + DAY
    assert appealing_numbers(team.call.id, 1, now) == [submission.proposal.number]
    with pytest.raises(TooLate):
        appeal_check(check, text="We are registered.", actor=team.actor, now=check.appeal_until)
    appeal_check(check, text="We are registered.", actor=team.actor, now=now)
    with pytest.raises(Refused):
        appeal_check(check, text="Really.", actor=team.actor, now=now)
    assert [c for c, _p in decisions_on_desk(third)] == [check]
    for decider in (first, second):
        assert decisions_on_desk(decider) == []
        with pytest.raises(Denied):
            answer_appeal(check, is_upheld=is_upheld, answer="So.", actor=decider, now=now)
    answer_appeal(check, is_upheld=is_upheld, answer="So.", actor=third, now=now)
    expected = ProposalState.ELIGIBLE if is_upheld else ProposalState.REJECTED
    assert submission.proposal.state == expected
    assert how_far(team.call.id, stage=1)[2] == int(is_upheld)
    assert subjects()[-1].startswith("The answer to your appeal")
    assert appealing_numbers(team.call.id, 1, now) == []
    with pytest.raises(Refused):
        answer_appeal(check, is_upheld=True, answer="So.", actor=make_officer(), now=now)


def test_places_are_not_given_away_while_somebody_may_appeal(ctx: Flask) -> None:
    team, submission = make_one()
    check = exclude(submission, make_officer(), make_officer())
    definition, manager = definition_of(version_in_force(team.call)), make_officer(Role.MANAGER)
    late = deadline(team) + DAY
    with pytest.raises(Refused, match="Announce first"):
        propose_decisions(team.call, definition, 1, actor=manager, now=late)
    tell(check)
    with pytest.raises(Refused, match=submission.proposal.number):
        propose_decisions(team.call, definition, 1, actor=manager, now=late)


def test_a_newer_version_is_checked_anew(ctx: Flask) -> None:
    _team, submission = make_one()
    officer = make_officer()
    go_through(submission, officer)
    check_submission(submission, NO, actor=officer, now=NOON)
    submission.replaced_at = NOON
    check = check_of(submission)
    assert check is not None
    with pytest.raises(Stale):
        confirm_check(check, actor=make_officer(), now=NOON)
