"""XML that strangers made, for a child process (core.child): this module imports nothing else of ours."""

from xml.etree import ElementTree as ET

MOST_DEPTH = 50


class _Builder(ET.TreeBuilder):
    """Refuses what no file needs: a document type, whatever encoding it hides in, and elements in elements without end."""

    depth = 0

    def doctype(self, *_declared: str | None) -> None:
        raise ValueError("a document type")

    def start(self, *element: object) -> ET.Element:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise ValueError("too deep")
        return super().start(*element)  # type: ignore[arg-type]

    def end(self, tag: str) -> ET.Element:
        self.depth -= 1
        return super().end(tag)


def tree_of(content: bytes, *, most_bytes: int) -> ET.Element:
    """The root element; raises ValueError for what is too large, no XML, or XML with a document type."""
    if len(content) > most_bytes:
        raise ValueError("too large")
    try:
        return ET.fromstring(content, ET.XMLParser(target=_Builder()))  # noqa: S314 - _Builder lets no entity be declared
    except (ET.ParseError, LookupError) as error:
        raise ValueError(str(error)) from None
