"""Forms of the administrative check; that of a checklist is made from the call's definition."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import Optional

from cop.calls.building.choices import choice_label
from cop.calls.definition.checking import CheckItem
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.questions import DocumentQuestion
from cop.calls.definition.stages import Stage
from cop.calls.forms.instants import InstantField, InZoneForm
from cop.core import web
from cop.core.forms import Asked, Form, at_most, choices_of, names_of, required, text_of
from cop.core.i18n import sentence
from cop.files.rules import Upload
from cop.kernel.translated import pick
from cop.proposals.fields import OneOf
from cop.proposals.services.check import Ruling
from cop.proposals.services.checklist import Said
from cop.proposals.states import ItemAnswer

ITEM_ANSWERS = {
    ItemAnswer.YES: _l("Yes"),
    ItemAnswer.NO: _l("No"),
    ItemAnswer.NOT_APPLICABLE: _l("Not applicable"),
}
MOST_SHOWN = 120


class CheckForm(Form):
    """Staff's decision whether a submission is eligible. `seen` is the one they read."""

    seen = HiddenField()
    outcome = RadioField(
        _l("Decision"),
        [required()],
        choices=choices_of([("eligible", _l("Eligible")), ("ineligible", _l("Not eligible"))]),
    )
    paragraph = SelectField(
        _l("Paragraph or rule of the call"),
        [Optional()],
        description=_l("Only for a decision that excludes."),
    )
    reason = TextAreaField(
        _l("Reason"), [Optional(), at_most(3000)], description=_l("The applicant reads it, word for word.")
    )

    def offer(self, definition: CallDefinition) -> None:
        """The paragraphs, then the rules with the paragraph each rests on."""
        paragraphs = [
            (p.code, f"{p.code} – {pick(p.text, web.language())}"[:MOST_SHOWN])
            for p in definition.who_may_apply
        ]
        rules = [
            (f"{row.paragraph} {row.rule}", f"{row.paragraph} – {sentence(choice_label(row.rule))}")
            for row in definition.eligibility
        ]
        self.paragraph.choices = names_of([("", "–"), *paragraphs, *dict(rules).items()])

    def ruling(self) -> Ruling:
        """What was decided; a decision that does not exclude rests on nothing."""
        if text_of(self.outcome) == "eligible":
            return Ruling(is_eligible=True)
        paragraph, _between, rule = text_of(self.paragraph).partition(" ")
        return Ruling(is_eligible=False, paragraph=paragraph, rule=rule, reason=text_of(self.reason))


class ChecklistForm(Form):
    """The base of the forms made here. `base` marks what the officer was shown."""

    base = HiddenField()
    items: tuple[CheckItem, ...] = ()

    def said(self) -> dict[str, Said]:
        return {
            item.code: Said(
                ItemAnswer(self[f"answer-{item.code}"].data) if self[f"answer-{item.code}"].data else None,
                text_of(self[f"note-{item.code}"]),
            )
            for item in self.items
        }


def checklist_form(items: Sequence[CheckItem], said: Mapping[str, Said], base: str) -> ChecklistForm:
    """An answer and a note for each item, filled with what was said before."""
    fields: dict[str, Any] = {"items": tuple(items)}
    data: dict[str, Any] = {"base": base}
    for item in items:
        text = pick(item.text, web.language()).text
        fields[f"answer-{item.code}"] = OneOf(
            text, [Asked()], choices=choices_of((a.value, words) for a, words in ITEM_ANSWERS.items())
        )
        fields[f"note-{item.code}"] = TextAreaField(
            _("Note"), [Optional(), at_most(2000)], render_kw={"rows": 2, "dir": "auto"}
        )
        if before := said.get(item.code):
            data[f"answer-{item.code}"] = before.answer.value if before.answer else None
            data[f"note-{item.code}"] = before.note
    form: ChecklistForm = type("MadeChecklistForm", (ChecklistForm,), fields)(data=data)
    return form


class RequestForm(InZoneForm):
    """What a team is asked for, and until when."""

    instants = ("due_at",)
    question = SelectField(_l("Which document"), [Optional()])
    text = TextAreaField(
        _l("What is missing or wrong"),
        [required(), at_most(3000)],
        description=_l("The team reads it, word for word."),
    )
    due_at = InstantField(_l("Answer before"), [required()])

    def offer(self, stage: Stage) -> None:
        documents = [
            (q.code, pick(q.label, web.language()).text)
            for q in stage.questions
            if isinstance(q, DocumentQuestion)
        ]
        self.question.choices = names_of([("", _("None of them")), *documents])


class AnswerForm(Form):
    """What a team answers: a document, words, or both."""

    file = FileField(_l("Document"), [Optional()])
    text = TextAreaField(_l("What you want to say"), [Optional(), at_most(5000)], render_kw={"dir": "auto"})

    @property
    def has_file(self) -> bool:
        return bool(self.file.data and self.file.data.filename)

    def upload(self) -> Upload:
        return Upload(self.file.data.filename or "", self.file.data.read())


class ReasonForm(Form):
    """Why a decision is sent back."""

    reason = TextAreaField(
        _l("Reason"),
        [required(), at_most(3000)],
        description=_l("Only the secretariat and auditors read it."),
    )


class WithdrawalForm(Form):
    """Why a team need not answer any more."""

    reason = TextAreaField(
        _l("Reason"), [required(), at_most(3000)], description=_l("The team reads it, word for word.")
    )


class AppealForm(Form):
    """Why a team wants another look."""

    text = TextAreaField(
        _l("Why the decision should be looked at again"),
        [required(), at_most(5000)],
        render_kw={"dir": "auto"},
    )


class AppealAnswerForm(Form):
    """What becomes of an appeal."""

    outcome = RadioField(
        _l("Decision"),
        [required()],
        choices=choices_of(
            [("upheld", _l("The appeal is right: eligible")), ("dismissed", _l("It stays not eligible"))]
        ),
    )
    answer = TextAreaField(
        _l("Reason"), [required(), at_most(3000)], description=_l("The applicant reads it, word for word.")
    )

    @property
    def is_upheld(self) -> bool:
        return text_of(self.outcome) == "upheld"
