"""Forms about the people of a proposal, and those that partners fill in."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from cop.accounts.forms import email_rules
from cop.core.forms import Form, at_most, choices_of, required, text_of
from cop.core.i18n import sentence
from cop.kernel.messages import say
from cop.proposals.models import Partner
from cop.proposals.roles import TEAM_ROLE_NAMES, TeamRole


class TeamRoleForm(Form):
    """What a person may do; a partner's person is chosen with the partner, as `partner:` and its key."""

    role = SelectField(_l("Role"), [required()])

    def offer(self, partners: Sequence[Partner]) -> None:
        whole = [(role, name) for role, name in TEAM_ROLE_NAMES.items() if role != TeamRole.PARTNER]
        choices = [(role.value, sentence(say(name))) for role, name in whole]
        choices += [
            (
                part_value(partner.key),
                _("partner: writes only the part of %(name)s", name=f"\u2068{partner.name}\u2069"),
            )
            for partner in partners
        ]
        self.role.choices = choices_of(choices)

    def chosen(self) -> dict[str, Any]:
        """The role and the partner's key, as services take them."""
        role, _colon, key = text_of(self.role).partition(":")
        return {"role": TeamRole(role), "partner_key": key}


def part_value(key: str) -> str:
    """How the choice of a partner's part is called in the form."""
    return f"{TeamRole.PARTNER.value}:{key}"


class TeamInviteForm(TeamRoleForm):
    """Somebody to ask in."""

    email = EmailField(_l("E-mail address"), email_rules())


class MandateRequestForm(Form):
    """Whom to ask for a partner's confirmation."""

    partner = HiddenField()
    email = EmailField(_l("E-mail address"), email_rules())


class MandateForm(Form):
    """Who confirms for the partner."""

    name = StringField(_l("Your name"), [required(), at_most(200)])
    function = StringField(_l("Your function in the organisation"), [required(), at_most(200)])
    agreed = BooleanField(
        _l("I confirm this and may do so for the organisation."),
        [InputRequired(_l("Please confirm, or close this page."))],
    )


class PartForm(Form):
    """A partner's own words."""

    base = HiddenField()
    part = TextAreaField(_l("Its part in the project"), [Optional(), at_most(1500)], render_kw={"rows": 10})
