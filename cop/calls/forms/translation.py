"""What a translator of a call writes in: the same field, with the same limits, as on the page of the part itself."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field

from cop.calls.building.names import path_names
from cop.calls.building.translating import Pair
from cop.calls.forms.controls import text_field
from cop.calls.forms.part import LONG
from cop.core.i18n import language_name
from cop.core.side_by_side import FieldFor


def fields_of(values: Mapping[str, Any]) -> FieldFor[Pair]:
    """What makes the unbound field for one text of the call that these are the `values` of."""

    def field_for(pair: Pair, looks: dict[str, Any]) -> Field:
        label = ": ".join([*path_names(pair.loc, values), language_name(looks["lang"])])
        return text_field(label, is_long=pair.loc[-1] in LONG, looks=looks)

    return field_for
