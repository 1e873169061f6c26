"""Who sees which discussion is one rule, in Python and in SQL; lists are narrowed down."""

from flask import Flask

from cop.core.db import db
from cop.core.unit import commit
from cop.discussions import rules
from cop.discussions.listing import listed
from cop.discussions.queries import contribution_by_id, page_of, shown, visible_to
from cop.discussions.reading import posts_of
from cop.discussions.services.moderate import close_discussion, hide_contribution, hide_discussion
from cop.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from cop.taxonomy.services import merge_terms
from tests.discussions.making import make_discussion, make_led, say_in
from tests.factories import NOON, actor_of, make_user


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
