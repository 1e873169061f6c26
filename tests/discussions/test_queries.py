"""Who sees which discussion is one rule, in Python and in SQL; lists are narrowed down."""

from datetime import timedelta

from flask import Flask

from cop.core.db import db
from cop.core.unit import commit
from cop.discussions import rules
from cop.discussions.listing import listed
from cop.discussions.models import CONSOLIDATED
from cop.discussions.parts import waiting_on_desk
from cop.discussions.queries import contribution_by_id, going_on, page_of, shown, visible_to
from cop.discussions.reading import posts_of
from cop.discussions.services.moderate import close_discussion, hide_contribution, hide_discussion
from cop.discussions.services.summarise import write_summary
from cop.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from cop.taxonomy.services import merge_terms
from tests.discussions.making import make_discussion, make_led, say_in
from tests.factories import NOON, actor_of, make_user

SPANS = ((-3, -1), (-3, 0), (0, 0), (0, 9), (-20, 20), (1, 9))
"""Days of e-discussions around today, the first and the last of each."""


def test_whoever_may_see_one_finds_it(ctx: Flask) -> None:
    starter, moderator, stranger = make_user(), make_user(), make_user()
    led = make_led(moderator)
    led.started_by = starter.id
    made = [make_discussion(starter), make_discussion(), led]
    for discussion in made:
        hide_discussion(discussion, "Why", actor=SYSTEM, now=NOON)
    made.append(make_discussion())
    staff = (Actor(user_id=stranger.id, roles=frozenset({role})) for role in Role)
    for actor in (ANONYMOUS, SYSTEM, *staff, *map(actor_of, (starter, moderator, stranger))):
        expected = {
            row.id
            for row in made
            if rules.can_see(
                actor,
                is_hidden=row.hidden_at is not None,
                started_by=row.started_by,
                moderator_id=row.moderator_id,
            )
        }
        assert {row.id for row in db.session.scalars(visible_to(actor))} == expected, actor


def test_those_that_go_on_are_those_that_take_contributions(ctx: Flask) -> None:
    today = NOON.date()
    days = [(today + timedelta(days=first), today + timedelta(days=last)) for first, last in SPANS]
    made = [make_discussion(), *(make_led(opens_on=first, closes_on=last) for first, last in days)]
    close_discussion(make_discussion(), actor=SYSTEM, now=NOON)
    hide_discussion(make_discussion(), "Why", actor=SYSTEM, now=NOON)
    late = make_discussion(now=NOON + timedelta(hours=1))
    for now in (NOON, NOON.replace(hour=0, minute=0), NOON + timedelta(days=1)):
        expected = {row.id for row in [*made, late] if rules.standing(row, now) == rules.Standing.OPEN}
        found = [row.id for row in db.session.scalars(going_on(now))]
        assert (set(found), found[0]) == (expected, late.id), now


def test_a_week_that_ended_without_its_summary_waits_for_who_leads(app: Flask, ctx: Flask) -> None:
    moderator, officer = make_user(), actor_of(make_user(Role.OFFICER))
    first = NOON.date() - timedelta(days=15)
    led, unled = make_led(moderator, opens_on=first), make_led(opens_on=first)

    def weeks(actor: Actor) -> list[tuple[int, str]]:
        with app.test_request_context("/en/desk"):
            items = waiting_on_desk(actor=actor, now=NOON)
        return [(item.label.params["number"], item.url) for item in items if item.label.params]

    def sum_up(week: int) -> None:
        words = {"language": "en", "made_from": 0, "actor": officer, "now": NOON}
        write_summary(led, week, "What was said.", **words)
        db.session.flush()

    mine = f"/en/discussions/{led.id}/summaries"
    assert weeks(actor_of(moderator)) == [(1, f"{mine}/1")]
    assert weeks(officer) == [(1, f"/en/discussions/{unled.id}/summaries/1")]
    assert weeks(actor_of(make_user())) == []
    sum_up(1)
    assert weeks(actor_of(moderator)) == [(2, f"{mine}/2")]
    sum_up(CONSOLIDATED)
    assert weeks(actor_of(moderator)) == []


def test_what_is_hidden_keeps_its_place_and_its_words_for_its_author(ctx: Flask) -> None:
    author, reader = make_user(), make_user()
    discussion = make_discussion()
    bad = say_in(discussion, author, "Bad words")
    say_in(discussion, reply_to=bad)
    hide_contribution(bad, "Why", actor=SYSTEM, now=NOON)
    assert [one.id for one in db.session.scalars(shown())] == [bad.id + 1]
    for actor, reads in (
        (ANONYMOUS, False),
        (actor_of(reader), False),
        (actor_of(author), True),
        (SYSTEM, True),
    ):
        (post,) = posts_of(discussion, [bad], actor, NOON)
        assert (post.reads_words, len(post.replies)) == (reads, 1), actor
    assert contribution_by_id(bad.id, ANONYMOUS) is bad
    hide_discussion(discussion, "Why", actor=SYSTEM, now=NOON)
    assert contribution_by_id(bad.id, ANONYMOUS) is None
    assert db.session.scalars(shown()).all() == []


def test_an_answer_stands_on_the_page_of_what_it_answers(ctx: Flask) -> None:
    discussion = make_discussion()
    said = [say_in(discussion, text=f"Point {number}") for number in range(21)]
    late = say_in(discussion, reply_to=said[0])
    assert [page_of(one) for one in (said[0], said[19], said[20], late)] == [1, 1, 2, 1]


def test_the_list_is_narrowed_down_and_counts_what_each_filter_leaves(ctx: Flask) -> None:
    wide = make_discussion(themes=("rights",), countries=("KE",))
    narrow = make_discussion(themes=("rights-awareness",), language="fr")
    led = make_led()
    close_discussion(wide, actor=SYSTEM, now=NOON)
    db.session.flush()
    asked = {
        "": {wide.id, narrow.id, led.id},
        "theme=rights": {wide.id, narrow.id},
        "theme=rights-awareness": {narrow.id},
        "theme=rights&state=open": {narrow.id},
        "language_of=fr&language_of=en": {wide.id, narrow.id, led.id},
        "country=KE": {wide.id},
        "form=e-discussion": {led.id},
        "state=closed&state=nonsense": {wide.id},
        "state=ahead": set(),
    }
    for query, ids in asked.items():
        with ctx.test_request_context(f"/en/discussions?{query}"):
            assert set(listed(ANONYMOUS, NOON).ids) == ids, query
    with ctx.test_request_context("/en/discussions?theme=rights&page=2"):
        found = listed(ANONYMOUS, NOON)
    states = next(facet for facet in found.facets if facet.name == "state")
    assert {option.value: option.count for option in states.options} == {"open": 1, "closed": 1}
    assert found.chips == [(found.chips[0][0], "/en/discussions")]


def test_an_address_from_before_a_merge_asks_for_what_its_theme_is_now(ctx: Flask) -> None:
    discussion = make_discussion(themes=("capacities",))
    merge_terms("themes", "rights-awareness", "capacities", made_from=0, actor=SYSTEM, now=NOON)
    commit()
    with ctx.test_request_context("/en/discussions?theme=rights-awareness&page=2"):
        found = listed(ANONYMOUS, NOON)
    assert found.ids == [discussion.id]
    assert [address for _label, address in found.chips] == ["/en/discussions"]
