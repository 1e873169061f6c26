"""Who may do what to a practice, and when its content holds; no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.articles.rules.content import (
    RESERVED_SLUGS,
    Classification,
    Draft,
    check_classification,
    check_draft,
    free_slug,
    missing,
)
from cop.articles.rules.workflow import WORKFLOW, Facts, can_see, can_translate, can_write
from cop.articles.states import ArticleState
from cop.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from cop.kernel.errors import Denied, Invalid, Refused
from cop.kernel.messages import say

AUTHOR = Actor(user_id=1, roles=frozenset({Role.MEMBER}))
OTHER = Actor(user_id=2, roles=frozenset({Role.MEMBER}))
OFFICER = Actor(user_id=3, roles=frozenset({Role.OFFICER}))
AUDITOR = Actor(user_id=4, roles=frozenset({Role.AUDITOR}))
COMPLETE = Facts()
WORDS = {"approach": "What was done"}
HOLDS = Draft("Title", "Summary", WORDS)


class Practice:
    def __init__(
        self, state: ArticleState, author_id: int | None = 1, co_author_ids: tuple[int, ...] = ()
    ) -> None:
        self.state, self.author_id, self.co_author_ids = state, author_id, co_author_ids


@pytest.mark.parametrize("state", ArticleState)
def test_a_co_author_may_what_the_author_may_but_not_take_it_from_readers(state: ArticleState) -> None:
    practice = Practice(state, author_id=99, co_author_ids=(AUTHOR.user_id or 0,))
    alone = Practice(state)
    assert can_see(AUTHOR, practice)
    assert can_write(AUTHOR, practice) is can_write(AUTHOR, alone)
    acts = [{act.name for act in WORKFLOW.permitted(one, AUTHOR, COMPLETE)} for one in (practice, alone)]
    assert acts[0] == acts[1] - {"retract"}


@pytest.mark.parametrize("state", ArticleState)
def test_only_author_and_system_see_a_draft(state: ArticleState) -> None:
    practice = Practice(state)
    is_public, is_draft = state == "published", state == "draft"
    assert can_see(AUTHOR, practice)
    assert can_see(SYSTEM, practice)
    assert can_see(ANONYMOUS, practice) is can_see(OTHER, practice) is can_see(AUDITOR, practice) is is_public
    assert can_see(OFFICER, practice) is not is_draft


def test_nobodys_draft_is_not_everybodys() -> None:
    assert not can_see(ANONYMOUS, Practice(ArticleState.DRAFT, None))


@pytest.mark.parametrize("state", ArticleState)
def test_author_writes_the_draft_and_editors_what_was_handed_in(state: ArticleState) -> None:
    practice = Practice(state)
    is_author_s = state in {"draft", "changes_requested"}
    assert can_write(AUTHOR, practice) is is_author_s
    assert can_write(OFFICER, practice) is not is_author_s
    assert not can_write(OTHER, practice)
    assert not can_write(ANONYMOUS, practice)


@pytest.mark.parametrize("state", ArticleState)
def test_a_translator_translates_what_is_public_and_whoever_writes_it_what_lives(state: ArticleState) -> None:
    practice = Practice(state)
    assert can_translate(OTHER, practice, is_translator=True) is (state == "published")
    assert not can_translate(OTHER, practice, is_translator=False)
    for actor in (AUTHOR, OFFICER):
        writes = can_write(actor, practice) and state != "archived"
        assert can_translate(actor, practice, is_translator=False) is writes


@pytest.mark.parametrize("state", ArticleState)
@pytest.mark.parametrize("actor", [AUTHOR, OTHER, OFFICER, ANONYMOUS])
def test_whoever_writes_also_sees(actor: Actor, state: ArticleState) -> None:
    practice = Practice(state)
    assert not can_write(actor, practice) or can_see(actor, practice)


@pytest.mark.parametrize(
    ("name", "state", "actor", "target"),
    [
        ("submit", "draft", AUTHOR, "in_review"),
        ("withdraw", "in_review", AUTHOR, "draft"),
        ("return", "in_review", OFFICER, "changes_requested"),
        ("submit", "changes_requested", AUTHOR, "in_review"),
        ("retract", "published", AUTHOR, "archived"),
        ("publish", "in_review", OFFICER, "published"),
        ("archive", "published", OFFICER, "archived"),
        ("publish", "archived", OFFICER, "published"),
    ],
)
def test_life(name: str, state: str, actor: Actor, target: str) -> None:
    assert WORKFLOW.target(name, Practice(ArticleState(state)), actor, COMPLETE) == target


@pytest.mark.parametrize("name", ["return", "publish", "archive"])
@pytest.mark.parametrize("actor", [AUTHOR, OTHER, ANONYMOUS, AUDITOR])
def test_only_editors_decide(name: str, actor: Actor) -> None:
    for state in ArticleState:
        assert isinstance(WORKFLOW.why_not(name, Practice(state), actor, COMPLETE), Denied)


@pytest.mark.parametrize("actor", [AUTHOR, OFFICER])
def test_author_or_editor_says_that_it_still_holds_once_that_is_due(actor: Actor) -> None:
    practice = Practice(ArticleState.PUBLISHED)
    assert isinstance(WORKFLOW.why_not("confirm", practice, actor, COMPLETE), Refused)
    assert WORKFLOW.target("confirm", practice, actor, Facts(is_due=True)) == "published"
    assert isinstance(WORKFLOW.why_not("confirm", practice, OTHER, Facts(is_due=True)), Denied)


@pytest.mark.parametrize("actor", [OFFICER, OTHER, ANONYMOUS])
def test_only_its_author_withdraws_it(actor: Actor) -> None:
    assert isinstance(WORKFLOW.why_not("retract", Practice(ArticleState.PUBLISHED), actor, COMPLETE), Denied)


def test_a_draft_is_not_published_past_review() -> None:
    own = Practice(ArticleState.DRAFT, author_id=OFFICER.user_id)
    assert isinstance(WORKFLOW.why_not("publish", own, OFFICER, COMPLETE), Refused)


def test_incomplete_is_not_handed_in() -> None:
    lacking = Facts((say("Choose at least one theme."),))
    assert isinstance(WORKFLOW.why_not("submit", Practice(ArticleState.DRAFT), AUTHOR, lacking), Invalid)


def test_missing_names_each_lack() -> None:
    assert len(missing(Classification(), has_image=True, alt="", lacks_consent=True)) == 4
    full = Classification(themes=("remittances",), countries_of_origin=("CO",))
    assert missing(full, has_image=True, alt="A channel") == ()
    assert missing(full, has_image=False, alt="") == ()


@pytest.mark.parametrize(
    ("draft", "has_image", "field"),
    [
        (Draft("", "s", WORDS), False, "title"),
        (Draft("t", "  ", WORDS), False, "summary"),
        (Draft("t", "s", {"approach": " "}), False, "approach"),
        (Draft("t" * 121, "s", WORDS), False, "title"),
        (Draft("t", "s" * 601, WORDS), False, "summary"),
        (Draft("t", "s", WORDS), True, "image_alt"),
        (Draft("t", "s", WORDS | {"context": "x" * 12_001}), False, "context"),
        (Draft("t", "s", WORDS | {"nonsense": "x"}), False, "nonsense"),
        (Draft("t", "s", WORDS | {"blocks": {"a": {"color": "x"}}}), False, "blocks-a-color"),
    ],
)
def test_a_text_that_does_not_hold_names_its_field(draft: Draft, has_image: bool, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_draft(draft, has_image=has_image)
    assert set(refusal.value.fields) == {field}


def test_a_text_that_holds() -> None:
    check_draft(HOLDS, has_image=False)
    check_draft(HOLDS.with_alt("A channel"), has_image=True)


@pytest.mark.parametrize(("first", "last", "field"), [(2010, 2009, "ends_year"), (1, None, "starts_year")])
def test_years(first: int, last: int | None, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_classification(Classification(starts_year=first, ends_year=last))
    assert set(refusal.value.fields) == {field}
    check_classification(Classification(starts_year=2009, ends_year=2009))


def test_fingerprint_follows_the_content() -> None:
    assert Classification().fingerprint == Classification().fingerprint
    assert Classification(lead="A").fingerprint != Classification(lead="B").fingerprint


@given(st.text(max_size=200), st.sets(st.text(max_size=80), max_size=5))
def test_a_free_slug_is_free_and_fits(title: str, taken: set[str]) -> None:
    slug = free_slug(title, taken=taken | {free_slug(title, taken=())})
    assert slug not in taken | RESERVED_SLUGS
    assert slug != free_slug(title, taken=())
    assert 1 <= len(slug) <= 80


def test_a_slug_never_hides_a_page() -> None:
    assert free_slug("Print", taken=()) == "print-2"
