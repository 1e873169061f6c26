"""How far a practice is proven. The level is raised by peers alone: one for a promising practice, two for a good one."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from cop.articles.rules.sections import SECTIONS
from cop.articles.rules.workflow import Standing, is_author
from cop.articles.states import ArticleState
from cop.kernel.actor import Actor, Role
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, Message, say

PEERS_FOR_GOOD = 2
MOST_MARK, MOST_COMMENT = 4, 4000


class Evidence(StrEnum):
    INNOVATION = "innovation"
    PROMISING = "promising"
    GOOD = "good"


EVIDENCE_NAMES = {
    "innovation": N_("Innovation: new, and not looked at by peers yet"),
    "promising": N_("Promising practice: a peer is convinced by its results"),
    "good": N_("Good practice: two peers are convinced that it works and can be repeated"),
}
EVIDENCE_TAGS = {
    "innovation": N_("Innovation"),
    "promising": N_("Promising practice"),
    "good": N_("Good practice"),
}
CRITERIA = {
    "effective": N_("It does what it set out to do, and the results show it"),
    "sustainable": N_("It lasts without those who began it"),
    "replicable": N_("It can be repeated elsewhere, and it says what that takes"),
    "participatory": N_("Those concerned took part, women and men"),
    "documented": N_("Figures have sources, and weaknesses are told"),
}


def can_review(actor: Actor, article: Standing) -> bool:
    """Reviewers and the secretariat, of what is handed in or published and not their own."""
    if is_author(article, actor) or article.state not in {ArticleState.IN_REVIEW, ArticleState.PUBLISHED}:
        return False
    return actor.is_staff or Role.REVIEWER in actor.roles


def level_of(verdicts: Collection[Evidence]) -> Evidence:
    """The level that this many peers agree on."""
    if sum(verdict == Evidence.GOOD for verdict in verdicts) >= PEERS_FOR_GOOD:
        return Evidence.GOOD
    if any(verdict != Evidence.INNOVATION for verdict in verdicts):
        return Evidence.PROMISING
    return Evidence.INNOVATION


def check_review(marks: Mapping[str, int], comments: Mapping[str, str]) -> None:
    """Raises Invalid unless every criterion has a mark and every comment is on a section."""
    fields: dict[str, Message] = {}
    for code in CRITERIA:
        if not 1 <= marks.get(code, 0) <= MOST_MARK:
            fields[code] = say(N_("Please answer this."))
    for code, text in comments.items():
        if code not in SECTIONS:
            fields[code] = say(N_("“%(code)s” is not in this list."), code=code)
        elif len(text) > MOST_COMMENT:
            fields[code] = say(N_("At most %(most)s characters."), most=MOST_COMMENT)
    if fields:
        raise Invalid(fields=fields)
