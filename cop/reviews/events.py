"""What happens to reviews."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReviewSubmitted:
    review_id: int
    submission_id: int


@dataclass(frozen=True, slots=True)
class ConflictDeclared:
    """A reviewer may not read a submission; staff must find another."""

    assignment_id: int
    submission_id: int
