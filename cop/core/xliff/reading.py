"""The texts of an XLIFF 1.2 file, worked out from its bytes alone, so that a child process can do it (core.child)."""

from typing import Any
from xml.etree import ElementTree as ET

from cop.core.xml_reading import tree_of

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
MOST_BYTES = 4_000_000


def texts_in_xliff(content: bytes) -> dict[str, Any]:
    """`languages` it is for, the `revisions` it says it was made from, `units` by key: (source, target, state).

    Raises ValueError for what is no XLIFF.
    """
    root = tree_of(content, most_bytes=MOST_BYTES)
    spaces = {"x": NAMESPACE}
    files = root.findall("x:file", spaces)
    return {
        "languages": sorted({file.get("target-language", "") for file in files}),
        "revisions": sorted({file.get("build-num", "") for file in files}),
        "units": {unit.get("id", ""): _unit(unit) for unit in root.iterfind(".//x:trans-unit", spaces)},
    }


def _unit(unit: ET.Element) -> tuple[str, str, str]:
    source, target = unit.find(f"{{{NAMESPACE}}}source"), unit.find(f"{{{NAMESPACE}}}target")
    return _text(source), _text(target), "" if target is None else target.get("state", "")


def _text(element: ET.Element | None) -> str:
    """All text within, whatever marks a program has put around pieces of it."""
    return "" if element is None else "".join(element.itertext()).replace("\r\n", "\n").strip()
