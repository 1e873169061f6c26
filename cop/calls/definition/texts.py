"""What every part of a definition is made of: texts in the call's languages, codes, countries, exact numbers."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
)
from pydantic_core import CoreSchema, core_schema


class Part(BaseModel):
    """A piece of a definition: never changed once read, and nothing in it that the format does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Text(dict[str, str]):
    """One text, by language code; no language is empty. That the languages are the call's own is a cross-check."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        entries = core_schema.dict_schema(
            core_schema.str_schema(),
            core_schema.str_schema(min_length=1, strip_whitespace=True),
            min_length=1,
        )
        return core_schema.no_info_after_validator_function(cls, entries)


def plain(number: Decimal) -> Decimal:
    """7.00 and 7 are one number: written in one way, equal definitions have equal digests."""
    return (
        number.to_integral_value()
        if number == number.to_integral_value()
        else Decimal(f"{number.normalize():f}")
    )


Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
"""A name for machines: small letters, digits, hyphen, underscore."""

ParagraphCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=20)]
"""The number of a paragraph of the call, as guidelines write it: `2.1.1`."""

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2."""

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""ISO 4217."""

Amount = Annotated[Decimal, Field(ge=0, max_digits=15, decimal_places=2), AfterValidator(plain)]
"""Units of the call's currency."""

Rate = Annotated[Decimal, Field(gt=0, max_digits=15, decimal_places=8), AfterValidator(plain)]
"""Units of the call's currency for one of another."""

Percent = Annotated[Decimal, Field(ge=0, le=1000, decimal_places=2), AfterValidator(plain)]
"""Out of a hundred; over 100 where a multiple is meant."""

Months = Annotated[int, Field(ge=1, le=120)]
