"""The forms by which an officer enters what came on paper."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import EmailField, SelectField, StringField, TextAreaField
from wtforms.validators import NumberRange, Optional

from cop.accounts.forms import email_rules
from cop.calls.definition.definition import CallDefinition
from cop.calls.forms.instants import InstantField, InZoneForm
from cop.core import web
from cop.core.forms import WholeField, at_most, choices_of, required, text_of
from cop.core.i18n import language_name
from cop.directory.services.organisations import Facts
from cop.files.rules import Upload
from cop.proposals.services.paper import Paper
from cop.taxonomy.countries import country_choices
from cop.taxonomy.terms import vocabulary

DECLARED_ON_PAPER = _l(
    "The paper bears this declaration, signed by somebody entitled, and what stands here is what it says."
)
"""What an officer confirms in place of the team's declaration."""


class PaperForm(InZoneForm):
    """When it was received, why it is entered, the scan, and where its senders are told what becomes of it."""

    instants: ClassVar[tuple[str, ...]] = ("received_at",)
    received_at = InstantField(
        _l("Received by the registry"),
        [required()],
        description=_l("Day and hour of the registry’s stamp: the deadline is judged by it."),
    )
    reason = TextAreaField(
        _l("Why it is entered from paper"), [required(), at_most(2000)], render_kw={"rows": 3}
    )
    scan = FileField(
        _l("Scan of the paper"),
        [FileRequired(_l("Choose a file."))],
        description=_l("PDF, JPG or PNG, every page with its signatures."),
        render_kw={"accept": ".pdf,.jpg,.jpeg,.png"},
    )
    email = EmailField(_l("Mail address of the senders"), [Optional(), *email_rules()[1:]])
    address = TextAreaField(
        _l("Postal address of the senders"),
        [Optional(), at_most(500)],
        description=_l("Without a mail address, letters are listed here to be printed and posted."),
        render_kw={"rows": 4},
    )

    def upload(self) -> Upload:
        return Upload(self.scan.data.filename or "", self.scan.data.read())

    def paper(self, scan: Upload) -> Paper:
        return Paper(
            received_at=self.received_at.at(),
            reason=text_of(self.reason),
            scan=scan,
            email=text_of(self.email),
            address=text_of(self.address),
        )


class FirstPaperForm(PaperForm):
    """The same with the organisation that leads, as its letter names it."""

    name = StringField(
        _l("Organisation that leads"),
        [required(), at_most(200)],
        description=_l(
            "If the directory has it under this name in this country it is taken from there, else it is listed."
        ),
    )
    kind = SelectField(_l("Type"), [required()])
    country = SelectField(_l("Country where it is established"), [required()])
    registered_year = WholeField(
        _l("Year of registration"),
        [Optional(), NumberRange(1800, 2200, message=_l("Write a year, for example 2012."))],
    )
    language = SelectField(_l("Language of the proposal"), [required()])

    def __init__(self, *, definition: CallDefinition, **given: Any) -> None:
        super().__init__(**given)
        first = [("", "–")]
        self.kind.choices = choices_of(first + vocabulary("organisation_types").choices(web.language()))
        self.country.choices = choices_of(first + list(country_choices(web.language())))
        self.language.choices = choices_of(
            (code, language_name(code)) for code in definition.proposal_languages
        )

    def lead(self) -> Facts:
        return Facts(
            name=text_of(self.name),
            kind=text_of(self.kind),
            country=text_of(self.country),
            registered_year=self.registered_year.data,
            language=text_of(self.language),
        )
