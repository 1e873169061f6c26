"""The forms around a form on paper: send it back, and choose where both sides changed."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from cop.calls.definition.questions import Question
from cop.core.forms import Asked, Form, choices_of
from cop.core.templating import in_reader
from cop.files.rules import Upload
from cop.proposals.fields import OneOf
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
    each answer that both sides changed a field `keep:…` chooses."""

    parcel = HiddenField()
    seen = HiddenField()
    questions: Sequence[Question] = ()

    def carry(self, *, parcel: str, seen: str) -> None:
        for field, data in ((self.parcel, parcel), (self.seen, seen)):
            field.data, field.raw_data = data, None

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        unchosen = [self[keep_name(question.code)] for question in self.questions]
        unchosen = [field for field in unchosen if not field.data]
        for field in unchosen:
            field.errors = [_("Choose which of the two stays.")]
        return bool(is_valid and not unchosen)

    @property
    def left(self) -> set[str]:
        """The codes of the answers that stay as they are on the site."""
        return {question.code for question in self.questions if self[keep_name(question.code)].data == SITE}


def form_to_choose(questions: Sequence[Question]) -> TakeForm:
    """The form that asks about each of `questions`."""
    choices = choices_of([(FILE, _l("The one in the file")), (SITE, _l("The one on the site"))])
    fields = {
        keep_name(question.code): OneOf(
            _l("Which one stays: %(question)s", question=in_reader(question.label).striptags()),
            [Asked()],
            choices=choices,
        )
        for question in questions
    }
    made: TakeForm = type("MadeTakeForm", (TakeForm,), {**fields, "questions": tuple(questions)})()
    return made
