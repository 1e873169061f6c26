"""The entry of a resource, the document itself, why it goes back or away."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField, StringField, TextAreaField, URLField
from wtforms.validators import Optional

from cop.core import web
from cop.core.forms import Asked, Form, YearField, at_most, choices_of, required, text_of
from cop.core.i18n import language_name, sentence
from cop.files.rules import DOCUMENTS, Upload
from cop.kernel.messages import say
from cop.kernel.translated import LANGUAGES
from cop.resources.queries import KINDS
from cop.resources.rules.content import (
    DOCUMENT_LANGUAGES,
    MOST_LINE,
    MOST_LINK,
    MOST_SUMMARY,
    MOST_TITLE,
    TERMS_OF_USE,
    Entry,
    Words,
)
from cop.taxonomy.countries import country_name
from cop.taxonomy.fields import ChecksField, CountriesField, TermField, TermsField
from cop.taxonomy.sorting import sort_key


class EntryForm(Form):
    """What is said of a document; the base of the form made here, which has a title and a summary for every language.

    `made_from` is the fingerprint of what the writer was shown.
    """

    language = SelectField(_l("Language you write in"), [required()])
    kind = TermField(_l("What it is"), [required()], vocabulary=KINDS)
    authors = StringField(
        _l("Authors"),
        [Optional(), at_most(MOST_LINE)],
        description=_l("As they want to be cited. An author or a publisher is needed."),
    )
    publisher = StringField(_l("Publisher"), [Optional(), at_most(MOST_LINE)])
    year = YearField(_l("Year of publication"), [Optional()])
    languages = ChecksField(
        _l("Languages of the document"), [Asked()], description=_l("What it is written or spoken in.")
    )
    link = URLField(
        _l("Link"),
        [Optional(), at_most(MOST_LINK)],
        description=_l("Where it is on the web. A file can be added once this is saved."),
    )
    found_in = StringField(
        _l("Where else it is found"),
        [Optional(), at_most(MOST_LINE)],
        description=_l("A series and number, an ISBN, a library."),
    )
    licence = SelectField(_l("Terms of use"), [Asked()])
    themes = TermsField(_l("Themes"), [Asked()], vocabulary="themes")
    countries = CountriesField(
        _l("Countries"), description=_l("Which it is about, one a line; none for the whole world.")
    )
    made_from = HiddenField()

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.language.choices = choices_of((code, language_name(code)) for code in LANGUAGES)
        names = [(code, language_name(code, own=False)) for code in DOCUMENT_LANGUAGES]
        self.languages.choices = choices_of(sorted(names, key=_by_name))
        terms = [(code, sentence(say(label))) for code, label in TERMS_OF_USE]
        self.licence.choices = choices_of([("", "–"), *terms])
        for name in (f"title_{self.first}", f"summary_{self.first}"):
            field = self[name]
            field.flags.required = True
            field.validators = [required(), *field.validators[1:]]  # in the place of "may be empty"

    @property
    def first(self) -> str:
        """The language whose words are asked for first."""
        return self.language.data if self.language.data in LANGUAGES else web.language()

    @property
    def others(self) -> list[str]:
        """The other languages that it may have words in."""
        return [code for code in LANGUAGES if code != self.first]

    def words_in(self, language: str) -> tuple[StringField, StringField]:
        """The fields for title and summary."""
        return self[f"title_{language}"], self[f"summary_{language}"]

    def value(self) -> Entry:
        return Entry(
            original_language=self.first,
            texts={code: words for code in LANGUAGES if (words := self._words(code))},
            kind=text_of(self.kind),
            authors=text_of(self.authors),
            publisher=text_of(self.publisher),
            year=self.year.data,
            languages=tuple(self.languages.data or ()),
            themes=tuple(self.themes.data or ()),
            countries=self.countries.codes,
            licence=text_of(self.licence),
            link=text_of(self.link),
            found_in=text_of(self.found_in),
        )

    def _words(self, language: str) -> Words | None:
        title, summary = (text_of(field) for field in self.words_in(language))
        return Words(title, summary) if title or summary or language == self.first else None


def _by_name(pair: tuple[str, str]) -> tuple[str, str]:
    return sort_key(pair[1], web.language())


def entry_form(entry: Entry | None = None) -> EntryForm:
    """The form for a new entry, or for one there is."""
    fields: dict[str, Any] = {}
    for code in LANGUAGES:
        fields[f"title_{code}"] = StringField(_l("Title"), [Optional(), at_most(MOST_TITLE)])
        fields[f"summary_{code}"] = TextAreaField(
            _l("Summary"),
            [Optional(), at_most(MOST_SUMMARY)],
            description=_l("What is in it, and for whom: what a reader sees in lists and searches."),
        )
    data = {"language": web.language()} if entry is None else _data_of(entry)
    form: EntryForm = type("MadeForm", (EntryForm,), fields)(data=data)
    return form


def _data_of(entry: Entry) -> dict[str, Any]:
    """`entry` as the fields hold it."""
    names = (
        *("kind", "authors", "publisher", "year", "languages"),
        *("themes", "licence", "link", "found_in"),
    )
    data: dict[str, Any] = {name: getattr(entry, name) for name in names}
    for code, words in entry.texts.items():
        data |= {f"title_{code}": words.title, f"summary_{code}": words.summary}
    countries = "\n".join(country_name(code, web.language()) for code in entry.countries)
    more = {"language": entry.original_language, "made_from": entry.fingerprint}
    return data | more | {"countries": countries}


class FileForm(Form):
    """The document itself."""

    file = FileField(
        _l("Document"),
        [FileRequired(_l("Choose a file."))],
        render_kw={"accept": ",".join(f".{ending}" for ending in DOCUMENTS)},
    )

    def upload(self) -> Upload:
        return Upload(self.file.data.filename or "", self.file.data.read())


class ReturnForm(Form):
    """Why it goes back to whoever proposed it."""

    reason = TextAreaField(
        _l("What to change"),
        [required(), at_most(4000)],
        description=_l("Whoever proposed it gets these words by mail, and sees them above the draft."),
    )


class WithdrawForm(Form):
    """Why it leaves the library."""

    reason = TextAreaField(
        _l("Why you withdraw it"),
        [required(), at_most(4000)],
        description=_l(
            "Whoever proposed it and the secretariat read these words; others only find that it is gone."
        ),
    )
