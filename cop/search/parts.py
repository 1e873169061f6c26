"""What the search puts on other pages."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from cop.kernel.translated import direction
from cop.proposals.models import StageDraft
from cop.search.kinds import address_of
from cop.search.relating import practices_near, texts_in


def saved_link(**_context: Any) -> Markup:
    """On the profile: the way to the searches one keeps."""
    return Markup(render_template("search/_saved_link.html"))  # noqa: S704 - our own template


def practices_beside(*, draft: StageDraft, **_context: Any) -> Markup | str:
    """Beside a section of a proposal: practices near to what its team has written so far."""
    near = practices_near(texts_in(draft.answers), draft.proposal.language)
    if not near:
        return ""
    links = [(hit, address_of(hit.kind, hit.stored), direction(hit.language)) for hit in near]
    return Markup(render_template("search/_beside.html", links=links))  # noqa: S704 - our own template
