"""XML that strangers made, for a child process (core.child): this module imports nothing else of ours."""

from xml.etree import ElementTree as ET

MOST_DEPTH = 50


class _Builder(ET.TreeBuilder):
    """Refuses what nothing needs that we read: a document type, whatever encoding it hides in, and elements without end."""

    def __init__(self, most_depth: int) -> None:
        super().__init__()
        self.depth, self.most_depth = 0, most_depth

    def doctype(self, *_declared: str | None) -> None:
        raise ValueError("a document type")

    def start(self, *element: object) -> ET.Element:
        self.depth += 1
        if self.depth > self.most_depth:
            raise ValueError("too deep")
        return super().start(*element)  # type: ignore[arg-type]

    def end(self, tag: str) -> ET.Element:
        self.depth -= 1
        return super().end(tag)


def tree_of(content: bytes, *, most_bytes: int, most_depth: int = MOST_DEPTH) -> ET.Element:
    """The root element; raises ValueError for what is too large, too deep, no XML, or XML with a document type."""
    if len(content) > most_bytes:
        raise ValueError("too large")
    try:
        return ET.fromstring(content, ET.XMLParser(target=_Builder(most_depth)))  # noqa: S314 - _Builder lets no entity be declared
    except (ET.ParseError, LookupError) as error:
        raise ValueError(str(error)) from None
