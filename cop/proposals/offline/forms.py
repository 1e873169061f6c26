"""The forms around a form on paper: send it back, and choose where both sides changed."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from cop.core.forms import Asked, Form, choices_of
from cop.core.templating import in_reader
from cop.files.rules import Upload
from cop.proposals.fields import OneOf
from cop.proposals.offline.comparing import Difference
from cop.proposals.sections import keep_name

FILE, SITE = "file", "site"


class OfflineFileForm(Form):
    """A form that was filled in away from the site."""

    file = FileField(
        _l("The filled-in form"),
        [FileRequired(_l("Choose a file."))],
        render_kw={"accept": ".docx,.xlsx,.ods"},
    )

    def upload(self) -> Upload:
        return Upload(self.file.data.filename or "", self.file.data.read())


class TakeForm(Form):
    """The base of the forms made here: `parcel` is what was read of the file, `seen` marks what stood on the site then; for
    each answer or row that both sides changed a field `keep:…` chooses."""

    parcel = HiddenField()
    seen = HiddenField()
    differences: Sequence[Difference] = ()

    def carry(self, *, parcel: str, seen: str) -> None:
        for field, data in ((self.parcel, parcel), (self.seen, seen)):
            field.data, field.raw_data = data, None

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        chosen = [self[keep_name(row.name)] for row in self.differences]
        unchosen = [field for field in chosen if not field.data]
        for field in unchosen:
            field.errors = [_("Choose which of the two stays.")]
        return bool(is_valid and not unchosen)

    @property
    def left(self) -> set[str]:
        """The names of the differences that stay as they are on the site."""
        return {row.name for row in self.differences if self[keep_name(row.name)].data == SITE}


def form_to_choose(differences: Sequence[Difference]) -> TakeForm:
    """The form that asks about each of `differences`."""
    choices = choices_of([(FILE, _l("The one in the file")), (SITE, _l("The one on the site"))])
    fields = {
        keep_name(row.name): OneOf(
            _l("Which one stays: %(question)s", question=row_name(row)),
            [Asked()],
            choices=choices,
        )
        for row in differences
    }
    made: TakeForm = type("MadeTakeForm", (TakeForm,), {**fields, "differences": tuple(differences)})()
    return made


def row_name(difference: Difference) -> str:
    """How what differs is called: the question and, for one row of a list, what the site calls that."""
    names = [in_reader(difference.question.label).striptags()]
    if difference.key:
        [row] = difference.now
        names.append(row.get("description") or row["name"])
    return " · ".join(names)
