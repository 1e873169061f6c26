"""An activity of IATI as a draft of a practice, and what of it had no place in the template."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from cop.articles.exchange.checking import is_number
from cop.articles.exchange.plain import Plain
from cop.articles.rules.choices import CURRENCIES
from cop.articles.rules.content import MOST_SUMMARY, MOST_TITLE
from cop.articles.rules.sections import RESULTS, SCOPE, WHO
from cop.kernel.messages import N_, Message, say
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.countries import is_country
from cop.taxonomy.terms import vocabulary

KINDS: Mapping[str, str] = {
    "10": "government",
    "11": "local-authority",
    "15": "government",
    "21": "ngo",
    "22": "ngo",
    "23": "ngo",
    "24": "ngo",
    "40": "international",
    "60": "foundation",
    "70": "company",
    "71": "company",
    "72": "company",
    "73": "company",
    "80": "university",
    "90": "other",
}
"""IATI's codes of types of organisation, as ours."""
FUNDING, LEADING = "1", ("2", "4")
GENDER: Mapping[str, str] = {"0": "0", "1": "2", "2": "3"}
PLACED = {"2": "objectives", "3": "target_groups"}
"""Where descriptions of these types belong; all others are what was done."""
DAC, TARGETS = ("1", "2"), "8"


def practice_in(activity: Mapping[str, Any]) -> tuple[Plain, list[Message]]:
    """A plain practice, to be checked like any other, and what was left out of it."""
    unplaced = [f"{tag} ({count})" for tag, count in activity["unplaced"].items()]
    languages = [code for code in LANGUAGES if activity["title"].get(code)]
    original = activity["language"] if activity["language"] in languages else next(iter(languages), "en")
    details, words = _details(activity, unplaced)
    practice = {
        "original": original,
        "about": _about(activity, unplaced),
        "details": details,
        "texts": {code: _text(activity, words, code) for code in languages or [original]},
    }
    notes = [*_shortened(activity)]
    if unplaced:
        notes.append(say(N_("No place in the template: %(names)s."), names=tuple(unplaced)))
    return practice, notes


def _about(activity: Mapping[str, Any], unplaced: list[str]) -> Plain:
    dates = activity["dates"]
    about: Plain = {
        "countries_of_origin": [code for code in activity["countries"] if is_country(code)],
        "sectors": [],
        "sdg_targets": [],
        "starts_year": _year(dates.get("2") or dates.get("1")),
        "ends_year": _year(dates.get("4") or dates.get("3")),
        "lead": _lead(activity),
    }
    unplaced += [f"recipient-country {c}" for c in activity["countries"] if not is_country(c)]
    for kind, code in activity["sectors"]:
        name = "sectors" if kind in DAC else "sdg_targets" if kind == TARGETS else ""
        if name and code in vocabulary(name):
            about[name].append(vocabulary(name).resolve(code))
        else:
            unplaced.append(f"sector {code}")
    return {name: list(dict.fromkeys(v)) if isinstance(v, list) else v for name, v in about.items()}


def _year(date: str | None) -> int | None:
    return int(date[:4]) if date and date[:4].isascii() and date[:4].isdigit() else None


def _best(said: Mapping[str, str]) -> str:
    return next((said[code] for code in (*LANGUAGES, *said) if said.get(code)), "")


def _lead(activity: Mapping[str, Any]) -> str:
    leading = (one for one in activity["organisations"] if one["role"] in LEADING)
    return next((name[:300] for one in leading if (name := _best(one["name"]))), "")


