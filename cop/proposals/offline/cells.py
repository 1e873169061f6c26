"""Cells of a form that came back, as somebody would have typed them into the page's field."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from cop.calls.definition import questions as q
from cop.calls.definition.definition import CallDefinition
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say
from cop.kernel.numbers import parse_number, western_digits
from cop.proposals.offline.asking import exact
from cop.proposals.offline.choices import codes_for, refusals
from cop.proposals.rules.budget_sheet import fold
from cop.taxonomy.countries import country_code

Rows = Sequence[Sequence[Any]]
_SHOWN = 300


def typed_into(
    question: q.Question, rows: Rows, definition: CallDefinition, *, language: str
) -> list[tuple[str, str]]:
    """Pairs of field and value, as a browser sends them; raises Invalid for what no field could say."""
    code = question.code
    if options := codes_for(question, definition, first=language):
        return [(code, chosen) for chosen in _marked(question, below_head(rows), options)]
    if isinstance(question, q.TableQuestion):
        return _table(question, rows)
    text = text_of_rows(rows)
    match question:
        case q.NumberQuestion() | q.MoneyQuestion() | q.PeriodQuestion():
            text = _number(rows, text, language)
        case q.DateQuestion():
            text = _day(text)
        case q.CountryQuestion():
            text = country_code(text) or text
    return [(code, text)] if text.strip() else []


def below_head(rows: Rows) -> Rows:
    """The rows of a table that somebody wrote in."""
    return [row for row in rows[1:] if any(str(cell or "").strip() for cell in row)]


def cell_text(cell: Any) -> str:
    """A cell as text; a whole number without its point, as it was typed."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def text_of_rows(rows: Rows) -> str:
    """All that is written, a row a line: people put in rows where they need room."""
    return "\n".join(" ".join(cell_text(cell) for cell in row if cell not in (None, "")) for row in rows)


def text_in(rows: Rows) -> str:
    """The beginning of what is written, to say what could not be read."""
    return text_of_rows(rows).strip()[:_SHOWN]


def _marked(question: q.Question, rows: Rows, options: dict[str, str]) -> list[str]:
    """The codes of the options with a mark beside them, whatever the mark looks like."""
    no = refusals()
    marked = [
        row for row in rows if any(fold(cell_text(cell)) not in no and cell is not False for cell in row[1:])
    ]
    unknown = [row for row in marked if fold(cell_text(row[0])) not in options]
    if unknown:
        raise Invalid(say(N_("This is not one of the choices.")))
    chosen = list(dict.fromkeys(options[fold(cell_text(row[0]))] for row in marked))
    if len(chosen) > 1 and not isinstance(question, q.SeveralQuestion | q.CountriesQuestion):
        raise Invalid(say(N_("Only one can be marked here.")))
    return chosen


def _table(question: q.TableQuestion, rows: Rows) -> list[tuple[str, str]]:
    written = below_head(rows)
    if len(written) > question.at_most:
        raise Invalid(say(N_("At most %(most)s rows."), most=question.at_most))
    codes = [column.code for column in question.columns]
    return [
        (f"{question.code}-{number}-{column}", cell_text(cell))
        for number, row in enumerate(written)
        for column, cell in zip(codes, row, strict=False)
    ]


def _number(rows: Rows, text: str, language: str) -> str:
    """The number as the reader's language writes it, whatever language the form was in; as it stands when it is none."""
    cells = [cell for row in rows for cell in row if cell not in (None, "")]
    try:
        if len(cells) == 1 and isinstance(cells[0], int | float):
            return exact(Decimal(repr(round(cells[0], 6))))
        return exact(parse_number(text.strip(), language)) if text.strip() else ""
    except (ValueError, ArithmeticError):
        return text


def _day(text: str) -> str:
    """A day as the field takes it: spreadsheets make a day with a time of it."""
    plain = western_digits(text).strip()
    try:
        return datetime.fromisoformat(plain).date().isoformat()
    except ValueError:
        return plain
