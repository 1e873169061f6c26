"""Forms around the secretariat's lists."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField

from cop.core.forms import Form, at_most, choices_of, required

EXPORTS = {
    "answers.xlsx": _l(
        "The answers as a spreadsheet (XLSX): a row for each proposal, a column for each question"
    ),
    "answers.csv": _l("The answers as CSV"),
    "budgets.xlsx": _l("The budgets as a spreadsheet (XLSX): a row for each line"),
    "budgets.csv": _l("The budgets as CSV"),
    "documents.zip": _l("The documents as ZIP archives, a folder for each proposal"),
}


class SavedFilterForm(Form):
    """A name for what is chosen now."""

    name = StringField(_l("Name of the filter"), [required(), at_most(80)])
    is_shared = BooleanField(_l("All staff may use it"))


class ExportForm(Form):
    """Which file is wanted of the proposals."""

    file = RadioField(
        _l("Which file"), [required()], choices=choices_of(EXPORTS.items()), default="answers.xlsx"
    )


class TeamMailForm(Form):
    """A mail to everyone who writes for the leads."""

    subject = StringField(_l("Subject"), [required(), at_most(150)])
    text = TextAreaField(
        _l("Text"),
        [required(), at_most(5000)],
        description=_l("Each team gets it as you write it, with the number and the title of its proposal."),
    )
