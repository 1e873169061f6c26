"""Where a practice may stand; a file of its own because both the tables and the rules need the words."""

from enum import StrEnum

from cop.kernel.messages import N_


class ArticleState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    ARCHIVED = "archived"


STATE_NAMES = {
    "draft": N_("draft"),
    "in_review": N_("in review"),
    "published": N_("published"),
    "archived": N_("archived"),
}
STATE_KINDS = {"draft": "neutral", "in_review": "info", "published": "success", "archived": "warning"}
