"""Practices that may be in a file, of every kind of answer the template has."""

from typing import Any

from hypothesis import strategies as st

from cop.articles.exchange.plain import Picture, Practice
from cop.articles.rules.content import Classification, Draft
from cop.articles.rules.sections import TEMPLATE
from cop.articles.rules.template import Group, Item, Kind
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.terms import vocabulary

WORDS = (
    st.text("abc éع=+-@'\n;\"<", min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
TEXT = st.one_of(WORDS, WORDS.map(lambda words: f"{words}\n\n- {words}"))
LONG = WORDS.map(lambda words: (words + " x") * (40_000 // (len(words) + 2)))
"""Longer than a cell of a spreadsheet takes."""


def terms(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(vocabulary(name).terms))


def answer(item: Item) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - one line for each kind
    """What a person may answer to an item that is not in words."""
    match item.kind:
        case Kind.WHOLE:
            return st.integers(item.low, item.high)
        case Kind.NUMBER:
            return st.decimals(item.low, item.high, places=2).map(lambda number: f"{number:f}")
        case Kind.CHOICE:
            return st.sampled_from([code for code, _label in item.choices])
        case Kind.TERM:
            return terms(item.vocabulary)
        case Kind.TERMS:
            return st.lists(terms(item.vocabulary), min_size=1, max_size=3, unique=True)
        case Kind.COUNTRY:
            return st.sampled_from(["BE", "CI", "NO"])
        case Kind.YES:
            return st.just(value=True)
        case Kind.NAMES:
            return st.lists(WORDS, min_size=1, max_size=3)
    return WORDS


@st.composite
def practices(draw: st.DrawFn) -> Practice:
    """A whole practice in one to three languages; building blocks of others are left out, for they would have to be there."""
    languages = draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=3, unique=True))
    details: dict[str, Any] = {}
    contents: dict[str, dict[str, Any]] = {language: {"approach": draw(TEXT)} for language in languages}
    for section in TEMPLATE:
        for part in section.parts:
            if draw(st.integers(0, 3)):
                continue
            if isinstance(part, Group):
                _rows(draw, part, details, contents)
            elif part.is_text:
                for language in languages:
                    contents[language][part.code] = draw(_words(part))
            else:
                details[part.code] = draw(answer(part))
    texts = {
        language: Draft(draw(WORDS), draw(TEXT), contents[language], draw(st.one_of(st.just(""), WORDS)))
        for language in languages
    }
    picture = draw(st.one_of(st.none(), st.builds(Picture, WORDS, WORDS, WORDS)))
    return Practice(languages[0], draw(classifications()), details, texts, picture=picture)


def _words(item: Item) -> st.SearchStrategy[str]:
    if item.limit > 50_000:
        return st.one_of(TEXT, LONG)
    return WORDS if item.kind == Kind.LINE else TEXT


def _rows(draw: st.DrawFn, group: Group, details: dict[str, Any], contents: dict[str, Any]) -> None:
    rows = []
    for number in range(draw(st.integers(1, 2))):
        key = f"k{number}"
        items = [item for item in group.items if not item.is_text and item.kind != Kind.BLOCK]
        rows.append({"key": key, **{item.code: draw(answer(item)) for item in items if draw(st.booleans())}})
        for content in contents.values():
            words = {
                item.code: draw(_words(item)) for item in group.items if item.is_text and draw(st.booleans())
            }
            if words:
                content.setdefault(group.code, {})[key] = words
    details[group.code] = rows


def classifications() -> st.SearchStrategy[Classification]:
    def some(name: str) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(terms(name), max_size=3, unique=True).map(tuple)

    return st.builds(
        Classification,
        themes=some("themes"),
        sectors=some("sectors"),
        sdg_targets=some("sdg_targets"),
        countries_of_origin=st.sampled_from([(), ("NO",), ("CI", "BE")]),
        countries_of_destination=st.sampled_from([(), ("IT",)]),
        starts_year=st.one_of(st.none(), st.integers(1950, 2000)),
        ends_year=st.one_of(st.none(), st.integers(2000, 2030)),
        lead=st.one_of(st.just(""), WORDS),
    )
