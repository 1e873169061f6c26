"""Forms about a term: its words in every language beside each other, and what it is merged into."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, SelectField, StringField, TextAreaField
from wtforms.widgets import HiddenInput

from cop.core import web
from cop.core.forms import Form, at_most, choices_of, required, text_of
from cop.core.i18n import language_name
from cop.kernel.translated import LANGUAGES, direction
from cop.taxonomy.rules import MOST_WORDS, Wording, is_open
from cop.taxonomy.vocabulary import Term, Vocabulary


class TermForm(Form):
    """The words of a term; `made_from` is the version that the editor was shown."""

    parent = SelectField(_l("Broader term"), description=_l("The term that includes this one, if one does."))
    made_from = IntegerField(widget=HiddenInput(), default=0)

    def value(self) -> Wording:
        return Wording(
            labels={language: self[f"label_{language}"].data or "" for language in LANGUAGES},
            synonyms={language: _lines(self[f"synonyms_{language}"].data) for language in LANGUAGES},
            parent=self.parent.data or None if "parent" in self else None,
        )

    def name_of(self, field: Field) -> str:
        """With its language, which stands above its column on the page."""
        language = field.name.rpartition("_")[2]
        name = super().name_of(field)
        if language not in LANGUAGES:
            return name
        said: str = _("%(label)s, %(language)s", label=name, language=language_name(language, own=False))
        return said

    def see_newer(self, version: int) -> None:
        """Shown what others saved meanwhile, the editor saves over that and nothing later."""
        self.made_from.data, self.made_from.raw_data = version, None


class NewTermForm(TermForm):
    code = StringField(
        _l("Code"),
        [required(), at_most(60)],
        description=_l(
            "Short, in Latin letters, such as return-counselling. It stands in addresses and never changes."
        ),
    )


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(word for line in (text or "").split("\n") if (word := " ".join(line.split())))


def form_of_term(vocabulary: Vocabulary, term: Term | None) -> Any:
    """The form for a term of `vocabulary`, or for a new one."""
    form = type("MadeForm", (TermForm if term else NewTermForm,), _word_fields())(**_given(term))
    if is_open(vocabulary.name):
        shut = {term.code, *vocabulary.narrower(term.code)} if term else set()
        offered = vocabulary.choices(web.language(), also=(term.parent or "",) if term else ())
        form.parent.choices = choices_of([("", "–"), *(pair for pair in offered if pair[0] not in shut)])
    else:
        del form.parent
    return form


def _word_fields() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for language in LANGUAGES:
        own = {"lang": language, "dir": direction(language)}
        fields[f"label_{language}"] = StringField(
            _("Label"), [required(), at_most(MOST_WORDS)], render_kw=own
        )
        fields[f"synonyms_{language}"] = TextAreaField(
            _("Synonyms"),
            render_kw={**own, "rows": 6},
        )
    return fields


def _given(term: Term | None) -> dict[str, Any]:
    if term is None:
        return {}
    words: dict[str, Any] = {f"label_{language}": label for language, label in term.labels.items()}
    words |= {f"synonyms_{language}": "\n".join(said) for language, said in term.synonyms.items()}
    return {**words, "parent": term.parent or "", "made_from": term.version}


class MergeForm(Form):
    """Which term stays. `made_from` is the version of the one that goes."""

    into = SelectField(_l("The term that stays"), [required()])
    made_from = IntegerField(widget=HiddenInput(), default=0)

    def offer(self, vocabulary: Vocabulary, term: Term) -> None:
        shut = {term.code, *vocabulary.narrower(term.code)}
        offered = (pair for pair in vocabulary.choices(web.language()) if pair[0] not in shut)
        self.into.choices = choices_of([("", "–"), *offered])

    def chosen(self) -> str:
        return text_of(self.into)
