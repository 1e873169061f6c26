"""What comes back: order, filters, counts, pages, passages."""

from cop.core.search.port import SearchEngine
from tests.core.search.asking import ask, doc, found


def test_without_words_everything_latest_first(searcher: SearchEngine) -> None:
    searcher.index([doc(str(year), "x", stored={"date": f"{year}-01-01"}) for year in (2021, 2023, 2022)])
    assert found(searcher) == ["2023", "2022", "2021"]


def test_filters_narrow_and_their_values_widen(searcher: SearchEngine) -> None:
    for name, theme, country in (("a", "t1", "CO"), ("b", "t2", "CO"), ("c", "t1", "PH")):
        searcher.index([doc(name, "water", facets={"theme": (theme,), "country": (country,)})])
    assert sorted(found(searcher, "water", filters={"theme": ["t1"]})) == ["a", "c"]
    assert sorted(found(searcher, "water", filters={"theme": ["t1", "t2"], "country": ["CO"]})) == ["a", "b"]
    assert found(searcher, "water", filters={"theme": ["unheard-of"]}) == []


def test_a_facet_counts_without_its_own_filter(searcher: SearchEngine) -> None:
    for name, theme, country in (("a", "t1", "CO"), ("b", "t2", "CO"), ("c", "t1", "PH")):
        searcher.index([doc(name, "water", facets={"theme": (theme,), "country": (country,)})])
    facets = ask(searcher, "water", filters={"theme": ["t1"]}).facets
    assert facets["theme"] == (("t1", 2), ("t2", 1))
    assert dict(facets["country"]) == {"CO": 1, "PH": 1}


def test_pages_and_pages_out_of_bounds(searcher: SearchEngine) -> None:
    searcher.index([doc(f"d{n:02}", "water") for n in range(25)])
    pages = [ask(searcher, "water", page=n) for n in (1, 2, 3)]
    assert len({hit.id for page in pages for hit in page.hits}) == 25
    assert (pages[0].total, pages[0].pages) == (25, 3)
    assert (ask(searcher, "water", page=10**9).page, ask(searcher, "water", page=-4).page) == (3, 1)


def test_snippets_are_the_text_as_written_with_the_hits_marked(searcher: SearchEngine) -> None:
    body = "Opening. " + "Other words stand here. " * 40 + "Les Écoles accueillent les enfants."
    searcher.index([doc("a", body, language="fr")])
    (hit,) = ask(searcher, "ecole", language="fr").hits
    assert [part.text for part in hit.snippet if part.is_hit] == ["Écoles"]
    assert "".join(part.text for part in hit.snippet).strip("… ") in body


def test_stored_values_come_back(searcher: SearchEngine) -> None:
    searcher.index([doc("a", "water", stored={"date": "2026-01-01", "url": "/x"})])
    assert ask(searcher, "water").hits[0].stored == {"date": "2026-01-01", "url": "/x"}
