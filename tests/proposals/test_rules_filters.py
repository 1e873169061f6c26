"""What an address says of a list is what is written into it, and nonsense in it is nothing."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from cop.proposals.lists.filters import COLUMNS, DOCUMENTS, PAGE_SIZES, SORTED_BY, Filter, proposal_ids
from cop.proposals.states import ProposalState

codes = st.lists(st.sampled_from(["rights", "RW", "BI", "ngo", "a_b-c", "fr"]), unique=True).map(tuple)
amounts = st.none() | st.decimals(0, 10**9, places=2)
filters = st.builds(
    Filter,
    stage=st.sampled_from([1, 2]),
    state=st.lists(st.sampled_from([state.value for state in ProposalState]), unique=True).map(tuple),
    country=codes,
    theme=codes,
    written=codes,
    kind=codes,
    documents=st.sampled_from(["", *DOCUMENTS]),
    least=amounts,
    most=amounts,
    q=st.text(max_size=200).map(lambda text: " ".join(text.replace("\x00", " ").split())),
    sort=st.sampled_from([*SORTED_BY, *(f"-{name}" for name in SORTED_BY)]),
    column=st.lists(st.sampled_from(COLUMNS), min_size=1, unique=True).map(
        lambda chosen: tuple(name for name in COLUMNS if name in chosen)
    ),
    size=st.sampled_from(PAGE_SIZES),
)


@given(filters)
def test_a_filter_comes_back_from_its_address(wanted: Filter) -> None:
    assert Filter.of(MultiDict(wanted.pairs())) == wanted


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["stage", "state", "least", "sort", "size", "column", "q", "theme"]), st.text()
        )
    )
)
def test_whatever_is_sent_is_a_filter(sent: list[tuple[str, str]]) -> None:
    wanted = Filter.of(MultiDict(sent))
    assert Filter.of(MultiDict(wanted.pairs())) == wanted
    assert "\x00" not in wanted.q


def test_what_is_left_out_goes_without_saying() -> None:
    assert Filter().pairs() == []
    assert not Filter(sort="-country", size=200, stage=2).is_narrow
    assert Filter(least=Decimal(0)).is_narrow
    assert Filter(country=("RW", "BI")).pairs(country=(), sort="kind") == [("sort", "kind")]


def test_amounts_are_read_as_people_write_them() -> None:
    assert Filter.of(MultiDict({"least": "12 000,50"}), language="fr").least == Decimal("12000.50")
    assert Filter.of(MultiDict({"least": "-1", "most": "much"})).pairs() == []


def test_marked_rows_are_numbers_and_each_once() -> None:
    assert proposal_ids(["3", "3", "²", "-1", "9" * 40, "x", "4"]) == [3, 4]
