"""The demonstration is made by the services themselves: that it loads says that each of its proposals holds."""

from collections import Counter

from sqlalchemy import func, select

from cop.activity.audit import verify_chain
from cop.awards.models import Announcement
from cop.calls.models import Call
from cop.core.db import db
from cop.demo.world import seed_world
from cop.directory.models import Organisation
from cop.proposals.models import Proposal, Submission
from tests.factories import NOON


def test_the_demonstration_has_calls_in_three_states(ctx):
    said: list[str] = []
    seed_world(now=NOON, say=said.append)
    organisations = db.session.scalars(select(Organisation)).all()
    assert len(organisations) == 40
    assert all(row.is_demonstration for row in organisations)
    assert db.session.scalar(select(func.count(Call.id))) == 3
    assert db.session.scalar(select(func.count(Announcement.id))) == 2
    states = Counter(db.session.scalars(select(Proposal.state)))
    assert {"draft", "submitted", "in_review", "awarded"} <= {state.value for state in states}
    assert db.session.scalar(select(func.count(Submission.id))) > 40
    assert len(set(db.session.scalars(select(Submission.language)))) >= 4
    assert verify_chain().broken_at is None
    assert said
