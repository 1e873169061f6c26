"""People's Markdown is safe HTML, and links vouch for nobody."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.core.markdown import plain, render

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,AAAA)",
    "![x](https://tracker.example/pixel.png)",
    "[x](https://a.example \"onmouseover='1'\")",
    "<a href='https://a.example' style='x'>x</a>",
    "<https://a.example/<script>>",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_attacks_are_text(text: str) -> None:
    html = str(render(text))
    assert not re.search(r"<(script|img|style|iframe)|javascript:[^<]*\"|\son\w+=\"|style=\"", html)


@given(st.text(alphabet="<>&\"'()[]!#*_`\\ \n:/abcjs=", max_size=60))
def test_only_listed_tags_come_out(text: str) -> None:
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", str(render(text))))
    assert tags <= {
        *(
            "p",
            "h2",
            "h3",
            "h4",
            "ul",
            "ol",
            "li",
            "blockquote",
            "strong",
            "em",
            "code",
            "pre",
            "a",
            "br",
            "hr",
        ),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }


def test_links_carry_their_rel() -> None:
    assert 'rel="nofollow ugc noopener"' in render("[x](https://a.example)")


def test_the_page_keeps_its_one_h1() -> None:
    assert render("# Title\n\n## Part") == "<h2>Title</h2>\n<h2>Part</h2>\n"


def test_plain_is_what_one_reads() -> None:
    assert plain('**Tom & "Ann"** <3 [here](https://a.example)').strip() == 'Tom & "Ann" <3 here'
