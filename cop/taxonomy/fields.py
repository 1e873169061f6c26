"""Form fields for what is kept as codes."""

import re
from typing import Any

from flask_babel import gettext as _
from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from cop.core.i18n import join
from cop.taxonomy.countries import country_code


class ChecksField(SelectMultipleField):
    """Terms of a vocabulary as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


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
