"""Texts beside their translations: the form for a page of them, and the same form for what a translator's file brings."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField

from cop.core.forms import Form
from cop.core.xliff.files import TranslatedFile, read_xliff
from cop.core.xliff.reading import MOST_BYTES
from cop.kernel.errors import Invalid
from cop.kernel.ids import canonical_json, digest
from cop.kernel.translated import direction


class Pair(Protocol):
    """A text and what it is in another language; `key` names it in forms and files."""

    @property
    def key(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def target(self) -> str: ...


P = TypeVar("P", bound=Pair)
FieldFor = Callable[[P, dict[str, Any]], Field]
"""(pair, what its control looks like) -> the unbound field that takes its translation, limits and all."""


class TextsForm(Form, Generic[P]):
    """The base of the forms made here: a field for each pair, named by its key, and a mark of what was shown."""

    pairs: Sequence[P] = ()

    def text(self, pair: P) -> str:
        return self[f"text-{pair.key}"].data or ""

    def value(self) -> dict[str, tuple[str, str]]:
        """Key -> source and target, of what the translator changed."""
        return {
            pair.key: (pair.source, self.text(pair)) for pair in self.pairs if self.text(pair) != pair.target
        }

    def stale(self, judged: Collection[str] = ()) -> list[P]:
        """Texts that somebody else has changed since this translator saw them, and wrote something else or `judged` them."""
        others = [pair for pair in self.pairs if self._is_other(pair)]
        return [pair for pair in others if self.text(pair) != pair.target or pair.key in judged]

    def _is_other(self, pair: P) -> bool:
        base = self[f"base-{pair.key}"].raw_data
        return bool(base) and base[0] != mark(pair)

    def show_newer(self) -> None:
        """Saving again is now over what is kept."""
        for pair in self.pairs:
            field = self[f"base-{pair.key}"]
            field.data, field.raw_data = mark(pair), None


class TranslationFileForm(Form):
    """The file that came back from a translator."""

    file = FileField(_l("Translated file"), [FileRequired(_l("Choose a file."))], description=_l("XLIFF 1.2"))

    def content(self) -> bytes:
        content: bytes = self.file.data.read(MOST_BYTES + 1)
        return content


def file_sent(form: TranslationFileForm, into: str) -> TranslatedFile | None:
    """The file read; None when there is none or it is refused. For while no transaction holds others up."""
    try:
        return read_xliff(form.content(), target=into) if form.validate_on_submit() else None
    except Invalid as error:
        form.refuse(error)
        return None


def form_of_texts(pairs: Sequence[P], language: str, field_for: FieldFor[P], **given: Any) -> TextsForm[P]:
    """The form for `pairs`, in their order."""
    fields: dict[str, Any] = {"pairs": pairs}
    for pair in pairs:
        rows = min(2 + len(pair.source) // 60, 12)
        fields[f"text-{pair.key}"] = field_for(
            pair, {"lang": language, "dir": direction(language), "rows": rows}
        )
        fields[f"base-{pair.key}"] = HiddenField(default=mark(pair))
    data = {f"text-{pair.key}": pair.target for pair in pairs}
    form: TextsForm[P] = type("MadeTextsForm", (TextsForm,), fields)(data=data, **given)
    return form


def sifted(
    pairs: Sequence[P], texts: Mapping[str, str], language: str, field_for: FieldFor[P]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """`texts` by key, tidied as the form would; and the keys of those that it would refuse, being too long."""
    sent = MultiDict({f"text-{key}": text for key, text in texts.items()})
    form = form_of_texts([pair for pair in pairs if pair.key in texts], language, field_for, formdata=sent)
    form.validate()
    refused = tuple(pair.key for pair in form.pairs if form[f"text-{pair.key}"].errors)
    return {pair.key: form.text(pair) for pair in form.pairs if pair.key not in refused}, refused


def mark(pair: Pair) -> str:
    """Changes with the text and with its translation."""
    return digest(canonical_json([pair.source, pair.target]))[:16]
