"""The words of a practice: the form that takes ten minutes, and the text in one language."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from cop.articles.forms.section import MinorField, field_of
from cop.articles.models import Article, ArticleText
from cop.articles.queries import original_of
from cop.articles.rules.content import MOST_ALT, MOST_SUMMARY, MOST_TITLE, Classification, Draft
from cop.articles.rules.sections import SNAPSHOT
from cop.articles.rules.structure import Content, content_of
from cop.core.forms import Form, at_most, required
from cop.core.i18n import language_name
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.fields import CountriesField, TermsField


class WritingForm(Form):
    """Title and summary in one language, and texts by their paths. It can be looked at before it is saved."""

    paths: tuple[str, ...] = ()
    title = StringField(_l("Title"), [required(), at_most(MOST_TITLE)])
    summary = TextAreaField(
        _l("Summary"),
        [required(), at_most(MOST_SUMMARY)],
        description=_l("Who did what, where, and what came of it: what a reader sees in lists and searches."),
    )

    @property
    def wants_preview(self) -> bool:
        return request.form.get("act") == "preview"

    def value(self) -> Draft:
        texts = {path: self[path].data or "" for path in self.paths}
        return Draft(self.title.data or "", self.summary.data or "", content_of(texts))


class NewForm(WritingForm):
    """The snapshot of a practice: the first text, the language it is in, and what it is about."""

    paths = tuple(item.code for item in SNAPSHOT)
    language = SelectField(
        _l("Language you write in"), [required()], choices={c: language_name(c) for c in LANGUAGES}
    )
    themes = TermsField(_l("Themes"), vocabulary="themes")
    countries_of_origin = CountriesField(
        _l("Countries of origin"), description=_l("Where the people come from. One country a line.")
    )
    countries_of_destination = CountriesField(
        _l("Countries of destination"), description=_l("Where they live now. One country a line.")
    )
    lead = StringField(
        _l("Who leads"), [Optional(), at_most(300)], description=_l("The organisation or group behind it.")
    )

    def about(self) -> Classification:
        return Classification(
            themes=tuple(self.themes.data or ()),
            countries_of_origin=self.countries_of_origin.codes,
            countries_of_destination=self.countries_of_destination.codes,
            lead=self.lead.data or "",
        )


def new_form(**given: Any) -> NewForm:
    """An empty snapshot; its labels are said in the reader's language."""
    fields = {item.code: field_of(item) for item in SNAPSHOT}
    form: NewForm = type("MadeForm", (NewForm,), fields)(**given)
    form["approach"].validators = [required(), *form["approach"].validators]
    form["approach"].flags.required = True
    return form


class TextForm(WritingForm):
    """Title, summary and the picture's words of the original. `made_from` is the version they started from."""

    kept: Content
    image_alt = StringField(
        _l("The picture in words"),
        [at_most(MOST_ALT)],
        description=_l("For those who do not see it: what it shows, in this language."),
    )
    is_minor = MinorField()
    made_from = IntegerField(widget=HiddenInput(), default=0)

    def expect_picture(self, has_image: bool) -> None:
        """Without a picture there is nothing to describe."""
        if has_image:
            self.image_alt.validators = [required(), *self.image_alt.validators]
            self.image_alt.flags.required = True
        else:
            del self.image_alt

    def see_newer(self, newer: ArticleText) -> None:
        """Shown what others saved meanwhile, the writer saves over that and nothing later."""
        self.made_from.data, self.made_from.raw_data = newer.version, None

    def value(self) -> Draft:
        """The rest, which has a page for each section, stays as it is."""
        draft = super().value()
        alt = self.image_alt.data or "" if "image_alt" in self else ""
        return Draft(draft.title, draft.summary, self.kept, alt)


def form_of_original(article: Article) -> TextForm:
    """The form for the head of the original."""
    original = original_of(article)
    form = TextForm(obj=original, made_from=original.version)
    form.kept = original.content
    form.expect_picture(article.image_id is not None)
    return form
