"""Forms of reviewers and of those who assign to them; the form of a grid is made from the call's definition."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup
from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from cop.accounts.models import User
from cop.calls.definition.grid import Criterion, Grid
from cop.core.forms import Form, at_most, choices_of, names_of, required, text_of
from cop.core.i18n import comma, language_name, number
from cop.core.templating import in_reader
from cop.reviews.models import Declaration, Review

MOST_COMMENT = 10_000


class AssignForm(Form):
    """Who is to read which proposals."""

    submission = SelectMultipleField(_l("Proposals"), validate_choice=False)
    reviewer = SelectField(_l("Reviewer"), [required()])

    def offer(self, reviewers: Sequence[tuple[User, int]]) -> None:
        """Names with their language and how much they have already."""
        choices = [(str(user.id), f"{user.name} ({_load(user, load)})") for user, load in reviewers]
        self.reviewer.choices = names_of([("", "–"), *choices])

    def validate_submission(self, field: SelectMultipleField) -> None:
        if not field.data or not all(re.fullmatch(r"[0-9]{1,9}", text) for text in field.data):
            raise ValidationError(_("Mark at least one proposal."))

    def chosen(self) -> list[int]:
        return [int(text) for text in self.submission.data or ()]

    @property
    def reviewer_id(self) -> int:
        return int(text_of(self.reviewer))


def _load(user: User, load: int) -> str:
    """Two reviewers are told apart by what they read, and by how much of it they have."""
    spoken = language_name(user.language, own=False)
    return spoken + comma() + str(ngettext("%(num)s proposal", "%(num)s proposals", load))


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
        _l("The proposal as a whole"),
        [Optional(), at_most(MOST_COMMENT)],
        render_kw={"rows": 5, "dir": "auto"},
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
    choices = _scale_choices(grid)
    for criterion in grid.criteria:
        fields[mark_name(criterion)] = _mark_field(criterion, choices)
        fields[comment_name(criterion)] = TextAreaField(
            _l("Why"), [Optional(), Length(max=MOST_COMMENT)], render_kw={"rows": 2, "dir": "auto"}
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


def _scale_choices(grid: Grid) -> list[Any]:
    """Every criterion of a grid is marked on the same scale."""
    return choices_of(
        (mark, Markup("{} – {}").format(number(mark), in_reader(grid.scale.label_of(mark))))
        for mark in grid.scale.marks
    )


def _mark_field(criterion: Criterion, choices: list[Any]) -> MarkField:
    hint = in_reader(criterion.help) if criterion.help else Markup("")
    return MarkField(
        in_reader(criterion.label),
        [Optional()],
        choices=choices,
        coerce=_whole,
        description=hint if criterion.weight == 1 else hint + f" (× {number(criterion.weight)})",
    )


def _whole(value: Any) -> int | None:
    return None if value in (None, "", "None") else int(value)
