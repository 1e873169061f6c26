"""Assignments and reviews of the demonstration, through the services."""

from datetime import datetime, timedelta
from random import Random

from cop.accounts.models import User
from cop.calls.definition.grid import Grid
from cop.demo.people import Cast, actor_of
from cop.demo.words import words
from cop.proposals.models import Submission
from cop.reviews.models import Assignment, Declaration
from cop.reviews.services.assign import assign_reviewer
from cop.reviews.services.review import declare, grid_of, save_review, submit_review


def assign(submission: Submission, reviewers: list[User], cast: Cast, *, now: datetime) -> list[Assignment]:
    """Give the submission to each of these."""
    return [assign_reviewer(submission, reviewer, actor=cast.officer, now=now) for reviewer in reviewers]


def pair(cast: Cast, number: int, count: int = 2) -> list[User]:
    """Reviewers in turn, so that each has about as many; number 0 falls to the one who signs in as reviewer."""
    people = cast.reviewers
    return [people[(number * count + step) % len(people)] for step in range(count)]


def review(
    assignment: Assignment,
    *,
    quality: float,
    rng: Random,
    now: datetime,
    is_finished: bool = True,
    lowest: int = 1,
) -> None:
    """Declare, mark around `quality` (1 to 5) and, if finished, hand in two days later."""
    actor = actor_of(assignment.reviewer)
    declare(assignment, Declaration.NO_CONFLICT, conflict="", actor=actor, now=now)
    marks: dict[str, int | None] = dict(_marks(grid_of(assignment), quality, rng, lowest))
    language = assignment.submission.language
    comments = {code: _comment(language, mark, rng) for code, mark in marks.items()}
    if not is_finished:
        marks = dict(list(marks.items())[: len(marks) // 2])
    overall = rng.choice(words(language)["overall"])
    save_review(assignment, marks=marks, comments=comments, comment=overall, version=0, actor=actor, now=now)
    if is_finished:
        submit_review(assignment, actor=actor, now=now + timedelta(days=2))


def step_aside(assignment: Assignment, *, reason: str, now: datetime) -> None:
    """The reviewer declares a conflict of interest."""
    actor = actor_of(assignment.reviewer)
    declare(assignment, Declaration.CONFLICT, conflict=reason, actor=actor, now=now)


def _marks(grid: Grid, quality: float, rng: Random, lowest: int) -> dict[str, int]:
    scale = grid.scale
    return {
        criterion.code: min(max(round(rng.gauss(quality, 0.55)), scale.lowest, lowest), scale.highest)
        for criterion in grid.criteria
    }


def _comment(language: str, mark: int | None, rng: Random) -> str:
    level = "weak" if (mark or 0) <= 2 else "fair" if mark == 3 else "good"
    return str(rng.choice(words(language)["comments"][level]))
