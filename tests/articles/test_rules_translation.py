"""When a translation is behind its original, and what a machine or a file may do to it; no database."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.articles.rules.translated_file import take_file
from cop.articles.rules.translation import (
    Pinned,
    confirmed,
    drafted,
    is_readable,
    moved,
    state_of,
    states_of,
    status_of,
    translated,
    wants_draft,
)
from cop.articles.states import TranslationState as S
from cop.kernel.units import DONE, OUTDATED, Unit

PATHS = ("title", "summary", "approach", "blocks-a-title")
TEXTS = st.dictionaries(st.sampled_from(PATHS), st.sampled_from(["", "one", "two", "three"]))
DEEDS = st.lists(st.tuples(st.sampled_from(["substance", "wording", "translate", "right", "machine"]), TEXTS))


@given(deeds=DEEDS)
def test_a_text_is_outdated_exactly_when_its_source_changed_in_substance_since(
    deeds: list[tuple[str, Mapping[str, str]]],
) -> None:
    """Whatever authors, translators and a machine do in turn: the rule says what somebody who watched would say."""
    source, target, revision = Pinned({}, {}), Pinned({}, {}), 0
    watched: dict[str, S] = {}
    for deed, texts in deeds:
        if deed in {"substance", "wording"}:
            revision += 1
            for path in PATHS:
                old, new = source.texts.get(path, ""), texts.get(path, "")
                if (deed == "substance" or not old) and old != new and watched.get(path) == S.UP_TO_DATE:
                    watched[path] = S.OUTDATED
            kept = {path: text for path, text in texts.items() if text}
            pins = moved(source.texts, kept, source.pins, revision=revision, is_minor=deed == "wording")
            source = Pinned(kept, pins)
        elif deed == "translate":
            target = translated(target, texts, made_from=revision)
            watched |= {path: S.UP_TO_DATE if text else S.MISSING for path, text in texts.items()}
        elif deed == "right":
            target = confirmed(target, texts, revision=revision)
            watched |= {path: S.UP_TO_DATE for path in texts if watched.get(path, S.MISSING) != S.MISSING}
        else:
            target = drafted(source, target, texts, made_from=revision)
            free = {S.MISSING, S.MACHINE_DRAFT}
            for path, text in texts.items():
                if text and source.texts.get(path) and watched.get(path, S.MISSING) in free:
                    watched[path] = S.MACHINE_DRAFT
    assert states_of(source, target) == {path: watched.get(path, S.MISSING) for path in source.texts}


@given(states=st.lists(st.sampled_from([S.MISSING, S.MACHINE_DRAFT, S.OUTDATED, S.UP_TO_DATE])))
def test_a_language_is_up_to_date_only_when_every_text_is(states: list[S]) -> None:
    status = status_of(states)
    assert (status == S.UP_TO_DATE) == (set(states) == {S.UP_TO_DATE})
    assert (status == S.MISSING) == (set(states) <= {S.MISSING})
    assert (status == S.MACHINE_DRAFT) == (S.MACHINE_DRAFT in states)


@given(before=TEXTS, drafts=TEXTS)
def test_a_machine_never_touches_what_a_person_wrote(before: dict[str, str], drafts: dict[str, str]) -> None:
    source = Pinned(dict.fromkeys(PATHS, "x"), dict.fromkeys(PATHS, 9))
    person = translated(Pinned({}, {}), before, made_from=1)
    made = drafted(source, person, drafts, made_from=9)
    assert all(made.texts[path] == text for path, text in person.texts.items())
    assert not set(made.unchecked) & set(person.texts)
    assert all(path in made.unchecked for path in set(made.texts) - set(person.texts))


def test_a_machine_tries_again_when_its_own_draft_is_old_and_a_late_answer_is_dropped() -> None:
    source, old = Pinned({"title": "x"}, {"title": 1}), Pinned({}, {})
    draft = drafted(source, old, {"title": "eins"}, made_from=1)
    assert not wants_draft("title", source, draft)
    newer = Pinned({"title": "y"}, {"title": 2})
    assert wants_draft("title", newer, draft)
    second = drafted(newer, draft, {"title": "zwei"}, made_from=2)
    assert drafted(newer, second, {"title": "eins"}, made_from=1) == second


def test_a_person_who_finds_a_draft_right_makes_it_theirs() -> None:
    source = Pinned({"title": "x"}, {"title": 1})
    draft = drafted(source, Pinned({}, {}), {"title": "eins"}, made_from=1)
    assert state_of("title", source, confirmed(draft, ["title"], revision=1)) == S.UP_TO_DATE


def test_a_text_is_shown_once_it_has_its_title_summary_and_what_was_done() -> None:
    whole = dict.fromkeys(("title", "summary", "approach"), "x")
    assert is_readable(whole)
    assert not any(is_readable({**whole, path: ""}) for path in whole)


SOURCE = Pinned(dict.fromkeys(PATHS, "now"), {"title": 1, "summary": 5, "approach": 5, "blocks-a-title": 5})
THEN = (4, {"title": "now", "summary": "then", "approach": "then"})


@pytest.mark.parametrize(
    ("path", "unit", "kept", "kind", "state"),
    [
        ("title", Unit("now", "neu", DONE), {}, "taken", S.UP_TO_DATE),
        ("summary", Unit("then", "alt", DONE), {}, "taken", S.OUTDATED),
        ("summary", Unit("never", "x", DONE), {}, "foreign", S.MISSING),
        ("summary", Unit("then", "alt", DONE), {"summary": ("mine", 6)}, "newer", S.UP_TO_DATE),
        ("summary", Unit("now", "mine", DONE), {"summary": ("mine", 4)}, "right", S.UP_TO_DATE),
        ("summary", Unit("then", "mine", DONE), {"summary": ("mine", 5)}, "same", S.UP_TO_DATE),
        ("summary", Unit("now", "mine", OUTDATED), {"summary": ("mine", 4)}, "same", S.OUTDATED),
        ("summary", Unit("now", "half", OUTDATED), {}, "taken", S.OUTDATED),
        ("summary", Unit("now", "", DONE), {"summary": ("mine", 5)}, "same", S.UP_TO_DATE),
    ],
)
def test_a_file_is_taken_text_by_text(
    path: str, unit: Unit, kept: dict[str, tuple[str, int]], kind: str, state: S
) -> None:
    target = Pinned(
        {p: text for p, (text, _pin) in kept.items()}, {p: pin for p, (_text, pin) in kept.items()}
    )
    taken = take_file(SOURCE, target, {path: unit}, revision=6, made_from=THEN)
    assert getattr(taken, kind) == (path,)
    assert state_of(path, SOURCE, taken.translation) == state
    assert (path in taken.outdated) == (kind == "taken" and state == S.OUTDATED)


def test_what_the_original_does_not_have_is_unknown() -> None:
    taken = take_file(SOURCE, Pinned({}, {}), {"nowhere": Unit("a", "b", DONE)}, revision=6, made_from=THEN)
    assert (taken.unknown, taken.translation) == (("nowhere",), Pinned({}, {}))
