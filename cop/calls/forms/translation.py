"""What a translator of a call writes in: the same field, with the same limits, as on the page of the part itself."""

from typing import Any

from wtforms import Field

from cop.calls.building.translating import Pair
from cop.calls.forms.controls import text_field
from cop.calls.forms.part import LONG
from cop.core.i18n import language_name


def field_for(pair: Pair, looks: dict[str, Any]) -> Field:
    """The unbound field for one text of a call."""
    return text_field(language_name(looks["lang"]), is_long=pair.loc[-1] in LONG, looks=looks)
