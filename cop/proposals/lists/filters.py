"""Which proposals of a call a list shows, in which order and with which columns: all of it stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Protocol, Self

from cop.kernel.numbers import parse_number
from cop.proposals.states import ProposalState

COLUMNS = (
    *("organisation", "kind", "country", "language", "themes", "state"),
    *("requested", "documents", "submitted", "closes"),
)
DEFAULT_COLUMNS = ("organisation", "country", "state", "requested", "submitted")
SORTED_BY = ("number", "organisation", "kind", "country", "language", "state", "requested", "submitted")
PAGE_SIZES = (25, 50, 100, 200)
DOCUMENTS = ("with", "without")
MOST_TEXT, MOST_CHOICES = 200, 60


class Arguments(Protocol):
    """The query of an address."""

    def get(self, name: str, default: str, /) -> str: ...
    def getlist(self, name: str, /) -> list[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Nothing chosen lets everything through. The names are those in the address.

    Themes, grant and documents are those of what was handed in at `stage`; `written` are the languages of the proposals.
    `sort` is one of SORTED_BY, with `-` before it for the other way round.
    """

    stage: int = 1
    state: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    documents: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    q: str = ""
    sort: str = "number"
    column: tuple[str, ...] = DEFAULT_COLUMNS
    size: int = 50

    @classmethod
    def of(cls, arguments: Arguments, *, language: str = "en") -> Self:
        """What an address asks for, amounts as people type them in `language`; what makes no sense is left out."""
        sort = arguments.get("sort", "number")
        size = arguments.get("size", "50")
        documents = arguments.get("documents", "")
        return cls(
            stage=2 if arguments.get("stage", "1") == "2" else 1,
            state=tuple(code for code in _chosen(arguments, "state") if code in set(ProposalState)),
            country=_chosen(arguments, "country"),
            theme=_chosen(arguments, "theme"),
            written=_chosen(arguments, "written"),
            kind=_chosen(arguments, "kind"),
            documents=documents if documents in DOCUMENTS else "",
            least=_amount(arguments.get("least", ""), language),
            most=_amount(arguments.get("most", ""), language),
            q=" ".join(arguments.get("q", "").replace("\x00", " ").split())[:MOST_TEXT],
            sort=sort if sort.removeprefix("-") in SORTED_BY else "number",
            column=tuple(c for c in COLUMNS if c in arguments.getlist("column")) or DEFAULT_COLUMNS,
            size=int(size) if size in map(str, PAGE_SIZES) else 50,
        )

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves any proposal of its stage out."""
        return any(getattr(self, name) not in ((), "", None) for name in NARROWING)

    def pairs(self, **changed: Any) -> list[tuple[str, str]]:
        """The query of this filter's address, without what goes without saying, with `changed` in it."""
        found: list[tuple[str, str]] = []
        for part in fields(self):
            value = changed.get(part.name, getattr(self, part.name))
            if value != part.default:
                found += [(part.name, str(one)) for one in (value if isinstance(value, tuple) else (value,))]
        return found


NARROWING = ("state", "country", "theme", "written", "kind", "documents", "least", "most", "q")


def _chosen(arguments: Arguments, name: str) -> tuple[str, ...]:
    """The codes chosen under `name`, each once; codes are short and plain, whatever else is sent is none."""
    found = dict.fromkeys(arguments.getlist(name))
    return tuple(code for code in found if _is_code(code))[:MOST_CHOICES]


def _is_code(text: str) -> bool:
    return 0 < len(text) <= 80 and text.isascii() and text.replace("-", "").replace("_", "").isalnum()


def _amount(text: str, language: str) -> Decimal | None:
    try:
        amount = parse_number(text, language)
    except ValueError:
        return None
    return amount if 0 <= amount < 10**12 else None


def proposal_ids(typed: Sequence[str]) -> list[int]:
    """The numbers among what was sent as marked rows, each once."""
    numbers = [int(text) for text in typed if text.isascii() and text.isdigit() and len(text) < 19]
    return list(dict.fromkeys(numbers))[: PAGE_SIZES[-1]]
