"""What forms that take a file have in common."""

from typing import Protocol

from cop.files.pictures import Picture, look_into
from cop.files.rules import DOCUMENTS, PICTURES, Upload
from cop.files.services import inspect
from cop.kernel.errors import Invalid


class UploadForm(Protocol):
    """A form with a file; cop.core.forms.Form has all but `upload`."""

    def validate_on_submit(self) -> bool: ...
    def refuse(self, error: Invalid) -> None: ...
    def upload(self) -> Upload: ...


def inspected(form: UploadForm, *, kinds: tuple[str, ...] = (*DOCUMENTS, *PICTURES)) -> Upload | None:
    """The file, looked into; None when there is none or it is refused. For before a transaction is open: it may take seconds."""
    if not form.validate_on_submit():
        return None
    try:
        return inspect(form.upload(), kinds=kinds)
    except Invalid as error:
        form.refuse(error)
        return None


def inspected_picture(form: UploadForm) -> Picture | None:
    """A picture, looked into and resized; None when there is none or it is refused. For before a transaction is open."""
    upload = inspected(form, kinds=PICTURES)
    try:
        return look_into(upload) if upload else None
    except Invalid as error:
        form.refuse(error)
        return None
