"""Forms for one text in several languages: a field for each, of which the first language's must be filled."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from flask_babel import gettext as _
from wtforms import Field, TextAreaField
from wtforms.validators import Optional

from cop.core.forms import Form, at_most, required
from cop.core.i18n import language_name, text_direction

F = TypeVar("F", bound=Form)


def with_texts(
    form: type[F],
    labels: Mapping[str, Any],
    languages: Sequence[str],
    *,
    all_needed: bool = False,
    most: int = 4000,
    rows: int = 4,
) -> type[F]:
    """`form` with fields `<name>_<language>` for each name of `labels`; with `all_needed` no language may be left out."""
    fields = {
        f"{name}_{language}": _field(
            label, language, most, rows, is_needed=all_needed or language == languages[0]
        )
        for name, label in labels.items()
        for language in languages
    }
    return type(form.__name__, (form,), fields)


def _field(label: Any, language: str, most: int, rows: int, *, is_needed: bool) -> Field:
    return TextAreaField(
        _("%(label)s, %(language)s", label=label, language=language_name(language, own=False)),
        [required() if is_needed else Optional(), at_most(most)],
        render_kw={"lang": language, "dir": text_direction(language), "rows": rows},
    )


def texts_of(form: Form, name: str) -> dict[str, str]:
    """What was written, by language; without those that were left empty."""
    written = {
        field.name.rpartition("_")[2]: field.data or "" for field in form if field.name.startswith(f"{name}_")
    }
    return {language: text for language, text in written.items() if text}


def fill_texts(form: Form, name: str, texts: Mapping[str, str]) -> None:
    """Show `texts` in the fields of `name`."""
    for field in form:
        head, _sign, language = field.name.rpartition("_")
        if head == name:
            field.data = texts.get(language, "")
