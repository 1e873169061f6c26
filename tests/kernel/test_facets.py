"""What fits what a reader chose, and what the number beside a value promises."""

from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.facets import Faceted, counted, narrowed

FACETS = ("kind", "theme", "country")
VALUES = st.frozensets(st.sampled_from("abc"), max_size=2)
ROWS = st.lists(
    st.builds(lambda values: Faceted(0, values), st.fixed_dictionaries(dict.fromkeys(FACETS, VALUES))),
    max_size=8,
)
CHOICES = st.fixed_dictionaries(
    dict.fromkeys(FACETS, st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple))
)


@given(ROWS, CHOICES)
def test_the_number_beside_a_value_is_what_choosing_it_alone_shows(
    rows: list[Faceted], chosen: dict[str, tuple[str, ...]]
) -> None:
    for name, counts in counted(rows, chosen).items():
        for value in "abc":
            assert counts[value] == len(narrowed(rows, {**chosen, name: (value,)}))


@given(ROWS, CHOICES)
def test_facets_narrow_and_values_widen(rows: list[Faceted], chosen: dict[str, tuple[str, ...]]) -> None:
    found = narrowed(rows, chosen)
    assert narrowed(rows, dict.fromkeys(FACETS, ())) == rows
    for name in FACETS:
        assert len(found) <= len(narrowed(rows, {**chosen, name: ()}))
        if chosen[name]:
            assert len(found) <= len(narrowed(rows, {**chosen, name: (*chosen[name], "c")}))
