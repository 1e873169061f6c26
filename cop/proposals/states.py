"""Where a proposal may stand; a file of its own because both the tables and the rules need the words."""

from enum import StrEnum


class CheckState(StrEnum):
    """How far a decision on eligibility is. Only one that is in force moves the proposal."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    IN_FORCE = "in_force"


class ItemAnswer(StrEnum):
    """What an officer says of an item of the checklist."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


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
