"""Where a proposal may stand; a file of its own because both the tables and the rules need the words."""

from enum import StrEnum


class ProposalState(StrEnum):
    """As staff see it. What an applicant sees is derived from it (rules.public_state)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    IN_REVIEW = "in_review"
    SCORED = "scored"
    INVITED = "invited"
    AWARDED = "awarded"
    RESERVE = "reserve"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
