from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.translated import LANGUAGES
from cop.taxonomy.loading import VocabularyError, read_data
from cop.taxonomy.shipped import FILES as NAMES
from cop.taxonomy.sorting import sort_key
from cop.taxonomy.terms import vocabulary
from cop.taxonomy.vocabulary import build_vocabulary

every_vocabulary = pytest.mark.parametrize("name", NAMES)


def entry(code: str, parent: str | None = None, **given: object) -> dict[str, object]:
    words = {language: f"{code} {language}" for language in LANGUAGES}
    synonyms = {language: [f"{code} one", f"{code} two"] for language in LANGUAGES}
    return {"code": code, "parent": parent, "label": words, "synonyms": synonyms, **given}


@every_vocabulary
def test_every_term_is_complete_in_every_language(name: str) -> None:
    for term in vocabulary(name).terms.values():
        assert set(term.labels) == set(term.synonyms) == set(LANGUAGES)
        assert all(term.labels.values())
        assert all(2 <= len(words) <= 6 for words in term.synonyms.values())


@every_vocabulary
def test_arabic_is_written_in_arabic_letters(name: str) -> None:
    for term in vocabulary(name).terms.values():
        for words in (term.labels["ar"], *term.synonyms["ar"]):
            assert any("\u0621" <= letter <= "\u064a" for letter in words), words
            assert not any("a" <= letter <= "z" for letter in words), words


@every_vocabulary
def test_no_other_language_is_written_in_arabic_letters(name: str) -> None:
    for term in vocabulary(name).terms.values():
        for language in set(LANGUAGES) - {"ar"}:
            words = " ".join((term.labels[language], *term.synonyms[language]))
            assert not any("\u0600" <= letter <= "\u06ff" for letter in words), words


def test_the_codes_that_others_rely_on() -> None:
    assert {
        "communities-building",
        "remittances-collective-investment",
        "capacities-return",
        "rights-vulnerable",
    } <= set(vocabulary("themes").terms)
    assert set(vocabulary("sdg_targets").terms) == {"10.7", "10.c", "8.8", "17.16"}
    assert set(vocabulary("transfer_kinds").terms) == {"physical", "virtual", "financial"}
    dac = {code for code in vocabulary("sectors").terms if code.isdigit()}
    assert len(dac) == 14
    assert all(len(code) == 5 for code in dac)
    assert {"diaspora", "ngo", "local-authority", "training-centre", "other"} <= set(
        vocabulary("organisation_types").terms
    )


def test_themes_have_two_levels() -> None:
    themes = vocabulary("themes")
    top = {code for code in themes.terms if themes.level(code) == 0}
    assert top == {"communities", "remittances", "capacities", "rights"}
    assert {themes.level(code) for code in themes.terms} == {0, 1}


@every_vocabulary
@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_list_each_term_once_after_its_broader_one_in_order(name: str, language: str) -> None:
    terms = vocabulary(name)
    codes = [code for code, _label in terms.choices(language)]
    assert sorted(codes) == sorted(terms.terms)
    siblings: dict[str | None, list[tuple[str, str]]] = {}
    for place, (code, label) in enumerate(terms.choices(language)):
        parent = terms.terms[code].parent
        siblings.setdefault(parent, []).append(sort_key(label, language))
        if parent is not None:
            between = codes[codes.index(parent) + 1 : place]
            assert set(between) <= set(terms.narrower(parent))
    assert all(keys == sorted(keys) for keys in siblings.values())


def test_choices_follow_the_language() -> None:
    sectors = vocabulary("sectors")
    french = [label for _code, label in sectors.choices("fr")]
    assert french.index("Éducation") < french.index("Migration et mobilité") < french.index("Santé")
    english = [code for code, _label in sectors.choices("en")]
    assert english[english.index("health") + 1] == "12281"


def test_broader_and_narrower_mirror_each_other() -> None:
    sectors = vocabulary("sectors")
    assert sectors.broader("31120") == ("rural-development",)
    assert sectors.narrower("rural-development") == ("31120", "43040")
    assert sectors.broader("15190") == sectors.narrower("15190") == ()
    deep = build_vocabulary("deep", [entry("a"), entry("b", "a"), entry("c", "b")])
    assert deep.broader("c") == ("b", "a")
    assert deep.narrower("a") == ("b", "c")
    assert deep.level("c") == 2


def test_all_labels_find_a_term_across_languages() -> None:
    words = vocabulary("themes").all_labels("remittances")
    assert {"Remittances", "Remesas", "envois de fonds", "الحوالات"} <= set(words)
    assert len(words) == len(set(words))


def test_a_retired_code_is_its_own_label_and_an_unknown_language_falls_back() -> None:
    kinds = vocabulary("transfer_kinds")
    assert kinds.label("telepathic", "fr") == "telepathic"
    assert kinds.label("virtual", "fr") == "Transfert virtuel"
    assert kinds.label("virtual", "de") == "Virtual transfer"
    assert "virtual" in kinds
    assert "telepathic" not in kinds
    for ask in (kinds.broader, kinds.narrower, kinds.all_labels):
        with pytest.raises(KeyError):
            ask("telepathic")


def test_a_vocabulary_is_read_once_and_frozen() -> None:
    themes = vocabulary("themes")
    assert vocabulary("themes") is themes
    with pytest.raises(TypeError):
        themes.terms["new"] = themes.terms["rights"]  # type: ignore[index]
    with pytest.raises(TypeError):
        themes.terms["rights"].labels["en"] = "Wrongs"  # type: ignore[index]
    with pytest.raises(KeyError):
        vocabulary("centroids")


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([entry("a"), entry("a")], "'a' is there 2 times"),
        ([entry("a", "nowhere")], "'nowhere', is not there"),
        ([entry("a", "b", label=dict.fromkeys(LANGUAGES, "x")), entry("b", "a")], "broader than itself"),
        ([entry("a", "a")], "broader than itself"),
        ([entry(10.7)], "valid string"),
        ([entry("Two Words")], "pattern"),
        ([entry("a", colour="red")], "colour"),
        (
            [
                entry("a", label=dict.fromkeys(LANGUAGES, "Same")),
                entry("b", label=dict.fromkeys(LANGUAGES, "samé")),
            ],
            "two terms are called 'same'",
        ),
        ([entry("a", synonyms={lang: ["one"] for lang in LANGUAGES})], "at least 2 items"),
        ([entry("a", synonyms={lang: ["one", "One"] for lang in LANGUAGES})], "says 'one' twice"),
        ({"a": "no list"}, "valid list"),
    ],
)
def test_what_does_not_hold_is_refused_by_name(values: object, why: str) -> None:
    with pytest.raises(VocabularyError, match=r"^broken: ") as refusal:
        build_vocabulary("broken", values)
    assert why in str(refusal.value)


@given(
    st.integers(min_value=0, max_value=14),
    st.sampled_from(LANGUAGES),
    st.sampled_from(["label", "synonyms"]),
    st.sampled_from(["gone", "", " "]),
)
def test_a_gap_in_any_language_is_refused(place: int, language: str, part: str, damage: object) -> None:
    values = deepcopy(read_data("themes"))
    if damage == "gone":
        del values[place][part][language]
    else:
        values[place][part][language] = damage if part == "label" else [damage, "another"]
    with pytest.raises(VocabularyError):
        build_vocabulary("themes", values)
