"""A difference holds both texts, whole."""

from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.differences import Change, word_changes

texts = st.lists(st.sampled_from(["water", "wells", "ماء", "eau.", " ", "\n", ""]), max_size=30).map(" ".join)


@given(before=texts | st.text(), after=texts | st.text())
def test_both_texts_are_in_it(before: str, after: str) -> None:
    changes = word_changes(before, after)
    assert " ".join(c.text for c in changes if c.kind != "added").split() == before.split()
    assert "".join(c.text for c in changes if c.kind != "removed") == after.lstrip()


def test_it_is_read_word_by_word() -> None:
    assert word_changes("Water is far.", "Water is not far.") == [
        Change("same", "Water is "),
        Change("added", "not "),
        Change("same", "far."),
    ]
    assert word_changes("same\nwords ", "same words") == [Change("same", "same words")]
    assert word_changes("", "") == []


def test_the_worst_text_ends_too() -> None:
    """Compared as a short one it would take the better part of an hour."""
    assert word_changes("a b " * 15_000, "b a " * 15_000)
