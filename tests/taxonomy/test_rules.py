from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from cop.kernel.errors import Invalid
from cop.taxonomy.rules import can_edit, check_code, check_merge, check_wording, together
from cop.taxonomy.shipped import NAMES, shipped
from cop.taxonomy.sorting import folded
from tests.taxonomy.wording import wording

THEMES = shipped("themes")


def test_managers_and_administrators_edit() -> None:
    assert can_edit(SYSTEM)
    for role in Role:
        assert can_edit(Actor(user_id=1, roles=frozenset({role}))) == (role in {Role.MANAGER, Role.ADMIN})
    assert not can_edit(ANONYMOUS)


@pytest.mark.parametrize("code", ["", "Capital", "été", "new", "a b", "-a", "remittances", "x" * 61])
def test_codes_that_would_not_do_in_an_address_are_refused(code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_code(THEMES, code)
    assert set(refusal.value.fields) == {"code"}


def test_a_term_has_a_label_of_its_own_in_every_language() -> None:
    check_wording(THEMES, "x", wording("Something else"))
    taken = wording("Something else")
    labels = {**taken.labels, "fr": "TRANSFERTS DE FONDS", "ar": " "}
    with pytest.raises(Invalid) as refusal:
        check_wording(THEMES, "x", type(taken)(labels, taken.synonyms))
    assert set(refusal.value.fields) <= {"label_fr", "label_ar"}
    assert "label_ar" in refusal.value.fields


@given(st.sampled_from(sorted(THEMES.terms)), st.sampled_from(sorted(THEMES.terms)))
def test_no_term_is_ever_put_below_itself(code: str, parent: str) -> None:
    below = parent == code or parent in THEMES.narrower(code)
    with pytest.raises(Invalid) if below else nullcontext():
        check_wording(THEMES, code, wording("Unheard", parent=parent))


@given(st.sampled_from(sorted(THEMES.terms)), st.sampled_from([*sorted(THEMES.terms), "nothing"]))
def test_a_term_goes_into_another_that_is_not_below_it(code: str, into: str) -> None:
    fits = into in THEMES.terms and into != code and into not in THEMES.narrower(code)
    with nullcontext() if fits else pytest.raises(Invalid):
        check_merge(THEMES, code, into)


def test_countries_are_named_and_not_made() -> None:
    countries = shipped("countries")
    check_wording(countries, "TR", wording("Türkiye"))
    with pytest.raises(Invalid):
        check_merge(countries, "TR", "CY")


@given(st.lists(st.sampled_from(["Été", "ete", "b", "B ", " ", "c"])), st.sampled_from(["b", "x"]))
def test_words_are_said_once(words: list[str], label: str) -> None:
    said = together(words, but=label)
    assert len({folded(word) for word in said}) == len(said)
    assert {folded(word) for word in said} == {folded(word) for word in words} - {folded(label), ""}


def test_every_vocabulary_has_a_name_for_people() -> None:
    from cop.taxonomy.rules import VOCABULARY_NAMES

    assert set(VOCABULARY_NAMES) == set(NAMES)
