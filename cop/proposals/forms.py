"""Forms around a proposal that are the same in every call; a section's own form is made from the definition (sections.py)."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired, FileSize
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Stage
from cop.calls.forms.instants import InstantField, InZoneForm
from cop.core import web
from cop.core.forms import Form, at_most, choices_of, names_of, required
from cop.core.i18n import language_name
from cop.core.rows import Row, RowsForm, needed
from cop.directory.models import Organisation
from cop.files.rules import Upload
from cop.kernel.ids import digest
from cop.kernel.translated import pick
from cop.proposals.rules.snapshot import sent_sha256
from cop.taxonomy.countries import country_choices
from cop.taxonomy.fields import TermField

MOST_RECEIPT_MB = 2
"""No submission's content comes near; whoever is nobody to us shall not have us read more."""


class StartForm(Form):
    """Who leads, and in which language it will be written."""

    organisation = SelectField(_l("Organisation that leads"), [required()], coerce=int)
    language = SelectField(_l("Language of the proposal"), [required()])

    def offer(self, organisations: Sequence[Organisation], definition: CallDefinition) -> None:
        self.organisation.choices = names_of((row.id, row.name) for row in organisations)
        self.language.choices = choices_of(
            (code, language_name(code)) for code in definition.proposal_languages
        )


class PartnerRow(Row):
    """One partner organisation."""

    begun_by: ClassVar[tuple[str, ...]] = ("name", "kind", "country", "part")
    name = StringField(_l("Name"), [needed, at_most(200)])
    kind = TermField(_l("Type"), [needed], vocabulary="organisation_types")
    country = SelectField(_l("Country"), [needed])
    part = TextAreaField(_l("Its part in the project"), [Optional(), at_most(1500)], render_kw={"rows": 3})
    key = HiddenField()

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        first = [("", "–")]
        self.country.choices = choices_of(first + list(country_choices(web.language())))


class PartnersForm(RowsForm):
    """The partners of a proposal, a row each."""

    rows = FieldList(FormField(PartnerRow), label=_l("Partners"), max_entries=60)

    def offer_keyed(self, count: int, *, seed: str) -> None:
        """Empty rows, each with the key that its partner will have: a page that saves itself twice means the same one."""
        self.offer_empty(count)
        for number, entry in enumerate(self.rows):
            entry.form.key.data = entry.form.key.data or digest(f"{seed} {number}")[:16]

    def value(self) -> list[dict[str, str]]:
        names = ("name", "kind", "country", "part", "key")
        return [{name: (row[name].data or "").strip() for name in names} for row in self.begun()]


class SheetForm(Form):
    """A budget that was filled in as a spreadsheet."""

    file = FileField(
        _l("Spreadsheet"), [FileRequired(_l("Choose a file."))], render_kw={"accept": ".xlsx,.ods"}
    )

    def upload(self) -> Upload:
        return Upload(self.file.data.filename or "", self.file.data.read())


class SubmitForm(Form):
    """The declaration, and the key that makes a second click the same submission."""

    key = HiddenField()
    declared = BooleanField(_l("I declare this on behalf of all partners."))


class PersonalExtensionForm(InZoneForm):
    """A later deadline for one team, and why."""

    instants = ("closes_at",)
    closes_at = InstantField(_l("New deadline"), [required()])
    reason = TextAreaField(
        _l("Reason"), [required(), at_most(2000)], description=_l("The team reads it, word for word.")
    )


class CommentForm(Form):
    """A comment on a question; `answers` is the comment that it answers, if it does."""

    question = SelectField(_l("About which question"), [required()])
    text = TextAreaField(_l("Comment"), [required(), at_most(3000)])
    answers = HiddenField()

    def offer(self, stage: Stage) -> None:
        self.question.choices = names_of(
            (question.code, pick(question.label, web.language()).text) for question in stage.questions
        )

    @property
    def answers_id(self) -> int | None:
        typed = self.answers.data or ""
        return int(typed) if re.fullmatch("[0-9]{1,9}", typed) else None


class DigestForm(Form):
    """What stands on a receipt that somebody wants to be sure of."""

    number = StringField(_l("Receipt number"), [Optional(), at_most(80)])
    sha256 = StringField("SHA-256", [required(), at_most(64)])


class ReceiptFileForm(Form):
    """The file that a receipt's digest was made of."""

    number = HiddenField()
    file = FileField(
        _l("The receipt's JSON file"),
        [
            FileRequired(_l("Choose a file.")),
            FileSize(
                MOST_RECEIPT_MB * 1_000_000,
                message=_l("No receipt is larger than %(most)s MB.", most=MOST_RECEIPT_MB),
            ),
        ],
    )

    def digest(self) -> str:
        return sent_sha256(self.file.data.read())
