"""What a practice tells along its template, for one reader: each answer in the best language there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from cop.articles.reading import Reading
from cop.articles.rules.sections import TEMPLATE
from cop.articles.rules.structure import Content, Details, Word, public_part, public_rows, words_of
from cop.articles.rules.template import Group, Item, Kind, Section
from cop.core import i18n, markdown
from cop.core.i18n import sentence
from cop.kernel.messages import say
from cop.kernel.translated import Localised
from cop.taxonomy.countries import country_name
from cop.taxonomy.terms import vocabulary


@dataclass(frozen=True, slots=True)
class Told:
    """An item and what it says."""

    item: Item
    says: Localised

    @property
    def label(self) -> str:
        return sentence(say(self.item.label))


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row of a group. Its answers are its attributes, None where there is none."""

    key: str
    facts: Details
    answers: dict[str, Told]

    def __getattr__(self, code: str) -> Localised | None:
        told = self.answers.get(code)
        return told.says if told else None


@dataclass(frozen=True, slots=True)
class ToldSection:
    """What there is of a section, `items` and `groups` by their codes."""

    section: Section
    items: dict[str, Told]
    groups: dict[str, list[ToldRow]]

    @property
    def title(self) -> str:
        return sentence(say(self.section.title))

    @property
    def texts(self) -> list[Told]:
        return [told for told in self.items.values() if told.item.kind == Kind.TEXT]

    @property
    def facts(self) -> list[Told]:
        return [told for told in self.items.values() if told.item.kind not in {Kind.TEXT, Kind.YES}]


def told_by(reading: Reading) -> dict[str, ToldSection]:
    """Every section by its code."""
    return {section.code: _told(section, reading) for section in TEMPLATE}


def _told(section: Section, reading: Reading) -> ToldSection:
    contents = [(text.content, text.language) for text in (reading.text, reading.original)]
    details = reading.article.details
    items = dict(_answers(section.items, details, contents, reading.wanted))
    groups = {group.code: list(_rows(group, details, contents, reading.wanted)) for group in section.groups}
    return ToldSection(section, items, groups)


Contents = list[tuple[Content, str]]


def _rows(group: Group, details: Details, contents: Contents, wanted: str) -> Iterator[ToldRow]:
    for row in public_rows(group, details):
        texts = [(content.get(group.code, {}).get(row["key"], {}), code) for content, code in contents]
        yield ToldRow(row["key"], row, dict(_answers(group.items, row, texts, wanted)))


def _answers(
    items: tuple[Item, ...], details: Details, contents: Contents, wanted: str
) -> Iterator[tuple[str, Told]]:
    for item in items:
        if item.is_text:
            says = next((Localised(c[item.code], code) for c, code in contents if c.get(item.code)), None)
        else:
            says = _fact(item, details[item.code], wanted) if item.code in details else None
        if says:
            yield item.code, Told(item, says)


def _fact(item: Item, value: Any, language: str) -> Localised:
    """An answer that is the same in every language, said in the reader's."""
    match item.kind:
        case Kind.WHOLE | Kind.NUMBER:
            said = i18n.number(Decimal(value))
        case Kind.CHOICE:
            said = sentence(say(dict(item.choices)[value]))
        case Kind.TERM | Kind.TERMS:
            codes = value if isinstance(value, list) else [value]
            said = i18n.join([vocabulary(item.vocabulary).label(code, language) for code in codes])
        case Kind.COUNTRY:
            said = country_name(value, language)
        case Kind.NAMES:
            said = i18n.join(value)
        case Kind.YES:
            said = str(_("Yes"))
        case _:
            said = str(value)
    return Localised(said, language)


def facts_of(details: Details, language: str) -> list[Word]:
    """Every answer beside the words, said in the reader's language, with where it stands in the template."""
    found = []
    for section in TEMPLATE:
        found += [
            _word(section, item, details[item.code], language)
            for item in section.items
            if item.code in details
        ]
        for group in section.groups:
            for number, row in enumerate(details.get(group.code, ()), 1):
                place = (group, row["key"], number)
                found += [
                    _word(section, item, row[item.code], language, *place)
                    for item in group.items
                    if item.code in row
                ]
    return found


def _word(
    section: Section,
    item: Item,
    value: Any,
    language: str,
    group: Group | None = None,
    key: str = "",
    number: int = 0,
) -> Word:
    path = f"{group.code}-{key}-{item.code}" if group else item.code
    return Word(path, section, item, _fact(item, value, language).text, group, number)


def plain_text(content: Content, details: Details) -> str:
    """All that a text says to everyone, without its markup: what the index holds."""
    texts = (
        markdown.plain(word.text) if word.item.kind == Kind.TEXT else word.text
        for word in words_of(content, public_part(details))
    )
    return "\n\n".join(text.strip() for text in texts)
