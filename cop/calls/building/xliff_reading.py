"""The texts of an XLIFF 1.2 file, worked out from its bytes alone, so that a child process can do it (core.child)."""

from xml.etree import ElementTree as ET

from cop.core.xml_reading import tree_of

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
MOST_BYTES = 4_000_000


def texts_in_xliff(content: bytes) -> tuple[list[str], dict[str, tuple[str, str]]]:
    """The languages it is for, and key -> (source, target); raises ValueError for what is no XLIFF."""
    root = tree_of(content, most_bytes=MOST_BYTES)
    spaces = {"x": NAMESPACE}
    languages = {file.get("target-language", "") for file in root.iterfind("x:file", spaces)}
    texts = {
        unit.get("id", ""): (_text(unit.find("x:source", spaces)), _text(unit.find("x:target", spaces)))
        for unit in root.iterfind(".//x:trans-unit", spaces)
    }
    return sorted(languages), texts


def _text(element: ET.Element | None) -> str:
    """All text within, whatever marks a program has put around pieces of it."""
    return "" if element is None else "".join(element.itertext()).replace("\r\n", "\n").strip()
