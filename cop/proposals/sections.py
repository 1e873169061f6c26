"""The form of one section, made from the questions that the call's definition asks in it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField

from cop.calls.definition import questions as q
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Section, Stage
from cop.core.forms import Asked, Form, choices_of, text_of
from cop.core.templating import in_reader
from cop.proposals.fields import OneOf, field_of, plain, shown
from cop.proposals.rules.answers import OWN_PAGES
from cop.proposals.rules.merge import base_of

MINE, THEIRS = "mine", "theirs"


class SectionForm(Form):
    """The base of the forms made here. `base` marks what the writer was shown (rules.merge.base_of); `asked` names the
    answers that somebody else changed meanwhile, for each of which a field `keep:…` then chooses mine or theirs."""

    base = HiddenField()
    asked = HiddenField()
    questions: tuple[q.BaseQuestion, ...] = ()

    @property
    def codes(self) -> list[str]:
        return [question.code for question in self.questions]

    @property
    def conflicts(self) -> list[str]:
        """The codes of the questions whose two answers are shown side by side."""
        return [code for code in self.codes if code in text_of(self.asked).split()]

    def show(self, answers: dict[str, Any], *, conflicts: Sequence[str] = ()) -> None:
        """Mark `answers` as what the writer sees from now on, and `conflicts` as what has to be chosen."""
        for field, data in ((self.base, base_of(answers, self.codes)), (self.asked, " ".join(conflicts))):
            field.data, field.raw_data = data, None

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        unchosen = [self[keep_name(code)] for code in self.conflicts if not self[keep_name(code)].data]
        for field in unchosen:
            field.errors = [_("Choose which of the two stays.")]
        return bool(is_valid and not unchosen)

    def value(self) -> dict[str, Any]:
        """Question code -> answer as JSON: numbers as exact strings, days as ISO 8601. Without those that stay theirs."""
        return {
            question.code: plain(question, self[question.code])
            for question in self.questions
            if self[keep_name(question.code)].data != THEIRS
        }


def keep_name(code: str) -> str:
    """The field that chooses between two answers; no question's code holds a colon."""
    return f"keep:{code}"


def form_of_section(
    section: Section, stage: Stage, definition: CallDefinition, answers: dict[str, Any]
) -> SectionForm:
    """The form for a section's questions, filled with `answers`."""
    made = form_class(section, stage, definition)
    form: SectionForm = made(
        data={question.code: shown(question, answers.get(question.code)) for question in made.questions}
    )
    return form


def form_class(section: Section, stage: Stage, definition: CallDefinition) -> type[SectionForm]:
    """The form for a section's questions. What the call locks is shown elsewhere, not asked."""
    asked = tuple(
        question
        for question in section.questions
        if question.type not in OWN_PAGES and question.code not in stage.locked
    )
    fields = {question.code: field_of(question, stage, definition) for question in asked}
    fields |= {keep_name(question.code): _keep(question) for question in asked}
    return type("MadeForm", (SectionForm,), {**fields, "questions": asked})


def _keep(question: q.BaseQuestion) -> Field:
    label = _l("Which one stays: %(question)s", question=in_reader(question.label).striptags())
    choices = choices_of([(MINE, _l("Mine, as it stands here")), (THEIRS, _l("Theirs"))])
    return OneOf(label, [Asked()], choices=choices)
