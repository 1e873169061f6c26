"""The words of a practice: the form that takes ten minutes, and the text in one language."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from cop.articles.forms.section import field_of, fields_of_words
from cop.articles.models import Article, ArticleText
from cop.articles.queries import original_of, text_of
from cop.articles.rules.content import MOST_ALT, MOST_SUMMARY, MOST_TITLE, Classification, Draft
from cop.articles.rules.sections import SNAPSHOT
from cop.articles.rules.structure import Content, content_of, words_of
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
    """The text in one language. `made_from` is the version it started from, `source_version` the original's then."""

    kept: Content
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
        """Where nothing but the title is asked, as of the original, the rest stays as it is."""
        draft = super().value()
        alt = self.image_alt.data or "" if "image_alt" in self else ""
        return Draft(draft.title, draft.summary, draft.content if self.paths else self.kept, alt)


def form_of_text(article: Article, language: str) -> TextForm:
    """The form for a text: all of a translation; of the original the head alone, for it has a page for each section."""
    text, original = text_of(article, language), original_of(article)
    asked = [] if language == original.language else [*words_of(original.content, article.details)]
    made = type(
        "MadeForm", (TextForm,), {**fields_of_words(asked), "paths": tuple(word.path for word in asked)}
    )
    there = {word.path: word.text for word in words_of(text.content, article.details)} if text else {}
    form: TextForm = made(
        obj=text,
        made_from=text.version if text else 0,
        source_version=original.version,
        **{word.path: there.get(word.path) for word in asked},
    )
    form.kept = text.content if text else {}
    form.expect_picture(article.image_id is not None)
    if "approach" in form.paths:
        form["approach"].validators = [required(), *form["approach"].validators]
        form["approach"].flags.required = True
    return form
