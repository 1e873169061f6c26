"""What is seen of assignments and reviews: the query and the rule agree, on both databases."""

from decimal import Decimal

from flask import Flask

from cop.core.db import db
from cop.kernel.actor import ANONYMOUS, SYSTEM, Role
from cop.reviews.models import Assignment
from cop.reviews.queries import (
    assignment_by_id,
    comments_of,
    open_reviews,
    progress_of,
    reviewers,
    submitted_scores,
    visible_to,
)
from cop.reviews.rules import Score, can_see
from tests.factories import actor_of, make_user
from tests.proposals.making import make_call
from tests.reviews.making import FAIR, GOOD, make_assignment, make_eligible, make_review, save


def test_visible_to_is_the_twin_of_can_see(ctx: Flask) -> None:
    team, submission = make_eligible(make_call())
    assignments = [make_assignment(submission) for _ in range(3)]
    former = make_user(Role.MEMBER)
    assignments[2].reviewer_id = former.id
    db.session.flush()
    actors = [ANONYMOUS, SYSTEM, team.actor, actor_of(former), actor_of(assignments[0].reviewer)]
    for actor in [*actors, *(actor_of(make_user(role)) for role in Role)]:
        seen = set(db.session.scalars(visible_to(actor)))
        assert seen == {a for a in assignments if can_see(actor, reviewer_id=a.reviewer_id)}, actor
        for row in assignments:
            found = assignment_by_id(row.id, actor)
            assert (found is not None) is can_see(actor, reviewer_id=row.reviewer_id)


def test_only_what_is_handed_in_counts(ctx: Flask) -> None:
    call = make_call()
    _team, submission = make_eligible(call)
    make_review(submission, GOOD)
    make_review(submission, FAIR)
    save(make_assignment(submission), GOOD)
    make_assignment(submission, declared=False)
    assert submitted_scores([submission.id]) == {
        submission.id: [
            Score({"relevance": Decimal(9)}, Decimal(9), {"relevance": 3}),
            Score({"relevance": Decimal(6)}, Decimal(6), {"relevance": 2}),
        ]
    }
    progress = progress_of(call.id, 1)
    assert (progress.assigned, progress.declined, progress.submitted) == (4, 0, 2)
    assert open_reviews(call.id, 1) == 2
    assert [load for _user, load in reviewers()] == [1, 1, 1, 1]


def test_no_order_of_the_comments_tells_who_wrote_which(ctx: Flask) -> None:
    _team, submission = make_eligible(make_call())
    for words in ("Zeal.", "Ample.", "Mild."):
        make_review(submission, GOOD, comments={"needs": words}, comment=words)
    said = comments_of(submission.id)
    assert said == {"needs": ["Ample.", "Mild.", "Zeal."], "": ["Ample.", "Mild.", "Zeal."]}
    assert db.session.query(Assignment).count() == 3
