"""What an author and an editor fill in."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from cop.articles.models import ArticleText
from cop.articles.rules.content import MOST_ALT, MOST_BODY, MOST_SUMMARY, MOST_TITLE, Classification, Draft
from cop.core import web
from cop.core.forms import Form, WholeField, at_most, required
from cop.core.i18n import language_name
from cop.files.rules import PICTURES, Upload
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.countries import country_name
from cop.taxonomy.fields import ChecksField, CountriesField
from cop.taxonomy.terms import vocabulary


class WritingForm(Form):
    """Title, summary and body in one language. It can be looked at before it is saved."""

    title = StringField(_l("Title"), [required(), at_most(MOST_TITLE)])
    summary = TextAreaField(
        _l("Summary"),
        [required(), at_most(MOST_SUMMARY)],
        description=_l("Who did what, where, and what came of it: what a reader sees in lists and searches."),
    )
    body = TextAreaField(
        _l("The practice"),
        [required(), at_most(MOST_BODY)],
        description=_l(
            "Start a heading with ##, a list item with a hyphen. Leave an empty line between paragraphs."
        ),
    )

    @property
    def wants_preview(self) -> bool:
        return request.form.get("act") == "preview"

    def value(self) -> Draft:
        return Draft(self.title.data or "", self.summary.data or "", self.body.data or "")


class NewForm(WritingForm):
    """The first text of a practice, and the language it is in."""

    language = SelectField(
        _l("Language you write in"), [required()], choices={c: language_name(c) for c in LANGUAGES}
    )


class TextForm(WritingForm):
    """The text in one language. `made_from` is the version it started from, `source_version` the original's then."""

    image_alt = StringField(
        _l("The picture in words"),
        [at_most(MOST_ALT)],
        description=_l("For those who do not see it: what it shows, in this language."),
    )
    made_from = IntegerField(widget=HiddenInput(), default=0)
    source_version = IntegerField(widget=HiddenInput(), validators=[Optional()])

    def expect_picture(self, has_image: bool) -> None:
        """Without a picture there is nothing to describe."""
        if has_image:
            self.image_alt.validators = [required(), *self.image_alt.validators]
            self.image_alt.flags.required = True
        else:
            del self.image_alt

    def see_newer(self, newer: ArticleText | None, original: ArticleText) -> None:
        """Shown what others saved meanwhile, the writer saves over that and nothing later."""
        for field, version in (
            (self.made_from, newer.version if newer else 0),
            (self.source_version, original.version),
        ):
            field.data, field.raw_data = version, None

    def value(self) -> Draft:
        return super().value().with_alt(self.image_alt.data or "" if "image_alt" in self else "")


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


class ReturnForm(Form):
    """Why a practice goes back to its author."""

    reason = TextAreaField(
        _l("What to change"),
        [required(), at_most(4000)],
        description=_l("The author gets these words by mail, and sees them above the draft."),
    )


def _terms(name: str) -> Callable[[], list[tuple[str, str, dict[str, str]]]]:
    """The terms of a vocabulary in the language of whoever is shown the form, narrower ones set in."""
    terms = vocabulary(name)
    return lambda: [
        (code, label, {"class": "narrower"} if terms.level(code) else {})
        for code, label in terms.choices(web.language())
    ]


class ClassificationForm(Form):
    """What a practice is about. `made_from` is the fingerprint of what the writer was shown."""

    themes = ChecksField(
        _l("Themes"), choices=_terms("themes"), description=_l("At least one before it can be published.")
    )
    sectors = ChecksField(_l("Sectors"), choices=_terms("sectors"))
    sdg_targets = ChecksField(_l("Sustainable Development Goals"), choices=_terms("sdg_targets"))
    countries_of_origin = CountriesField(
        _l("Countries of origin"), description=_l("Where the people come from. One country a line.")
    )
    countries_of_destination = CountriesField(
        _l("Countries of destination"), description=_l("Where they live now. One country a line.")
    )
    starts_year = WholeField(_l("First year"), [Optional()])
    ends_year = WholeField(
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
