"""The letters that tell an applicant what was decided."""

from cop.calls.definition.texts import Part, Text

PLACES = ("organisation", "title", "call", "amount", "score", "rank", "deadline", "number")
"""What a letter may name as `%(name)s`: `number` is the proposal's, `deadline` closes the next stage."""


class Letter(Part):
    """Subject and body (Markdown) with `%(name)s` places."""

    subject: Text
    body: Text


class Letters(Part):
    """One letter for each outcome that the call knows."""

    invited: Letter | None = None
    awarded: Letter
    reserve: Letter | None = None
    rejected: Letter
