"""Pictures of invented practices: plain drawings, put together from a few motifs, and so are their words in every language."""

from collections.abc import Sequence

from cop.demo.data import read

GROUNDS = (
    ("#f6efe2", "#e3c79a"),
    ("#e8efe9", "#c9b487"),
    ("#f3e6d8", "#d3a56a"),
    ("#e6ecf0", "#b9c9b0"),
)
"""Colours of the sky and the ground."""


def drawing(motifs: Sequence[str], *, ground: int = 0) -> bytes:
    """Three motifs beside each other, as SVG."""
    sky, earth = GROUNDS[ground % len(GROUNDS)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><path d="M0 0h640v360H0z" fill="{sky}"/>',
        f'<path d="M0 284q320-34 640 0v76H0z" fill="{earth}"/>',
        *(
            f'<g transform="translate({10 + 210 * place} 96)">{read("drawings")["motifs"][name]["svg"]}</g>'
            for place, name in enumerate(motifs)
        ),
        "</svg>",
    ]
    return "".join(parts).encode()


def in_words(motifs: Sequence[str], language: str) -> str:
    """What the drawing shows, for those who do not see it."""
    words = read("drawings")
    named = (words["motifs"][name]["words"][language] for name in motifs)
    return f"{words['begins'][language]}{words['between'][language].join(named)}"
