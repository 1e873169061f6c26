"""What the people of the demonstration discuss: two open discussions, an e-discussion that was summed up, one that runs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cop.demo.data import read
from cop.demo.people import actor_of, make_members
from cop.demo.practices import article_of
from cop.demo.stage import World
from cop.discussions.models import CONSOLIDATED, Contribution, Discussion
from cop.discussions.opening import Opening, Plan, Subject
from cop.discussions.services.begin import start_discussion, translate_opening
from cop.discussions.services.contribute import contribute, withdraw_contribution
from cop.discussions.services.moderate import close_discussion, hide_contribution, report
from cop.discussions.services.summarise import endorse_summary, offer_summary, write_summary
from cop.discussions.services.tell import tell_followers
from cop.kernel.actor import Actor

Facts = Mapping[str, Any]


def discuss(world: World) -> None:
    """Each discussion as its days went; then everybody is told what there is, so that the worker has nothing old to tell."""
    kept = read("discussions")
    members = make_members(world.cast, kept["people"], now=world.day(-200))
    people = {name: actor_of(user) for name, user in members.items()} | {"officer": world.cast.officer}
    emails = {name: user.email for name, user in members.items()}
    for facts in kept["discussions"]:
        _hold(world, facts, people, emails)
    tell_followers(world.now)


def _hold(world: World, facts: Facts, people: Mapping[str, Actor], emails: Mapping[str, str]) -> None:
    discussion = _begin(world, facts, people, emails)
    said: dict[str, Contribution] = {}
    for told in facts["contributions"]:
        made = contribute(
            discussion,
            told["text"],
            language=told["language"],
            reply_to=said[told["answers"]] if "answers" in told else None,
            actor=people[told["by"]],
            now=world.day(told["at"]),
        )
        if "key" in told:
            said[told["key"]] = made
        _become(world, made, told, people)
    _sum_up(world, discussion, facts, people)
    if "closed_at" in facts:
        close_discussion(discussion, actor=world.cast.officer, now=world.day(facts["closed_at"]))


def _begin(world: World, facts: Facts, people: Mapping[str, Actor], emails: Mapping[str, str]) -> Discussion:
    begun_at, who = world.day(facts["at"]), people[facts["by"]]
    days = [world.day(facts[name]).date() for name in ("opens", "closes") if name in facts]
    discussion = start_discussion(
        Opening(facts["title"], facts["question"], facts["language"]),
        Subject(tuple(facts["themes"]), tuple(facts["countries"])),
        plan=Plan(days[0], days[1], emails[facts["moderator"]]) if days else None,
        about_id=article_of(facts["about"]).id if "about" in facts else None,
        actor=who,
        now=begun_at,
    )
    for language, text in facts.get("translations", {}).items():
        translate_opening(
            discussion, language, **text, made_from=1, actor=who, now=begun_at + timedelta(days=1)
        )
    return discussion


def _become(world: World, made: Contribution, told: Facts, people: Mapping[str, Actor]) -> None:
    """What happened to it later."""
    later: datetime = made.written_at + timedelta(hours=5)
    if "hidden" in told:
        hide_contribution(made, told["hidden"], actor=world.cast.officer, now=later)
    if "withdrawn" in told:
        withdraw_contribution(made, actor=people[told["by"]], now=later)
    if "reported" in told:
        complaint = told["reported"]
        report(made.discussion, made, complaint["why"], actor=people[complaint["by"]], now=later)


def _sum_up(world: World, discussion: Discussion, facts: Facts, people: Mapping[str, Actor]) -> None:
    whole = [{"week": CONSOLIDATED, **facts["consolidated"]}] if "consolidated" in facts else []
    for summary in [*facts.get("summaries", ()), *whole]:
        write_summary(
            discussion,
            summary["week"],
            summary["text"],
            language=summary["language"],
            made_from=0,
            actor=people[facts["moderator"]],
            now=world.day(summary["at"]),
        )
        if "endorsed_at" in summary:
            offered_at, endorsed_at = world.day(summary["at"] + 1), world.day(summary["endorsed_at"])
            offer_summary(discussion, actor=people[facts["moderator"]], now=offered_at)
            endorse_summary(discussion, actor=world.cast.manager, now=endorsed_at)
