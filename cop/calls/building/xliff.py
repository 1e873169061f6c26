"""Texts out to a translator's program and back: XLIFF 1.2, which every such program reads."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from cop.calls.building.translating import Pair
from cop.calls.building.xliff_reading import NAMESPACE, texts_in_xliff
from cop.core.child.calling import OverLimit, Unreadable, in_child
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say


def as_xliff(pairs: Iterable[Pair], *, name: str, source: str, target: str) -> bytes:
    """The file for one language: each text with its key, empty where nothing is translated yet."""
    root = ET.Element("xliff", {"version": "1.2", "xmlns": NAMESPACE})
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
    """Key -> (source, target) of a file that came back; raises Invalid for what is none, or is for another language.

    For before a transaction is open: it may take seconds.
    """
    try:
        languages, texts = in_child(texts_in_xliff, content)
    except (Unreadable, OverLimit):
        raise Invalid(fields={"file": say(N_("This is not a translation file that we can read."))}) from None
    if languages != [target]:
        raise Invalid(fields={"file": say(N_("This file is not for this language."))})
    return {key: (source, translated) for key, (source, translated) in texts.items()}
