"""Controls for what is chosen from a list: terms, languages, countries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, SelectField

from cop.calls.forms.controls import Control, Data
from cop.core import web
from cop.core.forms import choices_of
from cop.core.i18n import language_name
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.countries import country_name
from cop.taxonomy.fields import ChecksField, CountriesField


@dataclass(frozen=True, slots=True)
class ChoiceControl(Control):
    """One of a few. What was chosen before is kept among them, though it may no longer exist: the checks say so."""

    choices: Sequence[tuple[str, str]] = ()
    chosen: str | None = None

    def fields(self) -> dict[str, Field]:
        pairs = [("", "–"), *_with(self.choices, [self.chosen] if self.chosen else [])]
        return {self.name: SelectField(**self._settings(), choices=choices_of(pairs))}

    def value(self, form: Any, before: Any) -> Any:  # noqa: ARG002
        return form[self.name].data or None


class ConditionControl(ChoiceControl):
    """A question and its answer as one choice."""

    def data(self, value: Any) -> Data:  # noqa: ARG002 - the same for all
        return {self.name: self.chosen}

    def value(self, form: Any, before: Any) -> Any:  # noqa: ARG002
        question, _between, answer = (form[self.name].data or "").partition("/")
        return {"question": question, "answer": answer} if question else None


@dataclass(frozen=True, slots=True)
class ChecksControl(Control):
    """Some of a few. Those that stay keep their order, new ones follow."""

    choices: Sequence[tuple[str, str]] = ()
    chosen: Sequence[str] = ()

    def fields(self) -> dict[str, Field]:
        pairs = _with(self.choices, self.chosen)
        return {self.name: ChecksField(**self._settings(), choices=choices_of(pairs))}

    def value(self, form: Any, before: Any) -> Any:
        return in_order(form[self.name].data or [], before) or None


@dataclass(frozen=True, slots=True)
class LanguagesControl(Control):
    """The languages of a call: the authoritative one, and the others."""

    chosen: Sequence[str] = ()

    def fields(self) -> dict[str, Field]:
        names = [(code, language_name(code)) for code in LANGUAGES]
        first = {"label": _("Authoritative language"), "description": _("Its text holds where two differ.")}
        return {
            f"{self.name}-first": SelectField(**self._settings() | first, choices=choices_of(names)),
            self.name: ChecksField(**self._settings(), choices=choices_of(_with(names, self.chosen))),
        }

    def data(self, value: Any) -> Data:
        return {f"{self.name}-first": value[0] if value else None, self.name: value}

    def value(self, form: Any, before: Any) -> Any:
        first = form[f"{self.name}-first"].data
        return [first, *(code for code in in_order(form[self.name].data or [], before) if code != first)]


@dataclass(frozen=True, slots=True)
class CountriesControl(Control):
    """Countries by their names, one a line."""

    def fields(self) -> dict[str, Field]:
        return {self.name: CountriesField(**self._settings(), render_kw={"rows": 4})}

    def data(self, value: Any) -> Data:
        codes = value if isinstance(value, list) else []
        return {self.name: "\n".join(country_name(code, web.language()) for code in codes)}

    def value(self, form: Any, before: Any) -> Any:  # noqa: ARG002
        return list(form[self.name].codes) or None


class ListedCountriesControl(CountriesControl):
    """The call's own list of countries by its name, so that it is written once, or countries of the rule's own."""

    def fields(self) -> dict[str, Field]:
        lists = [
            ("", _("These:")),
            ("target", _("The target countries of the call")),
            ("partner", _("The partner countries of the call")),
        ]
        first = SelectField(**self._settings() | {"description": ""}, choices=choices_of(lists))
        return {f"{self.name}-list": first, self.name: self._own()}

    def _own(self) -> Field:
        about = {"label": _("Countries of the rule’s own"), "description": _("One country a line.")}
        return CountriesField(**self._settings() | about, render_kw={"rows": 4})

    def data(self, value: Any) -> Data:
        return {f"{self.name}-list": value if isinstance(value, str) else "", **super().data(value)}

    def value(self, form: Any, before: Any) -> Any:
        return form[f"{self.name}-list"].data or super().value(form, before)


def in_order(chosen: Sequence[str], before: Any) -> list[str]:
    """`chosen` with those that were there `before` in their old order."""
    kept = [code for code in before or () if code in chosen]
    return kept + [code for code in chosen if code not in kept]


def _with(choices: Sequence[tuple[str, str]], chosen: Sequence[str]) -> list[tuple[str, str]]:
    known = {code for code, _label in choices}
    return [*choices, *((code, code) for code in chosen if code not in known)]
