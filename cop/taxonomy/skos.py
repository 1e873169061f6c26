"""A vocabulary as SKOS: statements about it, written as Turtle or as RDF/XML."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from cop.taxonomy.vocabulary import Term, Vocabulary

SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PREFIXES = {"skos": SKOS, "dct": DCT, "owl": OWL, "rdf": RDF}
ELSEWHERE = {
    "sectors": (re.compile(r"\d{5}"), "https://iatistandard.org/en/iati-standard/203/codelists/sector/#{}"),
    "sdg_targets": (re.compile(r"\d{1,2}\.[\da-d]+"), "http://metadata.un.org/sdg/{}"),
}
"""Where a code is one of the Development Assistance Committee, or a target of the goals: the address that others know it by."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A text and its language; without one, a plain text."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """A subject, what it is (a term of SKOS), and what is said of it: (prefix, name, an address or a text)."""

    uri: str
    kind: str
    said: Sequence[tuple[str, str, str | Literal]]


def things_of(vocabulary: Vocabulary, *, base: str, names: dict[str, str]) -> list[Thing]:
    """The scheme, called `names` by language, and its concepts; `base` is the scheme's address, theirs are below it."""
    tops = [code for code, term in vocabulary.terms.items() if term.parent is None]
    said: list[tuple[str, str, str | Literal]] = [
        ("skos", "prefLabel", Literal(name, language)) for language, name in names.items()
    ]
    said += [("skos", "hasTopConcept", f"{base}/{code}") for code in tops]
    concepts = [_concept(vocabulary, term, base) for term in vocabulary.terms.values()]
    return [Thing(base, "ConceptScheme", said), *concepts, *_merged(vocabulary, base)]


def _concept(vocabulary: Vocabulary, term: Term, base: str) -> Thing:
    said: list[tuple[str, str, str | Literal]] = [("skos", "inScheme", base)]
    said.append(("skos", "notation", Literal(term.code)))
    if term.parent is None:
        said.append(("skos", "topConceptOf", base))
    for language, label in term.labels.items():
        said.append(("skos", "prefLabel", Literal(label, language)))
        said += [("skos", "altLabel", Literal(word, language)) for word in term.synonyms[language]]
    if term.parent is not None:
        said.append(("skos", "broader", f"{base}/{term.parent}"))
    below = (other for other in vocabulary.terms.values() if other.parent == term.code)
    said += [("skos", "narrower", f"{base}/{other.code}") for other in below]
    if match := known_as(vocabulary.name, term.code):
        said.append(("skos", "exactMatch", match))
    if term.is_retired:
        said.append(("owl", "deprecated", Literal("true")))
    return Thing(f"{base}/{term.code}", "Concept", said)


def _merged(vocabulary: Vocabulary, base: str) -> Iterator[Thing]:
    for code, into in vocabulary.merged.items():
        replaced = ("dct", "isReplacedBy", f"{base}/{into}")
        said: list[tuple[str, str, str | Literal]] = [
            ("skos", "inScheme", base),
            ("owl", "deprecated", Literal("true")),
            replaced,
        ]
        yield Thing(f"{base}/{code}", "Concept", said)


def known_as(name: str, code: str) -> str | None:
    """The address of the same term in the list that its code is from."""
    pattern, address = ELSEWHERE.get(name, (re.compile(r"(?!)"), ""))
    return address.format(code) if pattern.fullmatch(code) else None


def as_turtle(things: Sequence[Thing]) -> str:
    """W3C's RDF 1.1 Turtle."""
    lines = [f"@prefix {prefix}: <{uri}> ." for prefix, uri in PREFIXES.items() if prefix != "rdf"]
    for thing in things:
        facts = [
            f"a skos:{thing.kind}",
            *(f"{p}:{name} {_in_turtle(value)}" for p, name, value in thing.said),
        ]
        lines += ["", f"<{thing.uri}> " + " ;\n    ".join(facts) + " ."]
    return "\n".join(lines) + "\n"


def _in_turtle(value: str | Literal) -> str:
    if isinstance(value, str):
        return f"<{value}>"
    text = value.text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{text}"' + (f"@{value.language}" if value.language else "")


def as_rdf_xml(things: Sequence[Thing]) -> str:
    """W3C's RDF 1.1 XML syntax."""
    for prefix, uri in PREFIXES.items():
        ET.register_namespace(prefix, uri)
    root = ET.Element(f"{{{RDF}}}RDF")
    for thing in things:
        about = ET.SubElement(root, f"{{{SKOS}}}{thing.kind}", {f"{{{RDF}}}about": thing.uri})
        for prefix, name, value in thing.said:
            fact = ET.SubElement(about, f"{{{PREFIXES[prefix]}}}{name}")
            if isinstance(value, str):
                fact.set(f"{{{RDF}}}resource", value)
                continue
            fact.text = value.text
            if value.language:
                fact.set("{http://www.w3.org/XML/1998/namespace}lang", value.language)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
