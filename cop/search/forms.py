"""Keep a search."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField

from cop.core.forms import Form, choices_of
from cop.search.asking import Asked, asked_by
from cop.search.rules import Rhythm

MOST = 4_000


class SavedSearchForm(Form):
    """`query` is that of the page's address."""

    query = HiddenField()
    rhythm = SelectField(
        _l("How often"),
        choices=choices_of([(Rhythm.DAILY.value, _l("Every day")), (Rhythm.WEEKLY.value, _l("Every week"))]),
    )

    def asked(self) -> Asked:
        return asked_by((self.query.data or "")[:MOST])

    def value(self) -> Rhythm:
        return Rhythm(self.rhythm.data)
