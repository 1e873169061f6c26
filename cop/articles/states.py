"""Where a practice and its translations may stand; a file of its own because both the tables and the rules need the words."""

from enum import StrEnum

from cop.kernel.messages import N_


class ArticleState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    PUBLISHED = "published"
    ARCHIVED = "archived"


STATE_NAMES = {
    "draft": N_("draft"),
    "in_review": N_("in review"),
    "changes_requested": N_("changes requested"),
    "published": N_("published"),
    "archived": N_("archived"),
}
STATE_KINDS = {
    "draft": "neutral",
    "in_review": "info",
    "changes_requested": "warning",
    "published": "success",
    "archived": "warning",
}
WITH_AUTHOR = (ArticleState.DRAFT, ArticleState.CHANGES_REQUESTED)
"""Where a practice stands while its author writes."""


class TranslationState(StrEnum):
    """How one text stands in another language, or a language as a whole, which may also be half done."""

    MISSING = "missing"
    IN_TRANSLATION = "in_translation"
    MACHINE_DRAFT = "machine_draft"
    OUTDATED = "outdated"
    UP_TO_DATE = "up_to_date"


TRANSLATION_NAMES = {
    "missing": N_("missing"),
    "in_translation": N_("in translation"),
    "machine_draft": N_("machine draft"),
    "outdated": N_("outdated"),
    "up_to_date": N_("up to date"),
}
TRANSLATION_KINDS = {
    "missing": "neutral",
    "in_translation": "info",
    "machine_draft": "warning",
    "outdated": "warning",
    "up_to_date": "success",
}
