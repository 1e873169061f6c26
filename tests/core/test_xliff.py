"""A file for a translator's program: what goes out comes back, and what is none is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.core.xliff.files import as_xliff, read_xliff
from cop.core.xliff.reading import texts_in_xliff
from cop.core.xml_reading import MOST_DEPTH
from cop.kernel.errors import Invalid
from cop.kernel.units import DONE, DRAFT, MISSING, OUTDATED, Unit

LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S"))
TEXTS = st.lists(st.text(LETTERS, min_size=1, max_size=20), min_size=1, max_size=3).map("\n\n".join)


@given(text=TEXTS)
def test_any_text_travels_unharmed(text: str) -> None:
    file = as_xliff([("title", Unit(text, text, DONE))], name="x", source="en", target="ar", revision=7)
    told = texts_in_xliff(file)
    assert (told["languages"], told["revisions"]) == (["ar"], ["7"])
    assert told["units"] == {"title": (text, text, DONE)}


def test_states_say_what_a_translator_has_to_look_at() -> None:
    states = {"a": MISSING, "b": DRAFT, "c": OUTDATED, "d": DONE}
    file = as_xliff(
        [(key, Unit("x", "y", state)) for key, state in states.items()], name="x", source="en", target="fr"
    )
    assert b'state="needs-review-translation" state-qualifier="mt-suggestion"' in file
    back = read_xliff(file, target="fr")
    assert back.revision == 0
    assert [key for key, unit in back.units.items() if unit.is_settled] == ["d"]


@pytest.mark.parametrize(("said", "revision"), [("12", 12), ("x", 0), ("٣", 0), ("9" * 30, 0)])
def test_a_file_names_its_revision_or_none(said: str, revision: int) -> None:
    file = as_xliff([], name="x", source="en", target="fr", revision=1).replace(
        b'"1"', f'"{said}"'.encode(), 1
    )
    assert read_xliff(file, target="fr").revision == revision


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
    file = as_xliff([("title", Unit("A small call", "", MISSING))], name="x", source="en", target="fr")
    marked = b'<target state="translated"><mrk mtype="seg">Un </mrk><mrk mtype="seg">appel</mrk></target>'
    assert b'<target state="needs-translation" />' in file
    file = file.replace(b'<target state="needs-translation" />', marked)
    assert read_xliff(file, target="fr").units["title"] == Unit("A small call", "Un appel", DONE)
