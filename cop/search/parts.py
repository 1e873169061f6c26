"""What the search puts on other pages."""

from typing import Any

from flask import render_template
from markupsafe import Markup


def saved_link(**_context: Any) -> Markup:
    """On the profile: the way to the searches one keeps."""
    return Markup(render_template("search/_saved_link.html"))  # noqa: S704 - our own template