def _details(activity: Mapping[str, Any], unplaced: list[str]) -> tuple[Plain, dict[str, Plain]]:
    """Its answers that are the same in every language, and the words of its rows by language."""
    groups = {group.code: group for section in (SCOPE, WHO, RESULTS) for group in section.groups}
    made = {
        "partners": [*_partners(activity)],
        "results": [*_results(activity)],
        "places": [*_places(activity)],
    }
    details: Plain = {**_money(activity, unplaced)}
    donors = (_best(one["name"]) for one in activity["organisations"] if one["role"] == FUNDING)
    details["donors"] = list(dict.fromkeys(name for name in donors if name))
    details["gender_marker"] = GENDER.get(activity["gender"], "")
    words: dict[str, Plain] = {}
    for code, rows in made.items():
        most = groups[code].most
        unplaced += [f"{code} ({len(rows) - most})"] if len(rows) > most else []
        details[code] = [{"key": f"i{n}", **facts} for n, (facts, _said) in enumerate(rows[:most])]
        for number, (_facts, said) in enumerate(rows[:most]):
            for name, texts in said.items():
                for language, text in texts.items():
                    of_group = words.setdefault(language, {}).setdefault(code, {})
                    of_group.setdefault(f"i{number}", {})[name] = text[:300]
    return {code: value for code, value in details.items() if value not in ("", [])}, words


Made = tuple[Plain, dict[str, Mapping[str, str]]]


def _partners(activity: Mapping[str, Any]) -> Iterator[Made]:
    lead = _lead(activity)
    for one in activity["organisations"]:
        name = _best(one["name"])[:300]
        if name and one["role"] != FUNDING and name != lead:
            kind = KINDS.get(one["type"])
            yield {"name": name, **({"kind": kind} if kind else {})}, {}


def _results(activity: Mapping[str, Any]) -> Iterator[Made]:
    for one in activity["results"]:
        figures = {name: number for name in ("baseline", "value") if (number := _number(one[name]))}
        if one["indicator"]:
            yield figures, {"indicator": one["indicator"]}


def _places(activity: Mapping[str, Any]) -> Iterator[Made]:
    for one in activity["places"]:
        degrees = [number for text in one["degrees"] if (number := _number(text))]
        if one["name"]:
            spot = dict(zip(("latitude", "longitude"), degrees, strict=True)) if len(degrees) == 2 else {}
            yield spot, {"name": one["name"]}


def _money(activity: Mapping[str, Any], unplaced: list[str]) -> Plain:
    """The sum of its budgets, if they are in one currency that we know."""
    amounts = [(currency, _number(text)) for currency, text in activity["budgets"]]
    currencies = {currency for currency, amount in amounts if amount}
    if len(currencies) != 1 or not currencies <= set(dict(CURRENCIES)):
        unplaced += [f"budget {currency}" for currency in sorted(currencies)]
        return {}
    total = sum((Decimal(amount) for _currency, amount in amounts if amount), Decimal(0))
    return {"currency": currencies.pop(), "budget": f"{total:f}"}


def _number(text: str) -> str:
    plain = text.replace(",", "").strip()
    return f"{number:f}" if is_number(plain) and abs(number := Decimal(plain)) <= 1_000_000_000 else ""


def _text(activity: Mapping[str, Any], words: Mapping[str, Plain], language: str) -> Plain:
    said = [(kind, texts[language]) for kind, texts in activity["descriptions"] if texts.get(language)]
    told = "\n\n".join(text for kind, text in said if kind not in PLACED)
    told = told or "\n\n".join(text for _kind, text in said)
    content: Plain = {"approach": told} if told else {}
    for kind, code in PLACED.items():
        if text := "\n\n".join(one for of, one in said if of == kind):
            content[code] = text
    return {
        "title": _short(activity["title"].get(language, ""), MOST_TITLE),
        "summary": _short(told, MOST_SUMMARY),
        "content": content | words.get(language, {}),
    }


def _short(text: str, most: int) -> str:
    """`text` on one line; of a longer one the beginning, up to a whole word."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rpartition(' ')[0]}…"


def _shortened(activity: Mapping[str, Any]) -> Iterator[Message]:
    if any(len(" ".join(text.split())) > MOST_TITLE for text in activity["title"].values()):
        yield say(N_("The title was shortened."))
