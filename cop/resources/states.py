"""Where a resource may stand; a file of its own because both the tables and the rules need the words."""

from enum import StrEnum

from cop.kernel.messages import N_


class ResourceState(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    RETURNED = "returned"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


STATE_NAMES = {
    "draft": N_("draft"),
    "proposed": N_("proposed"),
    "returned": N_("returned"),
    "published": N_("in the library"),
    "withdrawn": N_("taken out of the library"),
}
STATE_KINDS = {
    "draft": "neutral",
    "proposed": "info",
    "returned": "warning",
    "published": "success",
    "withdrawn": "warning",
}
WITH_AUTHOR = (ResourceState.DRAFT, ResourceState.RETURNED)
"""Where a resource stands while whoever proposes it writes."""
