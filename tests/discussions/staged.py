"""What the demonstration's discussions lack for every page to have something to show, and where each page of them is."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from cop.accounts.models import User
from cop.core.db import db
from cop.discussions.follow_queries import token_of
from cop.discussions.models import CONSOLIDATED, Contribution, Discussion, DiscussionFollow, Report, Summary
from cop.discussions.services.contribute import contribute, edit_contribution
from cop.discussions.services.summarise import offer_summary, write_summary
from cop.kernel.actor import Actor
from tests.factories import NOON, actor_of

RUNNING, ENDED, SHORT, HIDDEN_IN = "Women who", "Municipios", "Faire", "How do you"


def discussion_called(beginning: str) -> Discussion:
    return db.session.scalars(select(Discussion).where(Discussion.title.startswith(beginning))).one()


def discuss_further(speaker: User, officer: Actor) -> Contribution:
    """Something said just now and changed, and a consolidated summary that waits for a manager."""
    running, who = discussion_called(RUNNING), actor_of(speaker)
    said = contribute(running, "A place to sell.", language="en", actor=who, now=NOON)
    edit_contribution(said, "First a place to sell.", language="en", made_from=1, actor=who, now=NOON)
    words = {"language": "en", "made_from": 0, "actor": officer, "now": NOON}
    write_summary(running, CONSOLIDATED, "A place, papers, then money.", **words)
    offer_summary(running, actor=officer, now=NOON)
    db.session.flush()
    return said


def values_of(said: Contribution) -> dict[str, Any]:
    """What stands in the addresses, where a test walks all of them."""
    follow = db.session.scalars(select(DiscussionFollow).limit(1)).one()
    return {
        "discussion_id": said.discussion_id,
        "articles.article_from_discussion discussion_id": discussion_called(ENDED).id,
        "contribution_id": said.id,
        "report_id": db.session.scalars(select(Report.id).where(Report.settled_at.is_(None))).first(),
        "week": 1,
        "discussions.follow_end token": token_of(follow),
    }


def pages() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(endpoint, who, values); "" is a visitor."""
    running = {"discussion_id": discussion_called(RUNNING).id}
    own = {
        "contribution_id": db.session.scalars(
            select(Contribution.id).order_by(Contribution.id.desc())
        ).first()
    }
    yield "discussions.discussion_list", "", {}
    yield "discussions.discussion_list", "", {"theme": "rights"}
    yield "discussions.discussion_list", "newcomer", {"followed": "1"}
    for name in (RUNNING, ENDED, SHORT, HIDDEN_IN):
        yield "discussions.discussion_show", "", {"discussion_id": discussion_called(name).id}
    yield "discussions.discussion_print", "", {"discussion_id": discussion_called(ENDED).id}
    yield "discussions.revision_list", "", own
    yield (
        "discussions.follow_end",
        "",
        {"token": token_of(db.session.scalars(select(DiscussionFollow)).first())},
    )
    yield "discussions.discussion_show", "applicant", {**running, "reply": own["contribution_id"]}
    yield "discussions.contribution_edit", "applicant", own
    yield "discussions.discussion_new", "applicant", {}
    other = db.session.scalars(select(Report).where(Report.settled_at.is_(None))).one()
    yield "discussions.report_new", "applicant", {**running, "contribution": other.contribution_id}
    yield "discussions.report_list", "applicant", {}
    yield from _led(running, own)


def _led(running: dict[str, Any], own: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield "discussions.discussion_show", "officer", running
    yield "discussions.discussion_show", "officer", {"discussion_id": discussion_called(HIDDEN_IN).id}
    yield "discussions.report_list", "officer", {}
    yield "discussions.led_new", "officer", {}
    for page in ("discussion_edit", "discussion_hide", "plan_edit"):
        yield f"discussions.{page}", "officer", running
    yield "discussions.contribution_hide", "officer", own
    yield "discussions.translation_edit", "officer", {**running, "into": "ar"}
    for week in db.session.scalars(
        select(Summary.week).where(Summary.discussion_id == running["discussion_id"])
    ):
        yield "discussions.summary_edit", "manager", {**running, "week": week}
