"""To ask, to answer, to point to an answer."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from cop.calls.definition.definition import CallDefinition
from cop.core.forms import Form, WholeField, at_most, required
from cop.core.texts import with_texts


class AskForm(Form):
    """One question, as one would say it."""

    question = TextAreaField(
        _l("Your question"),
        [required(), at_most(3000)],
        description=_l(
            "Question and answer are published without your name. Leave out what would tell who you are."
        ),
    )


class AnswerForm(Form):
    """Question and answer as everybody reads them, in each language of the call. `base` marks what the writer was shown
    (rules.mark_of)."""

    base = HiddenField()

    def show(self, base: str) -> None:
        """Mark what the writer has seen from now on."""
        self.base.data, self.base.raw_data = base, None


class SameForm(Form):
    """The number of the item that answers it."""

    number = WholeField(_l("Number of the public item"), [required()])


def answer_form(definition: CallDefinition) -> AnswerForm:
    labels = {"question": _l("Question as published"), "answer": _l("Answer")}
    return with_texts(AnswerForm, labels, definition.languages)()
