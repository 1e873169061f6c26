"""Forms about an organisation and its people."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectField, StringField, TextAreaField, URLField
from wtforms.validators import NumberRange, Optional, Regexp

from cop.accounts.forms import email_rules
from cop.core import web
from cop.core.forms import Form, YearField, at_most, choices_of, required, text_of
from cop.core.i18n import language_name, sentence
from cop.directory.models import Organisation
from cop.directory.roles import ROLE_NAMES, MemberRole
from cop.directory.services.organisations import Facts
from cop.kernel.messages import say
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.countries import country_choices
from cop.taxonomy.fields import TermField


class OrganisationForm(Form):
    """What an organisation says of itself."""

    name = StringField(_l("Name of the organisation"), [required(), at_most(200)])
    kind = TermField(_l("Type"), [required()], vocabulary="organisation_types")
    country = SelectField(_l("Country where it is established"), [required()])
    city = StringField(_l("Town"), [Optional(), at_most(120)])
    registered_year = YearField(
        _l("Year of registration"),
        [Optional(), NumberRange(1800, 2200, message=_l("Write a year, for example 2012."))],
        description=_l("Calls ask for it; leave it empty if it is not registered."),
    )
    website = URLField(
        _l("Website"),
        [Optional(), at_most(300), Regexp(r"https?://", message=_l("It starts with https:// or http://."))],
    )
    language = SelectField(_l("Language of correspondence"), [required()])
    about = TextAreaField(_l("What it does"), [Optional(), at_most(3000)])

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        first = [("", "–")]
        self.country.choices = choices_of(first + list(country_choices(web.language())))
        self.language.choices = choices_of((code, language_name(code)) for code in LANGUAGES)

    def value(self, before: Organisation | None = None) -> Facts:
        return Facts(
            name=text_of(self.name),
            kind=text_of(self.kind),
            country=text_of(self.country),
            city=text_of(self.city),
            registered_year=self.registered_year.data,
            website=text_of(self.website),
            about=text_of(self.about),
            language=text_of(self.language),
            works_in=tuple(before.works_in) if before else (),
        )


class _RoleForm(Form):
    role = SelectField(_l("Role"), [required()])

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.role.choices = choices_of((role.value, sentence(say(name))) for role, name in ROLE_NAMES.items())

    def chosen(self) -> MemberRole:
        return MemberRole(text_of(self.role))


class InviteForm(_RoleForm):
    """Somebody to ask in."""

    email = EmailField(_l("E-mail address"), email_rules())


class RoleForm(_RoleForm):
    """Another role for a member."""
