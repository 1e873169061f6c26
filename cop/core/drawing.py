"""What draws PDFs, in a child of core.pdf: the only place that knows the renderer."""

import base64

import fontpkg_amiri
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher


def _font_faces() -> str:
    """Amiri as data, because the renderer may fetch nothing but data."""
    faces = []
    for name, weight in (("Amiri-Regular.ttf", 400), ("Amiri-Bold.ttf", 700)):
        path = next(fontpkg_amiri.ROOT.rglob(name))
        data = base64.b64encode(path.read_bytes()).decode()
        faces.append(
            f"@font-face{{font-family:Amiri;font-weight:{weight};src:url(data:font/ttf;base64,{data})}}"
        )
    return "".join(faces)


FONT_FACES = _font_faces()
FONTS = FontConfiguration()
"""Made before there are limits: what reads the machine's fonts and runs out of memory keeps for everybody that there are none."""


def draw(html: bytes) -> str:
    """The PDF of a page, in base 64; once a process, as forks are asked."""
    fetcher = URLFetcher(allowed_protocols={"data"})
    style = CSS(string=FONT_FACES, font_config=FONTS, url_fetcher=fetcher)
    document = HTML(string=html.decode(), url_fetcher=fetcher)
    content = document.write_pdf(stylesheets=[style], font_config=FONTS, pdf_variant="pdf/ua-1")
    return base64.b64encode(content).decode()
