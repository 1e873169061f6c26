"""What the codes of a budget are called."""

from flask_babel import lazy_gettext as _l

from cop.proposals.budget_models import Funder

FUNDER_NAMES = {
    Funder.GRANT: _l("the grant"),
    Funder.OWN: _l("own contribution"),
    Funder.OTHER: _l("another funder"),
}
"""“Own” is the contribution of the organisation whose line it is."""
