"""Nothing that one of two writers changed alone is lost, and nobody is overwritten without being asked."""

from hypothesis import given
from hypothesis import strategies as st

from cop.proposals.rules.merge import base_of, merged

CODES = ("title", "why", "grant")
answers = st.fixed_dictionaries({code: st.sampled_from([None, "", "a", "b", ["a"], False]) for code in CODES})


@given(seen=answers, now=answers, mine=answers)
def test_each_answer_is_mine_theirs_or_asked_about(seen: dict, now: dict, mine: dict) -> None:
    merge = merged(now, mine, base=base_of(seen, CODES))
    saved = {**now, **merge.answers}
    for code in CODES:
        if mine[code] == seen[code]:
            assert saved[code] == now[code]
        elif now[code] == seen[code]:
            assert saved[code] == mine[code]
        assert (code in merge.conflicts) == (mine[code] != seen[code] != now[code] != mine[code])


@given(seen=answers, mine=answers)
def test_a_writer_alone_is_never_asked(seen: dict, mine: dict) -> None:
    merge = merged(seen, mine, base=base_of(seen, CODES))
    assert not merge.conflicts
    assert {**seen, **merge.answers} == mine


@given(mine=answers)
def test_two_who_wrote_the_same_are_not_asked(mine: dict) -> None:
    assert not merged(mine, mine, base="").conflicts


def test_a_page_that_says_nothing_of_what_it_showed_overwrites_nothing() -> None:
    assert merged({"title": "theirs"}, {"title": "mine"}, base="").conflicts == ("title",)
    assert merged({"title": "theirs"}, {"title": "mine"}, base="title: why").conflicts == ("title",)
