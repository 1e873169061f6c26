"""Activities of IATI 2.03 worked out from the bytes of a file alone, so that a child process can do it (core.child).

https://iatistandard.org/en/iati-standard/203/activity-standard/ says what each element means.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from cop.core.xml_reading import tree_of

MOST_BYTES, MOST_ACTIVITIES = 20_000_000, 1000
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TAKEN = frozenset(
    {"iati-identifier", "title", "description", "activity-date", "recipient-country", "sector"}
    | {"participating-org", "budget", "result", "location", "policy-marker", "reporting-org"}
)
Activity = dict[str, Any]


def activities_in(content: bytes) -> list[Activity]:
    """What a file says of each activity, in our words; raises ValueError for what is no file of activities."""
    root = tree_of(content, most_bytes=MOST_BYTES)
    if root.tag != "iati-activities":
        raise ValueError("no activities")
    return [_activity(one) for one in list(root.iterfind("iati-activity"))[:MOST_ACTIVITIES]]


def _activity(of: ET.Element) -> Activity:
    language = of.get(_LANG, "en")[:2].lower()
    currency = of.get("default-currency", "")
    return {
        "identifier": _text(of.find("iati-identifier")),
        "language": language,
        "title": _said(of.find("title"), language),
        "descriptions": [(one.get("type", "1"), _said(one, language)) for one in of.iterfind("description")],
        "dates": {one.get("type", ""): one.get("iso-date", "")[:10] for one in of.iterfind("activity-date")},
        "countries": [one.get("code", "") for one in of.iterfind("recipient-country")],
        "sectors": [(one.get("vocabulary", "1"), one.get("code", "")) for one in of.iterfind("sector")],
        "organisations": [*_organisations(of, language)],
        "budgets": [*_budgets(of, currency)],
        "results": [*_results(of, language)],
        "places": [*_places(of, language)],
        "gender": next(
            (one.get("significance", "") for one in of.iterfind("policy-marker") if one.get("code") == "1"),
            "",
        ),
        "unplaced": Counter(one.tag for one in of if one.tag not in _TAKEN),
    }


def _said(of: ET.Element | None, language: str) -> dict[str, str]:
    """Language -> what is narrated in it."""
    if of is None:
        return {}
    return {
        one.get(_LANG, language)[:2].lower(): text for one in of.iterfind("narrative") if (text := _text(one))
    }


def _text(of: ET.Element | None) -> str:
    return "" if of is None else "".join(of.itertext()).strip()


def _organisations(of: ET.Element, language: str) -> Iterator[Activity]:
    for one in of.iterfind("participating-org"):
        yield {"role": one.get("role", ""), "type": one.get("type", ""), "name": _said(one, language)}


def _budgets(of: ET.Element, currency: str) -> Iterator[tuple[str, str]]:
    for value in of.iterfind("budget/value"):
        yield value.get("currency") or currency, _text(value)


def _results(of: ET.Element, language: str) -> Iterator[Activity]:
    for indicator in of.iterfind("result/indicator"):
        baseline, actuals = indicator.find("baseline"), indicator.findall("period/actual")
        yield {
            "indicator": _said(indicator.find("title"), language),
            "baseline": "" if baseline is None else baseline.get("value", ""),
            "value": actuals[-1].get("value", "") if actuals else "",
        }


def _places(of: ET.Element, language: str) -> Iterator[Activity]:
    for one in of.iterfind("location"):
        degrees = _text(one.find("point/pos")).split()
        yield {"name": _said(one.find("name"), language), "degrees": degrees if len(degrees) == 2 else []}
