"""A table to take along, in the reader's direction: as bytes, or as the answer to a request."""

from collections.abc import Iterable, Sequence

from flask import Response

from cop.core import i18n, web
from cop.core.sheets import XLSX, Cell, as_csv, as_xlsx

MEDIA_TYPES = {"csv": "text/csv", "xlsx": XLSX}


def as_table(ending: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """`ending` is one of MEDIA_TYPES."""
    if ending == "csv":
        return as_csv(header, rows)
    return as_xlsx(header, rows, right_to_left=i18n.text_direction() == "rtl")


def table_response(name: str, ending: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A file called `name`; raises NotFound for another `ending`."""
    media_type = web.found(MEDIA_TYPES.get(ending))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return Response(as_table(ending, header, rows), mimetype=media_type, headers=headers)
