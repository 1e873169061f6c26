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


def kinds(before: str, after: str) -> list[str]:
    return [change.kind for change in word_changes(before, after)]


def test_of_a_long_text_only_paragraphs_that_differ_are_compared() -> None:
    """Word by word the first two pairs would take seconds."""
    some, other = (" ".join(f"{n * step % 151}" for n in range(20_000)) for step in (7, 11))
    assert kinds(f"a {some}", f"b {other}") == ["removed", "added"]
    assert kinds(f"a {some}".replace(" ", "\n"), f"b {other}".replace(" ", "\n")) == ["removed", "added"]
    paragraphs = [f"Paragraph {n} is about water. \n" for n in range(600)]
    changed = [p.replace("water", "wells") if n in (20, 580) else p for n, p in enumerate(paragraphs)]
    one = ["same", "removed", "added", "same"]
    assert kinds("".join(paragraphs), "".join(changed)) == [*one, *one]
    assert kinds(some, some.replace("7 14 21", "7 x 21", 1)) == one


@given(before=texts, after=texts, long=st.sampled_from(["water ", "wells\n"]))
def test_both_long_texts_are_in_it(before: str, after: str, long: str) -> None:
    before, after = f"{before} {long * 1100}{after}", f"{after} {long * 1100}{before}"
    changes = word_changes(before, after)
    assert " ".join(c.text for c in changes if c.kind != "added").split() == before.split()
    assert "".join(c.text for c in changes if c.kind != "removed") == after.lstrip()


def test_the_worst_text_ends_too() -> None:
    """Compared as a short one it would take the better part of an hour."""
    assert word_changes("a b " * 15_000, "b a " * 15_000)
