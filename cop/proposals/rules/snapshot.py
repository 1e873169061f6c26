"""The content of a submission: everything handed in, as plain data whose digest proves it."""

import json
from decimal import Decimal
from enum import StrEnum
from typing import Any

from cop.kernel.ids import canonical_json, digest, short_code
from cop.kernel.money import Money

FORMAT = 2
"""2: a budget line costs quantity × rate × exchange, and names its currency; in format 1 all was in the call's."""


def content_of(
    *,
    call_code: str,
    definition_sha256: str,
    stage: str,
    proposal_number: str,
    language: str,
    organisation: dict[str, Any],
    answers: dict[str, Any],
    partners: list[dict[str, Any]],
    budget_lines: list[dict[str, Any]],
    documents: list[dict[str, Any]],
    eligibility: list[dict[str, Any]],
    declaration: str,
    mandates: list[dict[str, Any]],
    on_paper: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The snapshot as JSON-able data. Amounts are decimal strings, so that no reader rounds them. What came on paper says so."""
    content = {
        "format": FORMAT,
        "call": call_code,
        "definition_sha256": definition_sha256,
        "stage": stage,
        "proposal": proposal_number,
        "language": language,
        "organisation": organisation,
        "answers": answers,
        "partners": partners,
        "budget_lines": budget_lines,
        "documents": documents,
        "eligibility": eligibility,
        "declaration": declaration,
        "mandates": mandates,
    }
    return content if on_paper is None else {**content, "on_paper": on_paper}


def content_sha256(content: dict[str, Any]) -> str:
    """The digest printed on the receipt: SHA-256 of the canonical JSON of the content."""
    return digest(canonical_json(content))


def receipt_number(proposal_number: str, *, stage: int, sha256: str, version: int = 1) -> str:
    """A receipt's number names the proposal, the stage and the first letters of the digest: `MGL-0007-1-7Q2K-09XM`.

    A later version says so (`MGL-0007-1.2-…`), even when its words are those of the first.
    """
    place = f"{stage}" if version == 1 else f"{stage}.{version}"
    return f"{proposal_number}-{place}-{short_code(sha256)}"


def proposal_number(call_code: str, serial: int, *, series: int = 1) -> str:
    """`mida-great-lakes-2026`, 7 -> `MGL-2026-0007`: initials of the words, then the year if there is one.

    Of two calls with the same initials the second has a series of its own, `MGL.2-2026-0007`: no code holds a point.
    """
    words = [word for word in call_code.split("-") if word]
    initials = "".join(word[0].upper() for word in words if not word.isdigit())
    years = [word for word in words if word.isdigit()]
    name = initials if len(initials) > 1 else words[0].upper()
    return "-".join([name if series == 1 else f"{name}.{series}", *years, f"{serial:04d}"])


class Verdict(StrEnum):
    """What can be said of a receipt that somebody shows."""

    GENUINE = "genuine"
    ALTERED = "altered"
    NOT_OURS = "not_ours"


def verdict_on(shown: str, ours: str | None) -> Verdict:
    """Of the digest that is `shown`, where `ours` is the digest of the receipt of that number, if there is one."""
    if ours is None:
        return Verdict.NOT_OURS
    return Verdict.GENUINE if shown == ours else Verdict.ALTERED


def sent_sha256(file: bytes) -> str:
    """The digest of a file that should be the content of a submission, however its JSON is laid out."""
    try:
        return content_sha256(json.loads(file))
    except (ValueError, RecursionError):
        return digest(file)


def frozen(value: object) -> Any:
    """A message's parameter as JSON that says of what kind it was, so that it is said in any reader's language later."""
    match value:
        case Money():
            return {"amount": str(value.amount), "currency": value.currency}
        case Decimal():
            return {"number": str(value)}
        case int() | None:
            return value
    return str(value)


def thawed(value: Any) -> object:
    """The parameter that `frozen` made this of."""
    match value:
        case {"amount": amount, "currency": currency}:
            return Money(Decimal(amount), currency)
        case {"number": number}:
            return Decimal(number)
    return value


def has_document(content: dict[str, Any], blob_id: int) -> bool:
    """Whether the file is one of those that were handed in."""
    return any(document["id"] == blob_id for document in content["documents"])
