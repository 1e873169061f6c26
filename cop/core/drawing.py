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


def draw(html: bytes) -> str:
    """The PDF of a page, in base 64."""
    fetcher, fonts = URLFetcher(allowed_protocols={"data"}), FontConfiguration()
    style = CSS(string=FONT_FACES, font_config=fonts, url_fetcher=fetcher)
    document = HTML(string=html.decode(), url_fetcher=fetcher)
    content = document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    return base64.b64encode(content).decode()
