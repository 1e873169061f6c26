"""What people write in discussions, and about them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, EmailField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from cop.core import web
from cop.core.forms import Form, at_most, choices_of, lines_at_most, required, text_of
from cop.core.i18n import language_name
from cop.discussions.models import Contribution, Discussion, Summary
from cop.discussions.opening import Opening, Plan, Subject
from cop.discussions.rules import MOST_QUESTION, MOST_SUMMARY, MOST_TEXT, MOST_TITLE, Rhythm
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.countries import country_name
from cop.taxonomy.fields import CountriesField, TermsField

RHYTHMS = ((Rhythm.AT_ONCE, _l("As it is said")), (Rhythm.DAILY, _l("Once a day, if there is something new")))
MARKDOWN = _l("Markdown works: an empty line for a paragraph, - for a list, [words](address) for a link.")


def language_field() -> SelectField:
    return SelectField(
        _l("Language you write in"), [required()], choices={c: language_name(c) for c in LANGUAGES}
    )


def text_field(label: Any, most: int, hint: Any = MARKDOWN) -> TextAreaField:
    return TextAreaField(label, [required(), at_most(most), lines_at_most(400)], description=hint)


class VersionedForm(Form):
    """`made_from` is the version that the writer was shown."""

    made_from = IntegerField(widget=HiddenInput(), default=0)

    def see_newer(self, version: int) -> None:
        """Shown what others saved meanwhile, the writer saves over that and nothing later."""
        self.made_from.data, self.made_from.raw_data = version, None

    @property
    def base(self) -> int:
        return self.made_from.data or 0


class SubjectForm(Form):
    """What it is about."""

    themes = TermsField(_l("Themes"), vocabulary="themes")
    countries = CountriesField(_l("Countries"), description=_l("One country a line. None means all."))

    def subject(self) -> Subject:
        return Subject(tuple(self.themes.data or ()), self.countries.codes)


class StartForm(SubjectForm):
    """A question to everybody."""

    language = language_field()
    title = StringField(_l("Title"), [required(), at_most(MOST_TITLE)])
    question = text_field(
        _l("Your question"),
        MOST_QUESTION,
        _l("What you want to know, and what you know already. Your name is shown with it."),
    )

    def opening(self) -> Opening:
        return Opening(text_of(self.title), text_of(self.question), text_of(self.language))


class PlanForm(Form):
    """The days of an e-discussion, and who leads it."""

    opens_on = DateField(_l("First day"), [InputRequired(_l("Write a date."))])
    closes_on = DateField(_l("Last day"), [InputRequired(_l("Write a date."))])
    moderator = EmailField(
        _l("Moderator"),
        [Optional(), at_most(300)],
        description=_l(
            "The address of somebody with an account here. The secretariat moderates in any case."
        ),
    )

    def plan(self) -> Plan:
        """Of a form that holds."""
        opens_on, closes_on = self.opens_on.data, self.closes_on.data
        assert opens_on is not None  # noqa: S101 - both are required
        assert closes_on is not None  # noqa: S101
        return Plan(opens_on, closes_on, text_of(self.moderator))


class LedStartForm(StartForm, PlanForm):
    """The same as an e-discussion."""


class OpeningForm(VersionedForm):
    """Title and question in one language."""

    title = StringField(_l("Title"), [required(), at_most(MOST_TITLE)])
    question = text_field(_l("Question"), MOST_QUESTION)


class EditForm(SubjectForm, OpeningForm):
    """An opening that nobody answered; once somebody did, only what it is about can change."""

    def keep_words(self) -> None:
        del self.title, self.question

    @property
    def has_words(self) -> bool:
        return "title" in self


class ContributionForm(VersionedForm):
    """Something said. `reply_to` is the number of what it answers, 0 for all."""

    reply_to = IntegerField(widget=HiddenInput(), default=0)
    text = text_field(_l("Your contribution"), MOST_TEXT)
    language = language_field()


class SummaryForm(VersionedForm):
    """The summary of a week, or of the whole."""

    text = text_field(_l("Summary"), MOST_SUMMARY)
    language = language_field()


class ReasonForm(Form):
    """Why something is hidden, reported or given back."""

    reason = TextAreaField(_l("Reason"), [required(), at_most(1000)])


class FollowForm(Form):
    """How often a follower is told."""

    rhythm = RadioField(_l("Tell me by mail"), [required()], choices=choices_of(RHYTHMS))

    def value(self) -> Rhythm:
        return Rhythm(self.rhythm.data)


def edit_form(discussion: Discussion) -> EditForm:
    """What it says and is about; its words only while they may change."""
    names = (country_name(code, web.language()) for code in discussion.countries)
    return EditForm(
        data={
            "title": discussion.title,
            "question": discussion.question,
            "themes": discussion.themes,
            "countries": "\n".join(names),
            "made_from": discussion.version,
        }
    )


def contribution_form(contribution: Contribution) -> ContributionForm:
    return ContributionForm(obj=contribution, made_from=contribution.version)


def opening_form(discussion: Discussion, language: str) -> OpeningForm:
    """The opening in another language, as far as it is translated."""
    return OpeningForm(data=discussion.translations.get(language, {}) | {"made_from": discussion.version})


def plan_form(discussion: Discussion) -> PlanForm:
    moderator = discussion.moderator.email if discussion.moderator else ""
    days = {"opens_on": discussion.opens_on, "closes_on": discussion.closes_on}
    return PlanForm(data=days | {"moderator": moderator})


def summary_form(summary: Summary | None) -> SummaryForm:
    if summary is None:
        return SummaryForm(language=web.language())
    return SummaryForm(obj=summary, made_from=summary.version)


def shown_summary(summary: Summary) -> SummaryForm:
    """The same, where another form of the page was sent."""
    return SummaryForm(formdata=None, obj=summary, made_from=summary.version)
