"""The forms by which a document comes: whole, or in pieces."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Regexp, ValidationError

from cop.core.forms import Form, required, text_of
from cop.files.pieces import Whole
from cop.files.rules import Upload
from cop.proposals.services.pieces import Sent


class DocumentForm(Form):
    """A file that answers one question; `arrived` is the digest of one that came in pieces before (PieceForm)."""

    question = HiddenField()
    arrived = HiddenField()
    file = FileField(_l("File"))
    whole: Upload | None = None

    def validate_file(self, field: FileField) -> None:
        if self.whole is None and not field.data:
            raise ValidationError(_("Choose a file."))

    def upload(self) -> Upload:
        return self.whole or Upload(self.file.data.filename or "", self.file.data.read())


class PieceForm(Form):
    """A piece of a file, and what the whole will be (static/js/pages/pieces.js)."""

    question = HiddenField(validators=[required()])
    name = HiddenField(validators=[required()])
    size = IntegerField(validators=[InputRequired(), NumberRange(1, 2**40)])
    sha256 = HiddenField(validators=[required(), Regexp("^[0-9a-f]{64}$")])
    start = IntegerField(validators=[InputRequired(), NumberRange(0, 2**40)])
    piece_sha256 = HiddenField(validators=[required()])
    piece = FileField(validators=[FileRequired()])

    def sent(self) -> Sent:
        whole = Whole(text_of(self.name), self.size.data or 0, text_of(self.sha256))
        return Sent(whole, self.start.data or 0, self.piece.data.read(), text_of(self.piece_sha256))
