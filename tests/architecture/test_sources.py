"""What holds for every file: sizes, templates, styles, no script in pages."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask

from cop.app import FEATURES
from cop.core.settings import ROOT

CODE = sorted((ROOT / "cop").rglob("*.py"))
TEMPLATES = sorted(p for p in (ROOT / "templates").rglob("*.*"))
STYLES = sorted((ROOT / "static/css").glob("*.css"))

MOST_LINES, MOST_FUNCTION_LINES = 250, 40
LONGER = {"cop/core/search/stops.py": "words without meaning, in five languages: data"}
"""Files that may be longer than the ceiling, with the reason."""

SHARED = {"base.html", "components", "errors", "ui"}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_a_file_holds_one_idea(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= MOST_LINES or _name(path) in LONGER
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < MOST_FUNCTION_LINES, node.name


def test_packages_have_no_code_in_their_init() -> None:
    assert not [
        _name(path) for path in CODE if path.name == "__init__.py" and path.read_text("utf-8").strip()
    ]


def test_templates_lie_in_a_feature_s_folder() -> None:
    folders = {path.relative_to(ROOT / "templates").parts[0] for path in TEMPLATES}
    assert folders <= {*FEATURES, *SHARED}


def test_every_template_is_used() -> None:
    said = "\n".join(path.read_text("utf-8") for path in [*CODE, *TEMPLATES])
    named = [
        re.sub(r"\\\{.*?\\\}", ".+", re.escape(text)) for text in re.findall(r'"([^"\s]+\.\w{3,4})"', said)
    ]
    unused = []
    for path in TEMPLATES:
        name = str(path.relative_to(ROOT / "templates"))
        folder, _, last = name.rpartition("/")
        # mails are named by what they tell: templates/<feature>/mails/<what>.txt
        is_mail = (
            folder.endswith("mails") and f'"{last.removesuffix(".txt").removesuffix(".subject")}"' in said
        )
        if not is_mail and not any(re.fullmatch(pattern, name) for pattern in named):
            unused.append(name)
    assert unused == []


def test_templates_compile(app: Flask) -> None:
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_no_style_or_script_is_inline(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle=[\"']|\son[a-z]+=[\"']|javascript:", text)
    if not _is_letter(path):
        inline = r'<style|<script(?![^>]*\ssrc=)(?! type="application/ld\+json">{{ schema }}</script>)'
        assert not re.search(inline, text)  # data for search engines is no script: no browser runs it


def _is_letter(path: Path) -> bool:
    """A PDF's template is read by our renderer and by no browser; it carries its own style."""
    return "pdf" in path.name or "letter" in path.name or "letters" in path.parts


@pytest.mark.parametrize("path", STYLES, ids=_name)
def test_styles_know_no_left_and_right(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    sides = r"(left|right)\b"
    physical = rf"(margin|padding|border)-{sides}|(text-align|float|clear):\s*{sides}|(?<![-\w]){sides}\s*:"
    assert not re.findall(physical, text)


def test_a_clone_needs_nothing_of_this_machine() -> None:
    """Sources name no folder outside their own."""
    places = re.compile(r"(?<![\w.])/(work|home|root)/")
    sources = [
        *CODE,
        *TEMPLATES,
        *(ROOT / "tests").rglob("*.py"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "Makefile",
    ]
    assert not [
        _name(path) for path in sources if path != Path(__file__) and places.search(path.read_text("utf-8"))
    ]
