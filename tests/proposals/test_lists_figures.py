"""Figures of a list: each proposal counts once a country, as often as it has themes, and people only where they are asked for."""

from typing import Any, NamedTuple

from flask import Flask

from cop.proposals.lists.figures import figures_of, people_in, themes_in


class Row(NamedTuple):
    country: str
    kind: str
    language: str
    themes: Any
    women: Any
    men: Any


THEMES = {"rights": "Rights", "health": "Health"}


def test_each_thing_that_is_known_is_counted(ctx: Flask) -> None:
    rows = [
        Row("RW", "ngo", "fr", ["rights", "health"], "3", "1"),
        Row("RW", "ngo", "en", "rights", 2, None),
        Row("BI", "diaspora", "fr", None, None, None),
    ]
    with ctx.test_request_context("/en/"):
        found = {title: figure.rows for title, figure in figures_of(rows, THEMES)}
    assert found["By country of the lead"] == (("Rwanda", "2"), ("Burundi", "1"))
    assert found["By theme"] == (("Rights", "2"), ("Health", "1"))
    assert found["By language"] == (("French", "2"), ("English", "1"))
    assert found["Women and men in the teams"] == (("Women", "5"), ("Men", "1"))


def test_nobody_is_counted_where_nobody_was_asked(ctx: Flask) -> None:
    with ctx.test_request_context("/en/"):
        assert people_in([Row("RW", "ngo", "fr", None, None, None)]) is None
        assert [title for title, _figure in figures_of([], {})] == [
            "By country of the lead",
            "By type of organisation",
            "By language",
        ]


def test_a_call_that_asks_for_women_alone_says_nothing_of_men(ctx: Flask) -> None:
    with ctx.test_request_context("/en/"):
        figure = people_in([Row("IT", "diaspora", "fr", None, 7, None)])
    assert figure
    assert figure.rows == (("Women", "7"),)


def test_one_theme_or_several_are_a_list() -> None:
    assert (themes_in(None), themes_in("a"), themes_in(["a", "b"])) == ([], ["a"], ["a", "b"])
