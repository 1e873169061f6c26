"""Form fields for what is kept as codes."""

import re
from typing import Any

from flask_babel import gettext as _
from wtforms import SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from cop.core import web
from cop.core.forms import choices_of
from cop.core.i18n import join
from cop.taxonomy.countries import country_code
from cop.taxonomy.terms import vocabulary


class ChecksField(SelectMultipleField):
    """Several of a list, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class TermsField(ChecksField):
    """Terms of a vocabulary, narrower ones set in. A retired one is offered to those alone who had chosen it."""

    def __init__(self, *given: Any, vocabulary: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.vocabulary = vocabulary

    def process(self, formdata: Any, *given: Any, **more: Any) -> None:
        super().process(formdata, *given, **more)
        terms = vocabulary(self.vocabulary)
        had = tuple(terms.resolve(code) for code in self.object_data or ())
        if self.data:
            self.data = list(dict.fromkeys(terms.resolve(code) for code in self.data))
        self.choices = [
            (code, label, {"class": "narrower"} if terms.level(code) else {})
            for code, label in terms.choices(web.language(), also=had)
        ]


class TermField(SelectField):
    """One term of a vocabulary. A retired one is offered to those alone who had chosen it."""

    def __init__(self, *given: Any, vocabulary: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.vocabulary = vocabulary

    def process(self, formdata: Any, *given: Any, **more: Any) -> None:
        super().process(formdata, *given, **more)
        terms = vocabulary(self.vocabulary)
        if self.data:
            self.data = terms.resolve(self.data)
        had = (terms.resolve(self.object_data),) if self.object_data else ()
        self.choices = choices_of([("", "–"), *terms.choices(web.language(), also=had)])


class CountriesField(TextAreaField):
    """Countries as people write them: one a line or between commas, in any of our languages, or as codes.

    Its data is the text; `codes` are the countries in it, once validated.
    """

    codes: tuple[str, ...] = ()

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - the signature is WTForms'
        names = [name.strip() for name in re.split(r"[,;،\n]", self.data or "") if name.strip()]
        known = {name: country_code(name) for name in names}
        self.codes = tuple(dict.fromkeys(code for code in known.values() if code))
        if unknown := [name for name, code in known.items() if code is None]:
            raise ValidationError(_("We know no country called %(names)s.", names=join(unknown)))
