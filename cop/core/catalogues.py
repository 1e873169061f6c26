"""The catalogues of the five languages: collected from code and templates, checked, compiled."""

import re
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from cop.core.settings import ROOT
from cop.kernel.translated import LANGUAGES

METHODS = [("cop/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "_l": None,
    "_n": (1, 2),
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "nN_": (1, 2),
}
_PLACE = re.compile(r"%\((\w+)\)[sd]")


def path_of(language: str) -> Path:
    return ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"


def extracted() -> Catalog:
    """Every sentence the code and the templates say, as a catalogue without translations."""
    catalogue = Catalog(project="cop", charset="utf-8")
    options = {
        pattern: {"silent": "false", "extensions": "jinja2.ext.do"}
        for pattern, method in METHODS
        if method == "jinja2"
    }
    for folder in ("cop", "templates"):
        found = extract_from_dir(
            str(ROOT / folder),
            method_map=[
                (pattern.partition("/")[2], method)
                for pattern, method in METHODS
                if pattern.startswith(f"{folder}/")
            ],
            options_map={
                key.partition("/")[2]: value for key, value in options.items() if key.startswith(f"{folder}/")
            },
            keywords=KEYWORDS,
            strip_comment_tags=True,
        )
        for filename, _line, message, _comments, _context in found:
            catalogue.add(
                message,
                None,
                [(f"{folder}/{filename}", 0)],
                flags=["python-format"] if _places(message) else [],
            )
    return catalogue


def _places(message: str | tuple[str, ...]) -> Counter[str]:
    return Counter(_PLACE.findall(message if isinstance(message, str) else message[-1]))


def read(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="cop", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def collect() -> None:
    """Bring every catalogue in step with the sentences; English translates to itself so that it can be corrected there."""
    template = extracted()
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(
            deepcopy(template), no_fuzzy_matching=True
        )  # its new messages become the catalogue's own
        catalogue.obsolete.clear()
        if language == "en":
            for message in catalogue:
                if message.id and not _is_translated(message):
                    message.string = message.id
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(
                file,
                catalogue,
                width=110,
                sort_output=True,
                omit_header=False,
                include_lineno=False,
                ignore_obsolete=True,
            )
        _settle_header(path)


def _settle_header(path: Path) -> None:
    """Dates in a header change with every run and say nothing; without them a catalogue changes only with its content."""
    lines = path.read_text("utf-8").split("\n")
    path.write_text(
        "\n".join(
            line
            for line in lines
            if not re.match(r'"(POT-Creation|PO-Revision)-Date|"(Last-Translator|Generated-By)', line)
        ),
        "utf-8",
    )


def _is_translated(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    return all(strings)


def problems() -> list[str]:
    """What is missing or wrong, one line each; empty when all five are complete."""
    wanted = {message.id for message in extracted() if message.id}
    return [problem for language in LANGUAGES for problem in _problems_of(language, wanted)]


def _problems_of(language: str, wanted: set[Any]) -> list[str]:
    catalogue = read(language)
    have = {message.id: message for message in catalogue if message.id}
    found = [f"{language}: not collected: {key!r} (run make messages)" for key in wanted - set(have)]
    found += [f"{language}: no longer said: {key!r} (run make messages)" for key in set(have) - wanted]
    for key, message in have.items():
        if key not in wanted:
            continue
        if message.fuzzy or not _is_translated(message):
            found.append(f"{language}: untranslated: {key!r}")
        elif isinstance(key, str) and _places(key) != _places(str(message.string)):
            found.append(f"{language}: lost or invented a place: {key!r}")
        elif not isinstance(key, str) and len(message.string or ()) != catalogue.num_plurals:
            found.append(f"{language}: needs {catalogue.num_plurals} plural forms: {key!r}")
    return found


def compile_changed() -> None:
    """Write the .mo of every .po that is newer."""
    for language in LANGUAGES:
        source, target = path_of(language), path_of(language).with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        with target.open("wb") as file:
            write_mo(file, read(language))
