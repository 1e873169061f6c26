"""Texts out to a translator's program and back: XLIFF 1.2, which every such program reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from cop.core.child.calling import OverLimit, Unreadable, in_child
from cop.core.xliff.reading import NAMESPACE, texts_in_xliff
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say
from cop.kernel.units import DRAFT, OUTDATED, Unit


@dataclass(frozen=True, slots=True)
class TranslatedFile:
    """What came back: units by their keys, and the revision of the original that they were made from (0: it does not say)."""

    units: Mapping[str, Unit]
    revision: int = 0


def as_xliff(
    units: Iterable[tuple[str, Unit]], *, name: str, source: str, target: str, revision: int = 0
) -> bytes:
    """The file for one language: each text with its key, empty where nothing is translated yet."""
    root = ET.Element("xliff", {"version": "1.2", "xmlns": NAMESPACE})
    about = {"original": name, "datatype": "plaintext", "source-language": source, "target-language": target}
    about |= {"build-num": str(revision)} if revision else {}
    body = ET.SubElement(ET.SubElement(root, "file", about), "body")
    for key, unit in units:
        written = ET.SubElement(body, "trans-unit", {"id": key, "xml:space": "preserve"})
        ET.SubElement(written, "source").text = unit.source
        state = {"state": unit.state}
        if unit.state == DRAFT:
            state = {"state": OUTDATED, "state-qualifier": DRAFT}
        ET.SubElement(written, "target", state).text = unit.target
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def read_xliff(content: bytes, *, target: str) -> TranslatedFile:
    """A file that came back; raises Invalid for what is none, or is for another language.

    For before a transaction is open: it may take seconds.
    """
    try:
        said = in_child(texts_in_xliff, content)
    except (Unreadable, OverLimit):
        raise Invalid(fields={"file": say(N_("This is not a translation file that we can read."))}) from None
    if said["languages"] != [target]:
        raise Invalid(fields={"file": say(N_("This file is not for this language."))})
    units = {key: Unit(*unit) for key, unit in said["units"].items()}
    return TranslatedFile(units, _number(said["revisions"]))


def _number(revisions: list[str]) -> int:
    """The revision that all of a file says it is of."""
    told = revisions[0] if len(revisions) == 1 else ""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else 0
