"""Forms: the base class, fields that read what people type in their language, and refusals put beside their field."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, SelectField, StringField, TextAreaField, validators
from wtforms.fields import DecimalField as _Decimal
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from cop.core import web
from cop.core.i18n import number, sentence
from cop.kernel.errors import Invalid
from cop.kernel.numbers import parse_number

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""Control characters, and those that turn the direction of all that follows: nobody types them, and names carry them far.

The last two are no characters at all: XML has no place for them, and one would end a feed for all its readers.
"""


def strip(value: Any) -> Any:
    """Without the spaces around it and what cannot be seen, and with one kind of line break."""
    if not isinstance(value, str):
        return value
    return _UNSEEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(value: Any) -> Any:
    """The same on one line, as a name is."""
    value = strip(value)
    return re.sub(r"[ \t\n]+", " ", value) if isinstance(value, str) else value


AS_TYPED = (TextAreaField, PasswordField, HiddenField)


class Form(FlaskForm):  # type: ignore[misc]
    """The base of every form. The CSRF token is checked at the door for all of them (core.csrf), not once more here."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf = False

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            filters, kind = unbound_field.kwargs.get("filters", []), unbound_field.field_class
            if issubclass(kind, StringField) and not {strip, one_line} & {*filters}:
                tidy = strip if issubclass(kind, AS_TYPED) else one_line
                unbound_field.kwargs["filters"] = [*filters, tidy]
            return unbound_field.bind(form=form, **options)

    def name_of(self, field: Field) -> str:
        """What a list of refusals calls a field, far from the headings that it stands under on its page."""
        return str(field.label.text)

    def refuse(self, error: Invalid) -> None:
        """Show a rule's refusal where it belongs: beside the field it names, else above the form."""
        for name, message in error.fields.items():
            field = self._fields.get(name)
            target = self.form_errors if field is None else _errors_of(field)
            target.append(sentence(message))
        if not error.fields:
            self.form_errors.append(sentence(error.message))


def _errors_of(field: Field) -> list[str]:
    field.errors = list(field.errors)
    return field.errors


class NumberField(_Decimal):
    """A number as people write it in their language: 1 234,50 · 1.234,50 · ١٢٣٤٫٥."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data: Decimal | None = None
        if not text:
            return
        try:
            self.data = parse_number(text, web.language())
        except ValueError:
            example = number(Decimal("1234.5"))
            raise ValueError(_("Write a number, for example %(example)s.", example=example)) from None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else number(self.data, digits=_decimals(self.data))


def _decimals(value: Decimal | int) -> int | None:
    """How many a form must show, where it is more than people are shown: what is saved unchanged stays unchanged."""
    exponent = Decimal(value).as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < -3 else None


class WholeField(NumberField):
    """A whole number, in any digits."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is None:
            return
        if self.data % 1:
            self.data = None
            example = number(Decimal(12))
            raise ValueError(_("Write a whole number, for example %(example)s.", example=example))
        self.data: Any = int(self.data)


class YearField(WholeField):
    """A year, in any digits: a name, which is not grouped as numbers are."""

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else str(self.data or "")


class Asked(validators.Optional):
    """For a draft, which may be unfinished: nothing is missing yet; the label says all the same that an answer is needed."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags = {"required": True}


class Answered(validators.InputRequired):
    """Something is there to be read: spaces, and marks that nobody sees, are no answer."""

    def __call__(self, form: Any, field: Any) -> None:
        super().__call__(form, field)
        if isinstance(field.data, str) and not any(c.isprintable() and not c.isspace() for c in field.data):
            raise validators.StopValidation(str(self.message))


def required() -> Answered:
    return Answered(_l("Please answer this."))


def no_address() -> validators.Regexp:
    """For names that stand in our mails to people who did not ask for them."""
    return validators.Regexp(
        r"^(?!.*(://|www\.)).*$", re.IGNORECASE, _l("Write the name without a web address.")
    )


def at_most(length: int) -> validators.Length:
    return validators.Length(max=length, message=_l("At most %(max)d characters."))


def lines_at_most(most: int) -> Callable[[Any, Field], None]:
    """A validator: thousands of short lines are no text, and each costs whoever prints them."""

    def check(_form: Any, field: Field) -> None:
        if (field.data or "").count("\n") >= most:
            raise validators.ValidationError(_("At most %(most)s lines.", most=number(most)))

    return check


def text_of(field: StringField | SelectField) -> str:
    """What was typed, "" for nothing."""
    return field.data or ""


def choices_of(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """(value, label) pairs as WTForms takes them."""
    return [SelectChoice(value, label) for value, label in pairs]


def names_of(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """The same of what people and calls call their things: in a page of the other direction “1 Travel” stays in that order.

    An option holds no <bdi>, so the marks of an isolate stand around each label.
    """
    return choices_of((value, f"\u2068{label}\u2069") for value, label in pairs)
