"""How a call is begun: from nothing, or as a copy of another."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, StringField
from wtforms.validators import Optional

from cop.calls.forms.instants import in_our_age
from cop.core.forms import Form, choices_of, required, text_of
from cop.core.i18n import language_name
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.fields import ChecksField

_CODE = _l(
    "Small letters, digits and hyphens, for example w-mida-2027. It stands in addresses and never changes."
)


class StartForm(Form):
    """What must be known before anything can be written."""

    code = StringField(
        _l("Short name of the call"), [required()], description=_CODE, render_kw={"dir": "ltr"}
    )
    first = SelectField(
        _l("Authoritative language"), [required()], description=_l("Its text holds where two differ.")
    )
    others = ChecksField(_l("Other languages of the call"), [Optional()])
    stages = RadioField(
        _l("Stages"),
        [required()],
        choices=choices_of(
            [("1", _l("One: the full proposal")), ("2", _l("Two: a concept note, then the full proposal"))]
        ),
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        names = choices_of((code, language_name(code)) for code in LANGUAGES)
        self.first.choices = self.others.choices = names

    def value(self) -> dict[str, Any]:
        """The values that a call begins with."""
        first = text_of(self.first)
        languages = [first, *(code for code in self.others.data or () if code != first)]
        codes = ["concept-note", "full-proposal"][-int(text_of(self.stages)) :]
        return {
            "code": text_of(self.code),
            "languages": languages,
            "proposal_languages": languages,
            "stages": [{"code": code} for code in codes],
        }


class CopyForm(Form):
    """The copy's own name, and when its first stage opens."""

    code = StringField(
        _l("Short name of the new call"), [required()], description=_CODE, render_kw={"dir": "ltr"}
    )
    opens_on = DateField(
        _l("First day of the new call"),
        [Optional(), in_our_age],
        description=_l("All its dates move along. Left empty, the copy has no dates yet."),
    )

    def day(self) -> date | None:
        return self.opens_on.data
