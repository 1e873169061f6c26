"""What a translator writes: the texts of a call in one language, or a file with them."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Optional

from cop.calls.building.translating import Pair
from cop.calls.building.values import base_of
from cop.calls.building.xliff_reading import MOST_BYTES
from cop.core.forms import Form
from cop.kernel.translated import direction


class TextsForm(Form):
    """The base of the forms made here: a text area for each pair, named by its key, and a mark of what was shown."""

    pairs: Sequence[Pair] = ()

    def value(self) -> dict[str, tuple[str, str]]:
        """Key -> source and target, of what the translator changed."""
        return {
            pair.key: (pair.source, self[f"text-{pair.key}"].data or "")
            for pair in self.pairs
            if self[f"text-{pair.key}"].data != pair.target
        }

    @property
    def stale(self) -> list[Pair]:
        """Texts that somebody else has changed since this translator saw them, and whose translation is not what is kept."""
        return [
            pair
            for pair in self.pairs
            if self[f"base-{pair.key}"].raw_data
            and self[f"base-{pair.key}"].raw_data[0] != _mark(pair)
            and self[f"text-{pair.key}"].data != pair.target
        ]

    def show_newer(self) -> None:
        """Saving again is now over what is kept."""
        for pair in self.pairs:
            field = self[f"base-{pair.key}"]
            field.data, field.raw_data = _mark(pair), None


class TranslationFileForm(Form):
    """The file that came back from a translator."""

    file = FileField(_l("Translated file"), [FileRequired(_l("Choose a file."))], description=_l("XLIFF 1.2"))

    def content(self) -> bytes:
        content: bytes = self.file.data.read(MOST_BYTES + 1)
        return content


def form_of_texts(pairs: Sequence[Pair], language: str) -> TextsForm:
    """The form for `pairs`, in their order."""
    fields: dict[str, Any] = {"pairs": pairs}
    for pair in pairs:
        rows = min(2 + len(pair.source) // 60, 12)
        about = {"lang": language, "dir": direction(language), "rows": rows}
        fields[f"text-{pair.key}"] = TextAreaField(
            validators=[Optional()], render_kw=about, default=pair.target
        )
        fields[f"base-{pair.key}"] = HiddenField(default=_mark(pair))
    form: TextsForm = type("MadeTextsForm", (TextsForm,), fields)()
    return form


def _mark(pair: Pair) -> str:
    return base_of([pair.source, pair.target])
