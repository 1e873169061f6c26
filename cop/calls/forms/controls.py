"""From the kind of a definition's field to what one types it into, and back to the value.

A control knows the fields it needs, how a value stands in them, and which value they hold; None is nothing. What was not
changed comes back exactly as it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    Field,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional, ValidationError

from cop.core.forms import Asked, NumberField, WholeField
from cop.core.i18n import language_name
from cop.kernel.translated import direction

MOST_CHARACTERS = 20_000
"""Of one text: no letter or description is longer."""
MINUTE, SECOND = "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Control:
    """One field of a definition under the name it has in the form: `grant-min`."""

    name: str
    label: str
    hint: str = ""
    is_required: bool = True
    default: Any = None

    def fields(self) -> dict[str, Field]:
        """The form's fields, unbound."""
        raise NotImplementedError

    def data(self, value: Any) -> Data:
        """`value` as they hold it."""
        return {self.name: value}

    def value(self, form: Any, before: Any) -> Any:  # noqa: ARG002 - the same for all
        """What they hold; `before` is what was there."""
        return form[self.name].data

    def above(self, name: str) -> list[str]:  # noqa: ARG002 - a single field needs none
        """What its field `name` stands under, from the outside in."""
        return []

    def _settings(self) -> Data:
        return {
            "label": self.label,
            "description": self.hint,
            "validators": [Asked() if self.is_required else Optional()],
        }


@dataclass(frozen=True, slots=True)
class LineControl(Control):
    """A word for machines: a code, a zone, a currency."""

    def fields(self) -> dict[str, Field]:
        return {self.name: StringField(**self._settings(), render_kw={"dir": "ltr", "spellcheck": "false"})}

    def value(self, form: Any, before: Any) -> Any:  # noqa: ARG002
        return form[self.name].data or None


@dataclass(frozen=True, slots=True)
class NumberControl(Control):
    """A number, exactly. `is_plain`: kept as a JSON number, as the parameters of rules are, and not as decimal text."""

    is_whole: bool = False
    is_plain: bool = False

    def fields(self) -> dict[str, Field]:
        return {self.name: (WholeField if self.is_whole else NumberField)(**self._settings())}

    def data(self, value: Any) -> Data:
        return {self.name: None if value is None else Decimal(str(value))}

    def value(self, form: Any, before: Any) -> Any:
        typed = form[self.name].data
        if typed is None or (before is not None and Decimal(str(before)) == typed):
            return None if typed is None else before
        if self.is_plain or self.is_whole:
            return int(typed) if typed == int(typed) else float(typed)
        return f"{typed:f}"


@dataclass(frozen=True, slots=True)
class YesNoControl(Control):
    """A box to tick."""

    def fields(self) -> dict[str, Field]:
        return {self.name: BooleanField(**self._settings())}


@dataclass(frozen=True, slots=True)
class DateControl(Control):
    """A day."""

    def fields(self) -> dict[str, Field]:
        return {self.name: DateField(**self._settings())}

    def data(self, value: Any) -> Data:
        return {self.name: date.fromisoformat(value) if value else None}

    def value(self, form: Any, before: Any) -> Any:  # noqa: ARG002
        day = form[self.name].data
        return day.isoformat() if day else None


@dataclass(frozen=True, slots=True)
class InstantControl(Control):
    """Date and time as a clock on the wall shows them."""

    def fields(self) -> dict[str, Field]:
        return {self.name: DateTimeLocalField(**self._settings(), format=[SECOND, MINUTE])}

    def data(self, value: Any) -> Data:
        return {self.name: datetime.fromisoformat(value) if value else None}

    def value(self, form: Any, before: Any) -> Any:
        at = form[self.name].data
        if at is None or (before and datetime.fromisoformat(before) == at):
            return None if at is None else before
        return at.isoformat()


@dataclass(frozen=True, slots=True)
class TextControl(Control):
    """One text in all the languages of the call, beside each other."""

    languages: Sequence[str] = ()
    is_long: bool = False

    def fields(self) -> dict[str, Field]:
        looks: dict[str, Data] = {
            code: {"lang": code, "dir": direction(code), "rows": 5} for code in self.languages
        }
        return {
            f"{self.name}-{code}": text_field(language_name(code), is_long=self.is_long, looks=looks[code])
            for code in self.languages
        }

    def data(self, value: Any) -> Data:
        held = value if isinstance(value, Mapping) else {}
        return {f"{self.name}-{code}": held.get(code, "") for code in self.languages}

    def above(self, name: str) -> list[str]:  # noqa: ARG002 - the label of each is a language
        return [self.label]

    def value(self, form: Any, before: Any) -> Any:  # noqa: ARG002
        typed = {code: form[f"{self.name}-{code}"].data for code in self.languages}
        return {code: text for code, text in typed.items() if text} or None


@dataclass(frozen=True, slots=True)
class GroupControl(Control):
    """Several controls that make one value between them, by name."""

    parts: Mapping[str, Control] = field(default_factory=dict)

    def fields(self) -> dict[str, Field]:
        return {name: made for part in self.parts.values() for name, made in part.fields().items()}

    def data(self, value: Any) -> Data:
        held = value if isinstance(value, Mapping) else {}
        return {
            k: v
            for name, part in self.parts.items()
            for k, v in part.data(held.get(name, part.default)).items()
        }

    def above(self, name: str) -> list[str]:
        inside = next(part for part in self.parts.values() if name in part.fields())
        return [*([self.label] if self.label else []), *inside.above(name)]

    def value(self, form: Any, before: Any) -> Any:
        return self.written(form, before if isinstance(before, Mapping) else {}) or None

    def written(self, form: Any, held: Mapping[str, Any]) -> Data:
        """Name -> value of all that is there. A default that nobody wrote before is not written now; an empty list stays one."""
        typed = {name: part.value(form, held.get(name, part.default)) for name, part in self.parts.items()}
        typed |= {
            name: held[name] for name, value in typed.items() if value is None and held.get(name) in ([], {})
        }
        return {
            name: value
            for name, value in typed.items()
            if value is not None and (name in held or value != self.parts[name].default)
        }


@dataclass(frozen=True, slots=True)
class ListControl(GroupControl):
    """The same, for a list of texts: empty ones below are left out."""

    def data(self, value: Any) -> Data:
        return GroupControl.data(self, {str(number): item for number, item in enumerate(value or ())})

    def value(self, form: Any, before: Any) -> Any:
        typed = GroupControl.value(self, form, {str(n): item for n, item in enumerate(before or ())})
        return list((typed or {}).values()) or None


def text_field(label: str, *, is_long: bool, looks: Data) -> Field:
    """The unbound field for a text in one language; one that is not long is a line."""
    return (TextAreaField if is_long else StringField)(label, [Asked(), _not_endless], render_kw=looks)


def _not_endless(_form: Any, field: Field) -> None:
    """A validator, without the count that a limit for people has."""
    if len(field.data or "") > MOST_CHARACTERS:
        raise ValidationError(_("At most %(max)d characters.") % {"max": MOST_CHARACTERS})
