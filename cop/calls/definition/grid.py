"""The evaluation grid: what reviewers mark, what each mark weighs, what must be reached."""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field

from cop.calls.definition.texts import Code, Part, Text, plain

Points = Annotated[Decimal, Field(gt=0, le=10_000, decimal_places=2), AfterValidator(plain)]


class Scale(Part):
    """The marks from `lowest` to `highest`; `labels` says what each means, from the lowest on."""

    lowest: int = Field(default=1, ge=0, le=100)
    highest: int = Field(default=5, ge=1, le=100)
    labels: tuple[Text, ...]

    @property
    def marks(self) -> range:
        return range(self.lowest, self.highest + 1)

    def label_of(self, mark: int) -> Text:
        """What `mark` means; KeyError when it is not on the scale."""
        if mark not in self.marks:
            raise KeyError(mark)
        return self.labels[mark - self.lowest]


class Criterion(Part):
    """One thing that is marked; the mark counts `weight` times."""

    code: Code
    label: Text
    help: Text | None = None
    weight: int = Field(default=1, ge=1, le=20)


class GridSection(Part):
    """Criteria that are summed. `maximum` is declared and must be what the weights give.

    `threshold` is the least sum that passes; a mark under `lowest_mark` on any criterion fails the section.
    """

    code: Code
    title: Text
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    maximum: Points
    threshold: Points | None = None
    lowest_mark: int | None = Field(default=None, ge=0)

    @property
    def max_score(self) -> Decimal:
        return self.maximum


class Grid(Part):
    """A grid in one version: `code` and `version` name it, `threshold` is the least total that passes."""

    code: Code
    version: Code
    scale: Scale
    sections: tuple[GridSection, ...] = Field(min_length=1)
    maximum: Points
    threshold: Points | None = None

    @property
    def max_score(self) -> Decimal:
        return self.maximum

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria in the order of the grid."""
        return tuple(criterion for section in self.sections for criterion in section.criteria)

    def criterion(self, code: str) -> Criterion:
        """The criterion named `code`; KeyError when there is none."""
        for criterion in self.criteria:
            if criterion.code == code:
                return criterion
        raise KeyError(code)

    def section_of(self, criterion: str) -> GridSection:
        """The section that holds the criterion of this code; KeyError when none does."""
        for section in self.sections:
            if any(c.code == criterion for c in section.criteria):
                return section
        raise KeyError(criterion)
