"""Forms of reviewers and of those who assign to them; the form of a grid is made from the call's definition."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from cop.accounts.models import User
from cop.calls.definition.grid import Criterion, Grid
from cop.core import web
from cop.core.forms import Form, at_most, choices_of, required, text_of
from cop.core.i18n import language_name
from cop.kernel.translated import pick
from cop.reviews.models import Declaration, Review

MOST_COMMENT = 10_000
MOST_ID = 2**31 - 1


class AssignForm(Form):
    """Who is to read a proposal."""

    submission = IntegerField(_l("Proposal"), [NumberRange(1, MOST_ID)], widget=HiddenInput())
    reviewer = SelectField(_l("Reviewer"), [required()], coerce=int)

    def offer(self, reviewers: Sequence[tuple[User, int]]) -> None:
        """Names with their language and how much they have already."""
        self.reviewer.choices = choices_of(
            (user.id, f"{user.name} – {language_name(user.language, own=False)}, {load}")
            for user, load in reviewers
        )


class DeclarationForm(Form):
    """Whether there is a conflict of interest."""

    declaration = RadioField(
        _l("Your declaration"),
        [required()],
        choices=choices_of(
            [
                (Declaration.NO_CONFLICT.value, _l("I have no conflict of interest.")),
                (
                    Declaration.CONFLICT.value,
                    _l("I have a conflict of interest, so I will not read this proposal."),
                ),
            ]
        ),
    )
    conflict = TextAreaField(
        _l("What the conflict is"),
        [Optional(), at_most(1000)],
        description=_l("A few words; only the secretariat reads them."),
        render_kw={"rows": 3},
    )

    def value(self) -> Declaration:
        return Declaration(text_of(self.declaration))


class ReviewForm(Form):
    """The base of the forms made here. `version` is that of the review the writer was shown."""

    version = IntegerField(widget=HiddenInput(), default=0)
    comment = TextAreaField(
        _l("The proposal as a whole"), [Optional(), at_most(MOST_COMMENT)], render_kw={"rows": 5}
    )
    criteria: tuple[Criterion, ...] = ()

    def marks(self) -> dict[str, int | None]:
        return {c.code: self[mark_name(c)].data for c in self.criteria}

    def comments(self) -> dict[str, str]:
        return {c.code: self[comment_name(c)].data or "" for c in self.criteria}


class MarkField(RadioField):
    """A mark on the scale. None yet is no wrong choice while a review is being written, but handing in needs one."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.flags.required = True

    def pre_validate(self, form: Any) -> None:
        if self.data is not None:
            super().pre_validate(form)


def mark_name(criterion: Criterion) -> str:
    return f"mark-{criterion.code}"


def comment_name(criterion: Criterion) -> str:
    return f"comment-{criterion.code}"


def form_of_grid(grid: Grid, review: Review | None) -> ReviewForm:
    """The form in which a reviewer marks `grid`, filled with what is kept."""
    fields: dict[str, Any] = {}
    for criterion in grid.criteria:
        fields[mark_name(criterion)] = _mark_field(criterion, grid)
        fields[comment_name(criterion)] = TextAreaField(
            _l("Why"), [Optional(), Length(max=MOST_COMMENT)], render_kw={"rows": 2}
        )
    made = type("MadeReviewForm", (ReviewForm,), {**fields, "criteria": grid.criteria})
    data: dict[str, Any] = {
        "version": review.version if review else 0,
        "comment": review.comment if review else "",
    }
    for mark in review.marks if review else ():
        data[f"mark-{mark.criterion}"], data[f"comment-{mark.criterion}"] = mark.mark, mark.comment
    form: ReviewForm = made(data=data)
    return form


def _mark_field(criterion: Criterion, grid: Grid) -> MarkField:
    language = web.language()
    choices = [(mark, f"{mark} – {pick(grid.scale.label_of(mark), language)}") for mark in grid.scale.marks]
    label = pick(criterion.label, language).text
    hint = pick(criterion.help, language).text if criterion.help else ""
    return MarkField(
        label,
        [Optional()],
        choices=choices_of(choices),
        coerce=_whole,
        description=hint if criterion.weight == 1 else f"{hint} (× {criterion.weight})".strip(),
    )


def _whole(value: Any) -> int | None:
    return None if value in (None, "", "None") else int(value)
