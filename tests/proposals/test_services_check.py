"""Who decides what is eligible, and on what state of things."""

import pytest
from flask import Flask
from sqlalchemy import text

from cop.core.db import db
from cop.kernel.actor import SYSTEM, Role
from cop.kernel.errors import Denied, Invalid, Refused
from cop.proposals.services.check import Ruling, check_submission
from cop.proposals.states import ProposalState
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import end_stage, make_submission, make_team


def test_nobody_decides_on_their_own_bid_nor_on_its_rivals(ctx: Flask) -> None:
    team = make_team()
    own, rival = make_submission(team), make_submission(make_team(team.call))
    officer = actor_of(make_user(Role.OFFICER), team.organisation)
    for submission in (own, rival):
        with pytest.raises(Denied):
            check_submission(submission, Ruling(is_eligible=True), actor=officer, now=NOON)
        assert submission.proposal.state == ProposalState.SUBMITTED


def test_one_that_excludes_names_the_paragraph_and_the_reason(ctx: Flask) -> None:
    submission = make_submission(make_team())
    end_stage(submission.proposal.call)
    for paragraph, reason in (("", "Because."), ("1.1", "")):
        ruling = Ruling(is_eligible=False, paragraph=paragraph, reason=reason)
        with pytest.raises(Invalid):
            check_submission(submission, ruling, actor=SYSTEM, now=NOON)


def test_what_was_withdrawn_meanwhile_stays_withdrawn(ctx: Flask) -> None:
    """The officer's page is older than the withdrawal: the check reads the state again before it decides."""
    submission = make_submission(make_team())
    db.session.flush()
    db.session.execute(text("UPDATE proposal SET state = 'withdrawn'"))  # behind the back of what is loaded
    assert submission.proposal.state == ProposalState.SUBMITTED
    with pytest.raises(Refused):
        check_submission(submission, Ruling(is_eligible=True), actor=SYSTEM, now=NOON)
