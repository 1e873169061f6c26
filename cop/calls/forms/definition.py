"""A definition as text: pasted or sent as a file."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Optional

from cop.calls.definition.reading import MOST_CHARACTERS
from cop.core.forms import Form
from cop.core.texts import with_texts


class DefinitionForm(Form):
    """The YAML of a call. A file, when one is sent, wins over the text."""

    file = FileField(
        _l("Definition as a file"), [Optional()], description=_l("YAML, as the export gives it.")
    )
    text = TextAreaField(_l("Or the definition itself"), [Optional()])

    def value(self) -> str:
        """The YAML text, without a byte-order mark; what is not UTF-8, or too long, is refused by the parser."""
        if self.file.data:
            content: bytes = self.file.data.read(4 * MOST_CHARACTERS + 1)
            self.text.data = content.decode("utf-8-sig", "replace")
        return self.text.data or ""


class ReasonForm(Form):
    """Why a public call is corrected. `base` marks what the writer has seen: of another the service says Stale."""

    base = HiddenField()

    def show(self, base: str) -> None:
        """Mark what the writer has seen from now on."""
        self.base.data, self.base.raw_data = base, None


class CorrectionForm(ReasonForm, DefinitionForm):
    """The correction of a public call as text. Its base is correcting.queries.mark_now."""


def reason_form(languages: Sequence[str]) -> ReasonForm:
    """A reason in each language of the call."""
    return with_texts(ReasonForm, {"reason": _l("Reason")}, languages)()


def correction_form(languages: Sequence[str]) -> CorrectionForm:
    """The text, and a reason in each language of the call."""
    return with_texts(CorrectionForm, {"reason": _l("Reason")}, languages)()
