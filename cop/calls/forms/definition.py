"""A definition as text: pasted or sent as a file."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import TextAreaField

from cop.core.forms import Form, at_most

MOST_BYTES = 500_000


class DefinitionForm(Form):
    """The YAML of a call. A file, when one is sent, wins over the text."""

    file = FileField(_l("Definition as a file"), description=_l("YAML, as the export gives it."))
    text = TextAreaField(_l("Or the definition itself"), [at_most(MOST_BYTES)])

    def value(self) -> str:
        """The YAML text, without a byte-order mark; what is not UTF-8 is replaced and then refused by the parser."""
        if self.file.data:
            content: bytes = self.file.data.read(MOST_BYTES)
            self.text.data = content.decode("utf-8-sig", "replace")
        return self.text.data or ""
