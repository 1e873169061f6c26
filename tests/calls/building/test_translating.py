"""A translator's texts come back as they were meant: none lost, none put where it does not belong."""

from typing import Any

import pytest
from hypothesis import given

from cop.calls.building.translating import Pair, missing, others, pairs, take
from cop.calls.building.xliff import as_xliff, read_xliff
from cop.calls.building.xliff_reading import texts_in_xliff
from cop.core.xml_reading import MOST_DEPTH
from cop.kernel.errors import Invalid
from tests.calls.building.making import PARAGRAPHS
from tests.calls.shipped import shipped, small


def values() -> dict[str, Any]:
    return small().model_dump(mode="json", exclude_defaults=True)


def without_french() -> dict[str, Any]:
    kept = values()
    del kept["title"]["fr"], kept["stages"][0]["sections"][0]["questions"][1]["label"]["fr"]
    return kept


def test_what_is_missing_is_listed() -> None:
    assert others(values()) == ["fr"]
    assert missing(values(), "fr") == []
    keys = [pair.key for pair in missing(without_french(), "fr")]
    assert keys == ["title", "stages/0/sections/0/questions/1/label"]


@pytest.mark.parametrize("name", ["jmdi", "mida-great-lakes", "w-mida"])
def test_a_file_that_goes_out_comes_back_the_same(name: str) -> None:
    kept = shipped(name).model_dump(mode="json", exclude_defaults=True)
    into = others(kept)[-1]
    texts = list(pairs(kept, into))
    back = read_xliff(as_xliff(texts, name=name, source=kept["languages"][0], target=into), target=into)
    assert back == {pair.key: (pair.source, pair.target) for pair in texts}
    taken = take(kept, into, back)
    assert (taken.values, taken.taken, taken.unknown) == (kept, (), ())


@given(text=PARAGRAPHS)
def test_any_text_travels_unharmed(text: str) -> None:
    file = as_xliff([Pair(("title",), text, text)], name="x", source="en", target="ar")
    assert texts_in_xliff(file) == (["ar"], {"title": (text, text)})


def test_a_report_says_what_became_of_each() -> None:
    given_back = {
        "title": ("A small call", "Un appel"),
        "summary": ("Money for small things.", ""),
        "about": ("This was changed meanwhile.", "Autre"),
        "nowhere": ("x", "y"),
    }
    taken = take(without_french(), "fr", given_back)
    assert taken.values["title"] == {"en": "A small call", "fr": "Un appel"}
    assert (taken.taken, taken.same) == (("title",), ("summary",))
    assert (taken.outdated, taken.unknown) == (("about",), ("nowhere",))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no xml",
        b"\xff\xfe\x00",
        b"<xliff/>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><xliff version="1.2"/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE xliff [<!ENTITY a "aaaa">]>'
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file target-language="fr"/></xliff>'.encode(
            "utf-16"
        ),
        b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file target-language="fr">'
        + b"<g>" * MOST_DEPTH
        + b"</g>" * MOST_DEPTH
        + b"</file></xliff>",
        as_xliff([], name="x", source="en", target="es"),
    ],
)
def test_what_is_no_file_for_this_language_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        read_xliff(content, target="fr")
    assert "file" in refused.value.fields


def test_marks_that_a_program_puts_into_a_text_are_left_out() -> None:
    file = as_xliff([Pair(("title",), "A small call", "")], name="x", source="en", target="fr")
    marked = b'<target state="translated"><mrk mtype="seg">Un </mrk><mrk mtype="seg">appel</mrk></target>'
    assert b'<target state="needs-translation" />' in file
    file = file.replace(b'<target state="needs-translation" />', marked)
    assert read_xliff(file, target="fr")["title"] == ("A small call", "Un appel")
