"""What other programs get: read back by a parser, both formats say the same."""

import re
from xml.etree import ElementTree as ET

import pytest

from cop.kernel.translated import LANGUAGES
from cop.taxonomy.models import ChangedTerm
from cop.taxonomy.shipped import NAMES, shipped
from cop.taxonomy.skos import OWL, RDF, SKOS, as_rdf_xml, as_turtle, known_as, things_of
from cop.taxonomy.terms import overlaid
from tests.factories import NOON

BASE = "https://example.org/vocabularies/themes"


def read(text: str) -> set[tuple[str, str, str, str]]:
    """(subject, what is said, value, language) of each statement in an RDF/XML file."""
    said = set()
    for about in ET.fromstring(text):  # noqa: S314 - our own
        for fact in about:
            value = fact.get(f"{{{RDF}}}resource") or fact.text or ""
            language = fact.get("{http://www.w3.org/XML/1998/namespace}lang", "")
            said.add((about.get(f"{{{RDF}}}about", ""), fact.tag, value, language))
    return said


@pytest.mark.parametrize("name", NAMES)
def test_every_label_and_synonym_is_there_in_both_formats(name: str) -> None:
    terms = shipped(name)
    things = things_of(terms, base=BASE, names=dict.fromkeys(LANGUAGES, name))
    said, turtle = read(as_rdf_xml(things)), as_turtle(things)
    for code, term in terms.terms.items():
        for language in LANGUAGES:
            assert (f"{BASE}/{code}", f"{{{SKOS}}}prefLabel", term.labels[language], language) in said
            for word in term.synonyms[language]:
                assert (f"{BASE}/{code}", f"{{{SKOS}}}altLabel", word, language) in said
                assert f'skos:altLabel "{word}"@{language}' in turtle
    assert len(re.findall(r"(?m)^<", turtle)) == len(terms.terms) + 1


def test_broader_and_narrower_agree_and_codes_of_others_are_named() -> None:
    said = read(as_rdf_xml(things_of(shipped("sectors"), base=BASE, names={})))
    broader = {(s, v) for s, p, v, _ in said if p == f"{{{SKOS}}}broader"}
    narrower = {(v, s) for s, p, v, _ in said if p == f"{{{SKOS}}}narrower"}
    assert broader == narrower
    assert (f"{BASE}/12281", f"{BASE}/health") in broader
    assert (
        known_as("sectors", "12281")
        == "https://iatistandard.org/en/iati-standard/203/codelists/sector/#12281"
    )
    assert known_as("sdg_targets", "10.c") == "http://metadata.un.org/sdg/10.c"
    assert known_as("sectors", "health") is known_as("themes", "12281") is None


def test_what_went_is_marked_and_leads_to_what_stays() -> None:
    words = dict.fromkeys(LANGUAGES, "x")
    facts = {
        "vocabulary": "themes",
        "labels": words,
        "synonyms": {n: ['say "x"\\'] for n in LANGUAGES},
        "changed_at": NOON,
        "changed_by": None,
    }
    rows = [
        ChangedTerm(code="rights", retired_at=NOON, **facts),
        ChangedTerm(code="old", merged_into="rights", **facts),
    ]
    things = things_of(overlaid(shipped("themes"), rows), base=BASE, names={})
    said = read(as_rdf_xml(things))
    assert (f"{BASE}/rights", f"{{{OWL}}}deprecated", "true", "") in said
    assert (f"{BASE}/old", "{http://purl.org/dc/terms/}isReplacedBy", f"{BASE}/rights", "") in said
    assert 'skos:altLabel "say \\"x\\"\\\\"@en' in as_turtle(things)
