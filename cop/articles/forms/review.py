"""What a peer fills in: marks on the criteria, comments by section, the level they see."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import Optional

from cop.articles.models import PeerReview
from cop.articles.rules.evidence import CRITERIA, EVIDENCE_NAMES, MOST_COMMENT, Evidence
from cop.articles.rules.sections import SECTIONS
from cop.core.forms import Form, at_most, choices_of, required
from cop.core.i18n import sentence
from cop.kernel.messages import N_, say

MARKS = {"1": N_("1 – not at all"), "2": N_("2 – in part"), "3": N_("3 – mostly"), "4": N_("4 – entirely")}


class ReviewForm(Form):
    """The base of the form made here, whose criteria and sections are said in the reader's language."""

    verdict = RadioField(_l("What it is, in your eyes"), [required()])

    def marks(self) -> dict[str, int]:
        return {code: int(self[code].data) for code in CRITERIA}

    def comments(self) -> dict[str, str]:
        return {code: self[f"on_{code}"].data for code in SECTIONS if self[f"on_{code}"].data}

    def level(self) -> Evidence:
        return Evidence(self.verdict.data)


def review_form(before: PeerReview | None) -> ReviewForm:
    """The form, filled with what the peer said before."""
    fields: dict[str, Any] = {
        code: RadioField(sentence(say(label)), [required()], choices=_said(MARKS))
        for code, label in CRITERIA.items()
    }
    for code, section in SECTIONS.items():
        fields[f"on_{code}"] = TextAreaField(
            sentence(say(section.title)), [Optional(), at_most(MOST_COMMENT)], render_kw={"rows": 3}
        )
    data: dict[str, Any] = {}
    if before is not None:
        data = {code: str(mark) for code, mark in before.marks.items()}
        data |= {f"on_{code}": text for code, text in before.comments.items()} | {"verdict": before.verdict}
    form: ReviewForm = type("MadeForm", (ReviewForm,), fields)(data=data)
    form.verdict.choices = _said(EVIDENCE_NAMES)
    return form


def _said(labels: dict[str, str]) -> list[Any]:
    return choices_of((code, sentence(say(label))) for code, label in labels.items())
