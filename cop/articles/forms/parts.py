"""What a practice is about, its picture, why it goes back, who else writes it."""

from dataclasses import asdict
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    EmailField,
    HiddenField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from cop.accounts.forms import email_rules
from cop.articles.rules.content import MOST_ALT, Classification
from cop.core import web
from cop.core.forms import Form, YearField, at_most, required
from cop.files.rules import PICTURES, Upload
from cop.taxonomy.countries import country_name
from cop.taxonomy.fields import CountriesField, TermsField


class PictureForm(Form):
    """A picture, never without words for those who do not see it."""

    file = FileField(
        _l("Picture"),
        [FileRequired(_l("Choose a picture."))],
        description=_l("JPEG, PNG or WebP, at least 960 pixels wide."),
        render_kw={"accept": ",".join(f".{ending}" for ending in PICTURES)},
    )
    image_alt = StringField(
        _l("The picture in words"),
        [required(), at_most(MOST_ALT)],
        description=_l("For those who do not see it: what it shows, in the language of the original."),
    )

    def upload(self) -> Upload:
        return Upload(self.file.data.filename or "", self.file.data.read())


class ImportForm(Form):
    """A file of practices."""

    file = FileField(
        _l("File"),
        [FileRequired(_l("Choose a file."))],
        description=_l(
            "JSON, a spreadsheet (XLSX) as it is written here, a ZIP of one with its pictures, or IATI activities (XML 2.03)."
        ),
        render_kw={"accept": ".json,.xlsx,.zip,.xml"},
    )

    def upload(self) -> Upload:
        sent = self.file.data
        sent.seek(0)
        return Upload(sent.filename or "", sent.read())


class ReturnForm(Form):
    """Why a practice goes back to its author."""

    reason = TextAreaField(
        _l("What to change"),
        [required(), at_most(4000)],
        description=_l("The author gets these words by mail, and sees them above the draft."),
    )


class RetractForm(Form):
    """Why an author takes a published practice back."""

    reason = TextAreaField(
        _l("Why you withdraw it"),
        [required(), at_most(4000)],
        description=_l("The secretariat reads these words; readers only find that it is gone."),
    )


class ClassificationForm(Form):
    """What a practice is about. `made_from` is the fingerprint of what the writer was shown."""

    themes = TermsField(
        _l("Themes"), vocabulary="themes", description=_l("At least one before it can be published.")
    )
    sectors = TermsField(_l("Sectors"), vocabulary="sectors")
    sdg_targets = TermsField(_l("Sustainable Development Goals"), vocabulary="sdg_targets")
    countries_of_origin = CountriesField(
        _l("Countries of origin"), description=_l("Where the people come from. One country a line.")
    )
    countries_of_destination = CountriesField(
        _l("Countries of destination"), description=_l("Where they live now. One country a line.")
    )
    starts_year = YearField(_l("First year"), [Optional()])
    ends_year = YearField(
        _l("Last year"), [Optional()], description=_l("Leave it empty while the work goes on.")
    )
    lead = StringField(
        _l("Who leads"), [Optional(), at_most(300)], description=_l("The organisation or group behind it.")
    )
    made_from = HiddenField()

    @staticmethod
    def data_of(facts: Classification) -> dict[str, Any]:
        """`facts` as the fields hold them."""
        data = asdict(facts)
        for name in ("countries_of_origin", "countries_of_destination"):
            data[name] = "\n".join(country_name(code, web.language()) for code in data[name])
        return data

    def value(self) -> Classification:
        return Classification(
            themes=tuple(self.themes.data or ()),
            sectors=tuple(self.sectors.data or ()),
            sdg_targets=tuple(self.sdg_targets.data or ()),
            countries_of_origin=self.countries_of_origin.codes,
            countries_of_destination=self.countries_of_destination.codes,
            starts_year=self.starts_year.data,
            ends_year=self.ends_year.data,
            lead=self.lead.data or "",
        )


class AuthorForm(Form):
    """Whom to ask to write together."""

    email = EmailField(_l("E-mail address"), email_rules())
