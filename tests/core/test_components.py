"""The macros: what they say about a field is what the form says, in every state."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, current_app, render_template_string
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, FormField, StringField, TextAreaField
from wtforms import Form as PlainForm

from cop.core import i18n, sampler, templating
from cop.core.forms import Form, NumberField, required
from cop.core.settings import ROOT, Settings

FORMS = '{% from "components/forms.html" import action, error_summary, field %}'
LAYOUT = '{% from "components/layout.html" import pagination, task_list, card, data_table %}'


@pytest.fixture
def page(tmp_path: Path) -> Iterator[None]:
    """A request in which macros can be drawn; no database, no feature."""
    app = Flask("kit", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping(SETTINGS=Settings(_env_file=None, data_dir=tmp_path), SECRET_KEY="kit")
    i18n.install(app)
    templating.install(app)
    with app.test_request_context("/"):
        app.template_context_processors[None] = []
        yield


class Line(PlainForm):
    name = StringField("Name", [required()])


class Everything(Form):
    title = StringField("Title", [required()], description="Short.")
    note = TextAreaField("Note", render_kw={"data-max-words": 50})
    amount = NumberField("Amount", [required()])
    lines = FieldList(FormField(Line, label="Line"), label="Lines", min_entries=1)


def wrong_form() -> Everything:
    form = Everything(formdata=MultiDict({"title": "", "amount": "1 234,50", "lines-0-name": ""}))
    form.validate()
    return form


def draw(source: str, **context: object) -> str:
    return render_template_string(source, **context)


def test_an_error_stands_beside_its_field_and_is_announced_with_it(page: None) -> None:
    html = draw(FORMS + "{{ field(form.title) }}", form=wrong_form())
    assert "Please answer this." in html
    assert 'aria-describedby="title-hint title-error"' in html
    assert 'aria-invalid="true"' in html
    for name in ("title-hint", "title-error"):
        assert f'id="{name}"' in html


def test_the_summary_links_to_every_wrong_field_also_inside_lists(page: None) -> None:
    form = wrong_form()
    form.form_errors = ["The whole is wrong."]
    html = draw(FORMS + "{{ error_summary(form) }}", form=form)
    assert re.findall(r'href="#([^"]+)"', html) == ["title", "lines-0-name"]
    assert "The whole is wrong." in html
    assert 'role="alert"' in html


def test_the_summary_of_a_right_form_is_nothing(page: None) -> None:
    assert draw(FORMS + "{{ error_summary(form) }}", form=Everything(formdata=None)).strip() == ""


def test_what_was_typed_comes_back_as_it_was_typed(page: None) -> None:
    html = draw(FORMS + "{{ field(form.amount) }}", form=wrong_form())
    assert 'value="1 234,50"' in html
    assert 'type="text"' in html, "a number field of the browser would throw away what it cannot read"


def test_optional_is_marked_and_required_is_not(page: None) -> None:
    form = Everything(formdata=None)
    assert "(optional)" in draw(FORMS + "{{ field(form.note) }}", form=form)
    html = draw(FORMS + "{{ field(form.title) }}", form=form)
    assert "(optional)" not in html
    assert " required" not in html, "the server says what is missing, in the reader's language"


def test_a_limit_of_words_is_said_without_script(page: None) -> None:
    html = draw(FORMS + "{{ field(form.note) }}", form=Everything(formdata=None))
    assert "At most 50 words" in html
    assert 'data-text="{} of 50 words"' in html


def test_a_danger_asks_once_in_words_that_name_the_thing(page: None) -> None:
    source = (
        FORMS + "{{ action('/x', 'Withdraw', 'danger', confirm='Withdraw <GL-1>?', values={'version': 3}) }}"
    )
    html = draw(source, csrf_token=lambda: "token")
    assert html.index("<details") < html.index("Withdraw &lt;GL-1&gt;?") < html.index("<form")
    assert 'name="version" value="3"' in html


def test_labels_are_escaped(page: None) -> None:
    class Hostile(Form):
        name = StringField("<script>", [required()], description="<b>")

    html = draw(FORMS + "{{ field(form.name) }}", form=Hostile(formdata=None))
    assert "<script>" not in html
    assert "<b>" not in html


def test_lazy_errors_are_shown(page: None) -> None:
    form = Everything(formdata=None)
    form.title.errors = [_l("Please answer this.")]
    assert "Please answer this." in draw(FORMS + "{{ field(form.title) }}", form=form)


@pytest.mark.parametrize(("at", "shown"), [(1, [1, 2, 12]), (5, [1, 4, 5, 6, 12]), (12, [1, 11, 12])])
def test_a_pager_shows_the_ends_and_the_neighbours(page: None, at: int, shown: list[int]) -> None:
    listed = sampler.SamplePage(items=[], page=at, per_page=20, total=233)
    html = draw(LAYOUT + "{{ pagination(page) }}", page=listed)
    assert [int(n) for n in re.findall(r">(\d+)</", html)] == shown
    assert f'aria-current="page">{at}<' in html
    assert "233 entries" in html


def test_one_page_needs_no_links(page: None) -> None:
    html = draw(LAYOUT + "{{ pagination(page) }}", page=sampler.SamplePage([], 1, 20, 1))
    assert "<a " not in html
    assert "1 entry" in html


def test_a_task_says_its_state_in_words(page: None) -> None:
    for state, words in {
        "not_started": "Not started",
        "in_progress": "Incomplete",
        "complete": "Complete",
    }.items():
        assert words in draw(LAYOUT + "{{ task_list(tasks) }}", tasks=[{"title": "x", "state": state}])


@pytest.mark.parametrize("rtl", [False, True])
def test_charts_carry_no_inline_style(page: None, *, rtl: bool) -> None:
    source = '{% from "components/chart.html" import chart %}{{ chart(figure, title, text) }}'
    for title, text, figure in sampler.figures(rtl=rtl):
        html = draw(source, figure=figure, title=title, text=text)
        assert "style=" not in html
        assert html.count("<table>") == (1 if figure.rows else 0)
        assert ('role="img"' in html) == bool(figure.rows)


def test_a_page_loses_its_indentation_and_no_space_between_words(page: None) -> None:
    env = current_app.jinja_env
    source = "<p>\n  {% if true %}\n    <b>1</b>{% endif %}\n  one\n  two\n</p>"
    plain = templating.Unindented(env).preprocess(source, "a.html")
    assert env.from_string(plain).render() == "<p>\n <b>1</b> one\ntwo\n</p>"
