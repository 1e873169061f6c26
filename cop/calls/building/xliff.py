"""Texts out to a translator's program and back: XLIFF 1.2, which every such program reads."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from cop.calls.building.translating import Pair
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_UNWANTED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
"""No XLIFF needs these; what they can do in a parser is not needed here either."""
MOST_BYTES = 4_000_000


def as_xliff(pairs: Iterable[Pair], *, name: str, source: str, target: str) -> bytes:
    """The file for one language: each text with its key, empty where nothing is translated yet."""
    root = ET.Element("xliff", {"version": "1.2", "xmlns": _NAMESPACE})
    about = {"original": name, "datatype": "plaintext", "source-language": source, "target-language": target}
    body = ET.SubElement(ET.SubElement(root, "file", about), "body")
    for pair in pairs:
        unit = ET.SubElement(body, "trans-unit", {"id": pair.key, "xml:space": "preserve"})
        ET.SubElement(unit, "source").text = pair.source
        state = "translated" if pair.target else "needs-translation"
        ET.SubElement(unit, "target", {"state": state}).text = pair.target
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def read_xliff(content: bytes, *, target: str) -> dict[str, tuple[str, str]]:
    """Key -> (source, target) of a file that came back; raises Invalid for what is none, or is for another language."""
    if len(content) > MOST_BYTES or _UNWANTED.search(content):
        raise Invalid(fields={"file": say(N_("This is not a translation file that we can read."))})
    try:
        root = ET.fromstring(content)  # noqa: S314 - no entity is declared, as was just checked
    except (ET.ParseError, ValueError, LookupError):
        raise Invalid(fields={"file": say(N_("This is not a translation file that we can read."))}) from None
    spaces = {"x": _NAMESPACE}
    languages = {file.get("target-language") for file in root.iterfind("x:file", spaces)}
    if languages != {target}:
        raise Invalid(fields={"file": say(N_("This file is not for this language."))})
    return {
        unit.get("id", ""): (_text(unit.find("x:source", spaces)), _text(unit.find("x:target", spaces)))
        for unit in root.iterfind(".//x:trans-unit", spaces)
    }


def _text(element: ET.Element | None) -> str:
    """All text within, whatever marks a program has put around pieces of it."""
    return "" if element is None else "".join(element.itertext()).replace("\r\n", "\n").strip()
