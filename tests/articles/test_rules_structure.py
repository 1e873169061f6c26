"""The template, and what is made of answers to it; no database."""

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cop.articles.rules.sections import (
    BLOCKS,
    EVIDENCE,
    RESULTS,
    SCOPE,
    SECTIONS,
    SNAPSHOT,
    STORY,
    TEMPLATE,
    WHO,
)
from cop.articles.rules.structure import (
    check_content,
    check_values,
    content_of,
    every_word,
    fingerprint,
    is_begun,
    is_complete,
    is_full,
    public_part,
    values_of,
    with_values,
    words_of,
)
from cop.articles.rules.template import Item, Kind, Section
from cop.kernel.errors import Invalid

BLOCK = {"key": "a", "title": "Owners", "purpose": "Care"}
TEXT = st.text("abc é\n", min_size=1, max_size=20).filter(str.strip)


def _value(item: Item) -> st.SearchStrategy[Any]:
    match item.kind:
        case Kind.WHOLE:
            return st.integers(0, 10**9)
        case Kind.NUMBER:
            return st.decimals(item.low, item.high, places=2).map(str)
        case Kind.CHOICE:
            return st.sampled_from([code for code, _label in item.choices])
        case Kind.YES:
            return st.just(value=True)
        case Kind.NAMES | Kind.TERMS:
            return st.lists(TEXT, min_size=1, max_size=3)
    return TEXT


@st.composite
def answers(draw: st.DrawFn, section: Section) -> dict[str, Any]:
    """What a form of the section may hold, some of it empty."""
    values: dict[str, Any] = {item.code: draw(st.none() | _value(item)) for item in section.items}
    for group in section.groups:
        keys = draw(st.lists(st.text("abc123", min_size=1, max_size=4), unique=True, max_size=4))
        rows = [{item.code: draw(st.none() | _value(item)) for item in group.items} for _ in keys]
        values[group.code] = [{"key": key, **row} for key, row in zip(keys, rows, strict=True)]
    return values


@pytest.mark.parametrize("section", TEMPLATE, ids=lambda section: section.code)
@settings(max_examples=30)
@given(data=st.data())
def test_what_was_answered_comes_back(section: Section, data: st.DataObject) -> None:
    values = data.draw(answers(section))
    check_values(section, values)
    details, content = with_values(section, values, {"elsewhere": 1}, {"elsewhere": "x"})
    assert (details.pop("elsewhere"), content.pop("elsewhere")) == (1, "x")
    assert values_of(section, details, content) == values
    check_content(content)
    assert content_of({word.path: word.text for word in words_of(content, details)}) == content


def test_no_two_questions_share_a_name_and_none_has_a_hyphen() -> None:
    codes = [part.code for section in TEMPLATE for part in section.parts]
    assert len(codes) == len(set(codes))
    inner = [item.code for section in TEMPLATE for _group, item in section.every_item()]
    assert all(re.fullmatch(r"[a-z_]+", code) for code in [*SECTIONS, *codes, *inner])
    assert {item.code for item in SNAPSHOT} <= set(codes)


def test_a_row_that_moves_keeps_its_words_in_every_language() -> None:
    rows = [BLOCK, {**BLOCK, "key": "b", "title": "Masters"}]
    details, _english = with_values(BLOCKS, {"blocks": rows}, {}, {})
    french = content_of({"blocks-a-title": "Propriétaires", "blocks-b-title": "Maîtres"})
    moved, _english = with_values(BLOCKS, {"blocks": rows[::-1]}, details, {})
    assert [word.text for word in words_of(french, details)] == ["Propriétaires", "Maîtres"]
    assert [word.text for word in words_of(french, moved)] == ["Maîtres", "Propriétaires"]


def test_a_row_that_is_gone_is_read_in_old_revisions_alone() -> None:
    once = content_of({"blocks-a-title": "Owners"})
    assert [*words_of(once, {})] == []
    assert [word.text for word in every_word(once, {})] == ["Owners"]


@pytest.mark.parametrize(
    ("section", "values", "field"),
    [
        (SCOPE, {"scale": "planet"}, "scale"),
        (WHO, {"women": -1}, "women"),
        (STORY, {"context": "x" * 12_001}, "context"),
        (SCOPE, {"places": [{"key": "a", "name": "x", "latitude": "91"}]}, "places-0-latitude"),
        (RESULTS, {"results": [{"key": "a", "indicator": "x", "effect": "4"}]}, "results-0-effect"),
        (BLOCKS, {"blocks": [BLOCK] * 9}, "blocks"),
    ],
)
def test_answers_out_of_bounds_are_named(section: Section, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_values(section, values)
    assert set(refusal.value.fields) == {field}


def test_a_nought_is_an_answer() -> None:
    details, _content = with_values(WHO, {"women": 0}, {}, {})
    assert details == {"women": 0}
    assert Decimal(values_of(WHO, details, {})["women"]) == 0


def test_a_section_is_begun_and_complete() -> None:
    assert not is_begun(STORY, {}, {})
    begun = {"approach": "We dug."}
    assert is_begun(STORY, {}, begun)
    assert not is_complete(STORY, {}, begun)
    assert is_complete(STORY, {}, begun | {"context": "Dry.", "challenges": "Thirst."})


def test_a_snapshot_becomes_full_with_story_blocks_and_results() -> None:
    details, content = with_values(BLOCKS, {"blocks": [BLOCK]}, {}, {})
    content |= {"approach": "We dug.", "context": "Dry.", "challenges": "Thirst."}
    assert not is_full(details, content)
    results = {"results": [{"key": "a", "indicator": "Wells", "value": "3"}]}
    assert is_full(*with_values(RESULTS, results, details, content))


def test_only_a_section_s_own_answers_change_its_mark() -> None:
    before = fingerprint(STORY, {}, {"approach": "We dug."})
    assert fingerprint(STORY, {"women": 3}, {"approach": "We dug.", "sources": "x"}) == before
    assert fingerprint(STORY, {}, {"approach": "We dug deep."}) != before


def test_persons_who_did_not_agree_are_in_nothing_public() -> None:
    asking = [group for section in (WHO, EVIDENCE) for group in section.groups if group.asks_consent]
    assert [group.code for group in asking] == ["people", "quotes"]
    details = {group.code: [{"key": "a", "agrees": True}, {"key": "b"}] for group in asking}
    assert public_part(details) == {group.code: [{"key": "a", "agrees": True}] for group in asking}
