"""What is said in other words or in another language, found by what it means, whichever engine."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cop.core.search import engines
from cop.core.search.asking import as_words
from cop.core.search.meaning.passages import MOST, passages
from cop.core.search.port import SearchEngine
from cop.core.search.ranking import NEAR
from tests.core.search.asking import ask, doc, found
from tests.core.search.test_crashes import Tell, killed

TEXTS = [
    doc(
        "water",
        "Wells and channels bring water to the villages. Farmers repair them.",
        facets={"theme": ("t",)},
    ),
    doc("money", "Migrants send part of their wages home to their families each month."),
    doc("école", "Les enfants du village vont à l’école.", language="fr"),
    doc("secret", "Wells bring water to the secret village.", audience="staff"),
]


@pytest.fixture(params=engines.ENGINES)
def open_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], SearchEngine]:
    """Opens the same index each time, as another process would."""
    return lambda: engines.open_engine(request.param, tmp_path / "index", with_meaning=True)


@pytest.fixture
def searcher(open_engine: Callable[[], SearchEngine]) -> SearchEngine:
    """An engine that knows what TEXTS mean."""
    engine = open_engine()
    engine.rebuild(TEXTS)
    assert engine.learn() == 0
    return engine


@pytest.mark.parametrize(
    ("language", "asked", "first"),
    [
        ("fr", "l’eau des puits", "water"),
        ("ar", "مياه الآبار", "water"),
        ("es", "enviar dinero a casa", "money"),
        ("en", "children go to school", "école"),
        ("en", "remittances", "money"),
    ],
)
def test_a_question_finds_what_answers_it_in_other_words(
    searcher: SearchEngine, language: str, asked: str, first: str
) -> None:
    results = ask(searcher, asked, language=language)
    assert results.hits[0].id == first
    assert not results.by_words
    assert not ask(searcher, asked, language=language, literal=True).hits


def test_words_lead_in_the_readers_language(searcher: SearchEngine) -> None:
    searcher.index([doc("wages", "A note on wages.")])
    searcher.learn()
    results = ask(searcher, "wages")
    assert {hit.id for hit in results.hits[:2]} == {"money", "wages"}
    assert results.by_words


def test_what_is_excluded_hidden_or_filtered_out_does_not_come_back_by_its_meaning(
    searcher: SearchEngine,
) -> None:
    assert "water" not in found(searcher, "puits eau -farmers", language="fr")
    assert found(searcher, '"no such phrase" water wells') == []
    assert "secret" not in found(searcher, "puits eau", language="fr")
    assert "secret" in found(searcher, "puits eau", language="fr", audiences=("staff",))
    results = ask(searcher, "puits eau", language="fr", filters={"theme": ["t"]})
    assert ([hit.id for hit in results.hits], results.total) == (["water"], 1)
    assert dict(results.facets["theme"]) == {"t": 1}


@pytest.mark.parametrize("asked", ["qqqqq", "xyzzy", "zzzzzz"])
def test_what_means_nothing_is_near_to_nothing(searcher: SearchEngine, asked: str) -> None:
    name = doc("name", "Ngozi", title="Hôpital Exemple de Ngozi", language="fr", is_brief=True)
    texts = [doc(text.id, text.body, title=text.body, language=text.language) for text in TEXTS]
    searcher.rebuild([name, *texts])
    searcher.learn()
    results = ask(searcher, asked)
    assert (results.hits, results.total, results.by_words) == ((), 0, False)


def test_a_name_is_found_by_its_meaning_when_it_is_clearly_near(searcher: SearchEngine) -> None:
    searcher.index(
        [
            doc("hospital", title="Hôpital Exemple de Ngozi", language="fr", is_brief=True),
            doc("university", title="Université Exemple du Lac", language="fr", is_brief=True),
        ]
    )
    assert searcher.unlearned() == {"hospital", "university"}
    searcher.learn()
    near = found(searcher, "مستشفى", language="ar")
    assert near[0] == "hospital"
    assert "university" not in near
    assert "university" not in found(searcher, "l’eau des puits", language="fr")
    searcher.index([doc("hospital", title="Hôpital Exemple de Ngozi", language="fr")])
    assert searcher.unlearned() == {"hospital"}
    searcher.learn()
    assert (searcher.unlearned(), searcher.mislearned()) == (set(), 0)


@pytest.mark.parametrize("hides", [{"facets": {"theme": ("u",)}}, {"audience": "staff"}])
def test_what_is_left_has_its_own_nearest_however_many_others_are_nearer(
    searcher: SearchEngine, monkeypatch: pytest.MonkeyPatch, hides: dict[str, Any]
) -> None:
    monkeypatch.setattr("cop.core.search.tantivy_engine.meaning.LOOKED_AT", NEAR)
    said = "Wells and channels bring water to the villages. Farmers repair them"
    crowd = [doc(f"more{n}", f"{said} {n} times a year.", title=said, **hides) for n in range(NEAR + 5)]
    last = doc("last", "Farmers repair old channels in the fields together.", facets={"theme": ("v",)})
    searcher.rebuild([*crowd, last])
    while searcher.learn():
        pass
    asked: dict[str, Any] = (
        {"language": "fr", "filters": {"theme": ["v"]}} if "facets" in hides else {"language": "fr"}
    )
    results = ask(searcher, "réparer les canaux", **asked)
    assert ([hit.id for hit in results.hits], results.total) == (["last"], 1)
    assert dict(results.facets["theme"])["v"] == 1
    everything = ask(
        searcher, "réparer les canaux", language="fr", audiences=("public", "staff"), page_size=100
    )
    assert "last" not in {hit.id for hit in everything.hits}


def test_counts_and_pages_are_of_both_kinds_of_results(searcher: SearchEngine) -> None:
    searcher.index(doc(f"more{n}", f"Wells give water to village number {n}.") for n in range(30))
    while searcher.learn(7):
        pass
    results = ask(searcher, "water in villages", page_size=10)
    pages = [
        found(searcher, "water in villages", page_size=10, page=page) for page in range(1, results.pages + 1)
    ]
    every = [name for page in pages for name in page]
    assert len(every) == len(set(every)) == results.total >= 31
    assert dict(results.facets["kind"]) == {"practice": results.total}


def test_a_hit_without_the_words_shows_the_passage_that_is_nearest(searcher: SearchEngine) -> None:
    words = " ".join(["The association meets and talks about many things of its members’ daily lives."] * 9)
    searcher.index([doc("long", f"{words} Dentists treat the teeth of poor people free of charge. {words}")])
    searcher.learn()
    (hit, *_others) = ask(searcher, "soins dentaires gratuits", language="fr").hits
    assert hit.id == "long"
    assert "Dentists treat" in "".join(fragment.text for fragment in hit.snippet)


def test_what_is_found_by_its_meaning_is_shown_in_the_readers_language(searcher: SearchEngine) -> None:
    own = doc("saying-en", "Every evening there is dancing.", group="saying")
    other = doc("saying-pt", "Dentistas tratam os dentes dos pobres.", language="pt", group="saying")
    searcher.index([own, other])
    searcher.learn()
    assert found(searcher, "free care of teeth", language="en")[0] == "saying-en"
    assert found(searcher, "طبيب أسنان", language="ar")[0] == "saying-pt"


def test_what_changes_is_learnt_again_and_what_does_not_is_kept(searcher: SearchEngine) -> None:
    searcher.index([TEXTS[0], doc("money", "A bakery sells bread.")])
    assert searcher.unlearned() == {"money"}
    assert "money" not in found(searcher, "envoyer de l’argent", language="fr")
    searcher.learn()
    assert found(searcher, "boulangerie", language="fr")[0] == "money"
    searcher.rebuild([TEXTS[0], TEXTS[1]])
    assert (searcher.unlearned(), searcher.mislearned()) == ({"money"}, 0)
    searcher.remove(["water"])
    assert searcher.learn() == 0
    assert (searcher.unlearned(), searcher.mislearned(), searcher.ids()) == (set(), 0, {"money"})


def test_another_process_and_a_fork_find_what_one_learnt(
    searcher: SearchEngine, open_engine: Callable[[], SearchEngine]
) -> None:
    other = open_engine()
    assert found(other, "boulangerie", language="fr") == found(searcher, "boulangerie", language="fr")
    searcher.index([doc("bread", "A bakery sells bread.")])
    searcher.learn()
    assert found(other, "boulangerie", language="fr")[0] == "bread"


@pytest.mark.parametrize("after", [1, 3, 8])
def test_index_and_meaning_agree_after_a_kill_at_any_moment(
    open_engine: Callable[[], SearchEngine], after: int
) -> None:
    def work(tell: Tell) -> None:
        engine = open_engine()
        for number in range(10_000):
            engine.index(
                [doc(f"d{number % 5}", f"water in village number {number}"), doc(f"e{number}", "school")]
            )
            tell()
            engine.learn(3)
            tell()

    killed(work, after=after)
    engine = open_engine()
    assert engine.mislearned() == 0
    while engine.learn():
        pass
    assert (engine.unlearned(), engine.mislearned()) == (set(), 0)
    assert found(engine, "écoles", language="fr")[0].startswith("e")


@pytest.mark.parametrize(
    ("title", "body"),
    [("", ""), ("Water", ""), ("", "word " * 5_000), ("a", "x" * 100_000), ("", "One. Two! Three?")],
)
def test_passages_hold_all_words_and_are_not_many(title: str, body: str) -> None:
    cut = passages(title, body)
    assert 1 <= len(cut) <= MOST + 2
    assert " ".join(cut).split() == f"{title} {body}".split()


def test_odd_texts_and_questions_are_no_error(searcher: SearchEngine) -> None:
    searcher.index([doc("odd", "\ud800 \x00 ", title=" "), doc("none")])
    searcher.learn()
    for question in ("\ud800", "\x00 x", "x" * 4_000, as_words('"')):
        ask(searcher, question, language="xx")
