"""Two people write the same list of rows: nobody's row is lost, and only what both changed is asked about."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cop.proposals.rules.merge import base_of_keyed, merged_rows, rebased


def rows(**words: str) -> list[dict[str, Any]]:
    return [{"key": key, "what": what} for key, what in words.items()]


lists = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["x", "y", "z"]), max_size=6).map(
    lambda words: rows(**words)
)


def test_what_either_changed_alone_is_kept() -> None:
    before = rows(a="1", b="1", c="1", d="1")
    theirs, mine = rows(a="2", b="1", c="1", e="new"), rows(f="mine", a="1", b="2", d="1")
    merge = merged_rows(theirs, mine, base=base_of_keyed(before))
    assert merge.rows == rows(f="mine", a="2", b="2", e="new")
    assert merge.conflicts == ()


def test_what_both_changed_is_asked_about() -> None:
    before = base_of_keyed(rows(a="1"))
    assert merged_rows(rows(a="2"), rows(a="3"), base=before).conflicts == ("a",)
    assert merged_rows(rows(a="2"), rows(a="2"), base=before).conflicts == ()


def test_what_one_took_out_while_the_other_changed_it_stays() -> None:
    before = base_of_keyed(rows(a="1", b="1"))
    assert merged_rows(rows(b="2"), rows(a="2"), base=before).rows == rows(a="2", b="2")


@given(lists, lists)
def test_alone_one_gets_what_one_wrote_and_sent_twice_it_is_the_same(before: Any, mine: Any) -> None:
    base = base_of_keyed(before)
    assert merged_rows(before, mine, base=base).rows == mine
    assert merged_rows(mine, mine, base=base).rows == mine


@given(lists, lists, lists)
def test_no_change_of_either_is_lost(before: Any, theirs: Any, mine: Any) -> None:
    merge = merged_rows(theirs, mine, base=base_of_keyed(before))
    keys = [row["key"] for row in merge.rows]
    assert len({*keys}) == len(keys)
    for row in theirs:
        assert row in merge.rows or row in before or row["key"] in merge.conflicts
    for row in mine:
        assert row in merge.rows or row in before


@given(lists, lists, lists)
def test_who_was_shown_what_both_changed_decides_on_that_and_on_nothing_else(
    before: Any, theirs: Any, mine: Any
) -> None:
    base = base_of_keyed(before)
    asked = merged_rows(theirs, mine, base=base)
    settled = merged_rows(theirs, mine, base=rebased(base, theirs, asked.conflicts))
    assert settled.conflicts == ()
    assert settled.rows == asked.rows
