"""The form of a section, made from the template."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional, ValidationError

from cop.articles.rules.structure import Values
from cop.articles.rules.template import SHORT, Group, Item, Kind, Section
from cop.core import web
from cop.core.forms import Form, NumberField, WholeField, at_most, choices_of
from cop.core.i18n import number, sentence
from cop.core.rows import Row, needed
from cop.kernel.messages import say
from cop.taxonomy.countries import country_choices
from cop.taxonomy.fields import TermField, TermsField

NOTHING = ("", "–")
_ADDRESS = re.compile(r"/practices/(\d{1,9})(?:/[^#]*)?(?:#block-([a-z0-9]+))?$")
_ACT = re.compile(r"(up|down|remove)-([a-z]+)-(\d{1,2})")


class BlockField(StringField):
    """A building block of another practice, by its address; `code`, the practice's number and the block's key, is kept."""

    code = ""

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - the signature is WTForms'
        if not self.data:
            return
        found = _ADDRESS.search(self.data.strip())
        if found is None:
            raise ValidationError(_("Copy the address of a practice of this site."))
        self.code = "-".join(part for part in found.groups() if part)


class Needed:
    """What a begun row needs; its label says so."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, form: Row, field: Field) -> None:
        needed(form, field)


class Within:
    """A number that was read lies within the bounds of its item."""

    def __init__(self, item: Item) -> None:
        self.item = item

    def __call__(self, _form: Any, field: Field) -> None:
        low, high = self.item.low, self.item.high
        if field.data is not None and not low <= field.data <= high:
            raise ValidationError(_("Write a number between %(min)s and %(max)s.", min=low, max=number(high)))


class MinorField(BooleanField):
    """Whether a change of the original leaves its translations as good as they were."""

    def __init__(self, **given: Any) -> None:
        label = _l("This is a small correction: translations stay right as they are.")
        super().__init__(label, **given)


class SectionForm(Form):
    """The base of the forms made here. `made_from` is the fingerprint of what the writer was shown."""

    made_from = HiddenField()
    is_minor = MinorField()
    section: Section

    def name_of(self, field: Field) -> str:
        """In a row, with the name of the row."""
        code, _, rest = field.name.partition("-")
        group = next((group for group in self.section.groups if group.code == code), None)
        if group is None:
            return super().name_of(field)
        row = sentence(say(group.one, number=number(int(rest.partition("-")[0]) + 1)))
        return f"{row}: {super().name_of(field)}"

    def offer_empty(self) -> None:
        """An empty row below each group's, two where there is none."""
        for group in self.section.groups:
            rows = self[group.code]
            for _row in range(min(1 if len(rows) else 2, group.most - len(rows))):
                rows.append_entry()

    def value(self, act: str = "") -> Values:
        """The answers; `act` (`up-blocks-2`, `down-…`, `remove-…`) moves or leaves out a row on the way."""
        values: Values = {item.code: plain(item, self[item.code]) for item in self.section.items}
        for group in self.section.groups:
            rows = _arranged(list(self[group.code]), group, act)
            values[group.code] = [
                {"key": entry.form.key.data}
                | {item.code: plain(item, entry.form[item.code]) for item in group.items}
                for entry in rows
                if entry.form.is_begun
            ]
        return values


def _arranged(rows: list[Any], group: Group, act: str) -> list[Any]:
    match = _ACT.fullmatch(act)
    if match is None or match[2] != group.code or int(match[3]) >= len(rows):
        return rows
    place = int(match[3])
    row = rows.pop(place)
    if match[1] != "remove":
        rows.insert(max(place - 1, 0) if match[1] == "up" else place + 1, row)
    return rows


def form_of_section(section: Section, values: Values) -> SectionForm:
    """The form for a section, filled with `values`."""
    fields: dict[str, Any] = {item.code: field_of(item) for item in section.items}
    for group in section.groups:
        fields[group.code] = FieldList(
            FormField(_row_of(group)), label=sentence(say(group.label)), max_entries=group.most
        )
    data = {item.code: shown(item, values[item.code]) for item in section.items}
    for group in section.groups:
        data[group.code] = [
            {"key": row["key"]} | {item.code: shown(item, row[item.code]) for item in group.items}
            for row in values[group.code]
        ]
    form: SectionForm = type("MadeForm", (SectionForm,), {**fields, "section": section})(data=data)
    for item in section.items:
        form[item.code].flags.required = item.is_needed
    return form


def _row_of(group: Group) -> type[Row]:
    fields: dict[str, Any] = {
        item.code: field_of(item, *([Needed()] if item.is_needed else [])) for item in group.items
    }
    begun_by = tuple(item.code for item in group.items if item.kind != Kind.YES)
    return type("MadeRow", (Row,), {**fields, "key": HiddenField(), "begun_by": begun_by})


def field_of(item: Item, *checks: Any) -> Field:
    """The unbound field for one item."""
    settings: dict[str, Any] = {
        "label": sentence(say(item.label)),
        "description": sentence(say(item.hint)) if item.hint else "",
        "validators": [*checks] or [Optional()],
    }
    if item.kind in {Kind.LINE, Kind.TEXT, Kind.NAME, Kind.NAMES}:
        settings["validators"].append(at_most(item.limit))
    if item.kind in {Kind.WHOLE, Kind.NUMBER}:
        settings["validators"].append(Within(item))
    if item.kind in {Kind.TEXT, Kind.NAMES}:
        settings["render_kw"] = {"rows": 4 if item.most == SHORT else 6}
    if item.kind in {Kind.CHOICE, Kind.COUNTRY}:
        settings["choices"] = choices_of([NOTHING, *_choices(item)])
    if item.vocabulary:
        settings["vocabulary"] = item.vocabulary
    return _FIELDS[item.kind](**settings)


_FIELDS: dict[Kind, type[Field]] = {
    Kind.LINE: StringField,
    Kind.TEXT: TextAreaField,
    Kind.NAME: StringField,
    Kind.NAMES: TextAreaField,
    Kind.WHOLE: WholeField,
    Kind.NUMBER: NumberField,
    Kind.CHOICE: SelectField,
    Kind.TERM: TermField,
    Kind.TERMS: TermsField,
    Kind.COUNTRY: SelectField,
    Kind.YES: BooleanField,
    Kind.BLOCK: BlockField,
}


def _choices(item: Item) -> Iterable[tuple[str, str]]:
    if item.kind == Kind.COUNTRY:
        return country_choices(web.language())
    return [(code, sentence(say(label))) for code, label in item.choices]


def shown(item: Item, value: Any) -> Any:
    """A value as its field holds it."""
    if value in (None, "", []):
        return None
    match item.kind:
        case Kind.NAMES:
            return "\n".join(value)
        case Kind.NUMBER:
            return Decimal(value)
        case Kind.BLOCK:
            article_id, _, key = value.partition("-")
            address = web.absolute_url("articles.article_show", article_id=int(article_id))
            return f"{address}#block-{key}" if key else address
    return value


def plain(item: Item, field: Field) -> Any:
    """What a field holds, as it is kept."""
    match item.kind:
        case Kind.NAMES:
            return [line.strip() for line in (field.data or "").split("\n") if line.strip()]
        case Kind.NUMBER:
            return None if field.data is None else f"{field.data:f}"
        case Kind.BLOCK:
            return field.code if isinstance(field, BlockField) else ""
    return field.data
