"""How what was handed in is checked before anybody reviews it."""

from pydantic import Field

from cop.calls.definition.texts import Code, ParagraphCode, Part, Text


class CheckItem(Part):
    """Something that an officer looks at, and perhaps the paragraph of the call or the question of the stage it is about."""

    code: Code
    text: Text
    paragraph: ParagraphCode | None = None
    question: Code | None = None


class Checking(Part):
    """The checklist of a stage, in its order.

    With `four_eyes` a second officer confirms each decision. A team that is told it is not eligible may appeal within
    `appeal_days`; 0 is no appeal.
    """

    items: tuple[CheckItem, ...] = ()
    four_eyes: bool = False
    appeal_days: int = Field(default=0, ge=0, le=90)
