"""The lines of a draft's budget."""

from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Base, Code, Line, Pk, choice_of


class Funder(StrEnum):
    """Who pays a budget line: the grant, the organisation whose line it is, or another funder."""

    GRANT = "grant"
    OWN = "own"
    OTHER = "other"


class BudgetLine(Base):
    """`quantity` × `rate` in `currency`, under a heading of the definition, in a year of the project, cash or in kind.

    `currency` is "" for the call's own. It is a line of the partner `partner_key`, "" for the lead, and paid by `funder`,
    who has a `funder_name` where it is another. `key` is the same through all saves.
    """

    __tablename__ = "budget_line"
    __table_args__ = (
        CheckConstraint("quantity >= 0 AND rate >= 0", name="not_negative"),
        CheckConstraint("year >= 1", name="year"),
    )

    id: Mapped[Pk] = mapped_column(init=False)
    draft_id: Mapped[int] = mapped_column(
        ForeignKey("stage_draft.id", ondelete="CASCADE"), init=False, index=True
    )
    position: Mapped[int]
    heading: Mapped[Code]
    description: Mapped[Line]
    unit: Mapped[Line] = mapped_column(default="")
    quantity: Mapped[Decimal]
    rate: Mapped[Decimal]
    funder: Mapped[Funder] = mapped_column(choice_of(Funder), default=Funder.GRANT)
    is_in_kind: Mapped[bool] = mapped_column(default=False)
    year: Mapped[int] = mapped_column(default=1)
    partner_key: Mapped[Code] = mapped_column(default="")
    currency: Mapped[str] = mapped_column(String(3), default="")
    funder_name: Mapped[Line] = mapped_column(default="")
    key: Mapped[Code] = mapped_column(default="")
