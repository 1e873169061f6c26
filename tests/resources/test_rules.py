"""What an entry may say and lacks, who may do what with it when."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from cop.kernel.errors import Denied, Invalid, Refused
from cop.resources.rules.content import Entry, Words, changes, check_entry, is_web_address, missing
from cop.resources.rules.workflow import WORKFLOW, Lacks, can_see, can_write
from cop.resources.states import ResourceState

AUTHOR, OTHER = Actor(user_id=1), Actor(user_id=2, roles=frozenset({Role.MEMBER, Role.REVIEWER}))
OFFICER = Actor(user_id=3, roles=frozenset({Role.OFFICER}))
WHOLE = Entry(
    "fr",
    {"fr": Words("Titre", "Résumé")},
    kind="guide",
    authors="A cooperative",
    languages=("fr", "ar"),
    themes=("remittances",),
    licence="CC-BY-4.0",
    link="https://example.org/guide",
)


@dataclass(frozen=True, slots=True)
class Standing:
    state: ResourceState
    author_id: int | None = 1


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("https://example.org", True),
        ("http://example.org/a?b=c#d", True),
        ("https://مثال.إختبار/دليل", True),
        ("ftp://example.org", False),
        ("javascript:alert(1)", False),
        ("//example.org", False),
        ("https://", False),
        ("https://localhost", False),
        ("https://one two.org", False),
        ("https://bank.example@elsewhere.example", False),
        ("https://[::1", False),
        ("https://example.org/\u202efdp", False),
        ("https://elsewhere.example\\.bank.example", False),
    ],
)
def test_a_link_leads_to_a_page_on_some_host(text: str, holds: bool) -> None:
    assert is_web_address(text) is holds


@given(st.lists(st.sampled_from(["http", "https", "://", *"a1[]:/@.#% é\u202e"])).map("".join))
def test_no_text_stops_the_check_of_a_link(text: str) -> None:
    assert not is_web_address(text) or text.lower().startswith(("http://", "https://"))


def test_an_entry_that_holds_says_nothing() -> None:
    check_entry(WHOLE)
    assert missing(WHOLE, has_file=False) == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"texts": {"fr": Words("", "Résumé")}}, "title_fr"),
        ({"texts": {"fr": Words("Titre", "")}}, "summary_fr"),
        ({"texts": {"en": Words("Title", "Summary")}}, "title_fr"),
        ({"texts": {**WHOLE.texts, "ar": Words("عنوان", "")}}, "summary_ar"),
        ({"texts": {"fr": Words("t" * 201, "Résumé")}}, "title_fr"),
        ({"kind": ""}, "kind"),
        ({"year": 1899}, "year"),
        ({"licence": "mine"}, "licence"),
        ({"languages": ("fr", "xx")}, "languages"),
        ({"link": "ftp://example.org"}, "link"),
        ({"authors": "a" * 301}, "authors"),
    ],
)
def test_what_does_not_hold_is_said_beside_its_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_entry(replace(WHOLE, **change))  # type: ignore[arg-type]
    assert field in refusal.value.fields


def test_a_translation_needs_no_title_of_its_own() -> None:
    check_entry(replace(WHOLE, texts={**WHOLE.texts, "ar": Words("", "ملخص")}))


def test_a_document_is_somewhere_by_somebody_in_some_language_under_some_terms() -> None:
    bare = replace(WHOLE, link="", authors="", languages=(), themes=(), licence="")
    assert len(missing(bare, has_file=False)) == 5
    assert len(missing(bare, has_file=True)) == 4
    assert missing(replace(WHOLE, link="", found_in="ISBN 1"), has_file=False) == ()
    assert missing(replace(WHOLE, authors="", publisher="P"), has_file=False) == ()


def test_a_change_names_the_fields_and_what_stood_there() -> None:
    assert changes(WHOLE, WHOLE) == {}
    assert changes(WHOLE, replace(WHOLE, year=2001)) == {"year": [None, 2001]}
    assert WHOLE.fingerprint != replace(WHOLE, year=2001).fingerprint


@pytest.mark.parametrize("state", ResourceState)
def test_who_sees_and_writes_it(state: ResourceState) -> None:
    resource, own = Standing(state), state in {"draft", "returned"}
    public = state == ResourceState.PUBLISHED
    assert can_see(AUTHOR, resource)
    assert can_see(SYSTEM, resource)
    assert can_see(OTHER, resource) is can_see(ANONYMOUS, resource) is public
    assert can_see(OFFICER, resource) is (state != ResourceState.DRAFT)
    assert can_write(AUTHOR, resource) is own
    assert can_write(OFFICER, resource) is not own
    assert not can_write(OTHER, resource)
    assert not can_write(ANONYMOUS, Standing(state, None))


def test_its_life_and_who_moves_it() -> None:
    whole, bare = Lacks(), Lacks(missing(replace(WHOLE, themes=()), has_file=False))
    draft, proposed, public = (Standing(ResourceState(s)) for s in ("draft", "proposed", "published"))
    assert WORKFLOW.target("propose", draft, AUTHOR, whole) == "proposed"
    assert isinstance(WORKFLOW.why_not("propose", draft, AUTHOR, bare), Invalid)
    assert isinstance(WORKFLOW.why_not("propose", draft, OFFICER, whole), Denied)
    assert isinstance(WORKFLOW.why_not("publish", draft, OFFICER, whole), Refused)
    assert {act.name for act in WORKFLOW.permitted(proposed, OFFICER, whole)} == {"return", "publish"}
    assert {act.name for act in WORKFLOW.permitted(proposed, AUTHOR, whole)} == {"take_back"}
    for actor, acts in ((AUTHOR, {"withdraw"}), (OFFICER, {"withdraw"}), (OTHER, set())):
        assert {act.name for act in WORKFLOW.permitted(public, actor, whole)} == acts
