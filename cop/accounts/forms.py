"""Forms about a person's own account, and the one that gives roles."""

from typing import Any
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Regexp, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from cop.accounts.rules import SHORTEST_OF_STAFF, SHORTEST_PASSWORD
from cop.core.forms import Form, at_most, choices_of, no_address, required
from cop.core.i18n import language_name
from cop.kernel.actor import Role
from cop.kernel.translated import LANGUAGES

ROLE_NAMES = {
    Role.MEMBER: _l("member"),
    Role.REVIEWER: _l("reviewer"),
    Role.OFFICER: _l("programme officer"),
    Role.MANAGER: _l("programme manager"),
    Role.AUDITOR: _l("auditor"),
    Role.ADMIN: _l("administrator"),
}


_ATOM, _LABEL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+", r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
_EMAIL = rf"^{_ATOM}(\.{_ATOM})*@({_LABEL}\.)+[A-Za-z0-9-]{{2,}}$"
"""A dot-atom at a host name (RFC 5321, 4.1.2), which every mail server takes."""


def email_rules() -> list[Any]:
    """What an address must look like; whether it exists only a mail can tell."""
    words = _l("Write an e-mail address, for example name@example.org.")
    return [
        required(),
        at_most(254),
        Regexp(_EMAIL, message=words),
    ]


def _new_password(label: Any) -> PasswordField:
    hint = _l(
        "At least %(least)s characters, %(staff)s for the secretariat. A short sentence is easy to keep in mind.",
        least=SHORTEST_PASSWORD,
        staff=SHORTEST_OF_STAFF,
    )
    return PasswordField(label, [required()], description=hint, render_kw={"autocomplete": "new-password"})


class SignInForm(Form):
    email = EmailField(_l("E-mail address"), [required(), at_most(254)])
    password = PasswordField(_l("Password"), [required()], render_kw={"autocomplete": "current-password"})


class RegisterForm(Form):
    name = StringField(
        _l("Your name"), [required(), at_most(120), no_address()], render_kw={"autocomplete": "name"}
    )
    email = EmailField(_l("E-mail address"), email_rules())
    password = _new_password(_l("Password"))


class AskResetForm(Form):
    email = EmailField(_l("E-mail address"), [required(), at_most(254)])


class NewPasswordForm(Form):
    password = _new_password(_l("New password"))


class ChangePasswordForm(Form):
    password = PasswordField(
        _l("Present password"), [required()], render_kw={"autocomplete": "current-password"}
    )
    new_password = _new_password(_l("New password"))


class ConfirmPasswordForm(Form):
    password = PasswordField(_l("Password"), [required()], render_kw={"autocomplete": "current-password"})


class CodeForm(Form):
    """Digits of any script, with spaces or without; a recovery code has letters too, so it is no number field."""

    code = StringField(
        _l("Code"),
        [required(), at_most(40)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"},
    )


class LostFactorForm(Form):
    reason = TextAreaField(
        _l("Reason"),
        [required(), at_most(500)],
        description=_l("How you know that it is this person who asks. It is kept and mailed to them."),
    )


class ProfileForm(Form):
    name = StringField(
        _l("Your name"), [required(), at_most(120), no_address()], render_kw={"autocomplete": "name"}
    )
    language = SelectField(_l("Language of mails"), [required()])
    zone = StringField(
        _l("Time zone"),
        [required(), at_most(60)],
        description=_l("As Africa/Bujumbura or Europe/Brussels: deadlines are shown in it too."),
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.language.choices = choices_of((code, language_name(code)) for code in LANGUAGES)

    def validate_zone(self, field: StringField) -> None:
        if field.data not in available_timezones():
            raise ValidationError(_l("We do not know this time zone."))


class RolesForm(Form):
    roles = SelectMultipleField(
        _l("Roles"),
        choices=choices_of((role.value, name) for role, name in ROLE_NAMES.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    closed = BooleanField(_l("Close this account: the person can no longer sign in."))

    def value(self) -> frozenset[Role]:
        return frozenset(Role(code) for code in self.roles.data or ())
