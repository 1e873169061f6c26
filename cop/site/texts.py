"""The few texts of the site itself: data/<name>.<language>.md, a title in the first line, then Markdown."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cop.kernel.translated import LANGUAGES

NAMES = ("about", "accessibility", "privacy")
_FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class SiteText:
    """A page's title and body (Markdown)."""

    title: str
    body: str


@cache
def text_of(name: str, language: str) -> SiteText | None:
    """The text called `name`; None for another name."""
    if name not in NAMES or language not in LANGUAGES:
        return None
    title, _, body = (_FOLDER / f"{name}.{language}.md").read_text("utf-8").partition("\n")
    return SiteText(title.removeprefix("# ").strip(), body.strip())
