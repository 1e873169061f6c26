"""Files have no pages of their own: each feature sends those that its rules allow."""

from flask import Flask

from cop.files.models import Blob

TABLES = (Blob,)


def install(_app: Flask) -> None:
    """Nothing to register beyond the table."""
