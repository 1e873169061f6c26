"""Files as people send them, whole and otherwise."""

import io
import zipfile
import zlib

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
XML = b"<x/>"


def office(*names: str, content: bytes = XML, mode: int = 0, parts: dict[str, bytes] | None = None) -> bytes:
    """An archive of `names`, each with `content`, and of `parts`; `mode` is what Unix would say of each."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**dict.fromkeys(names, content), **(parts or {})}.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = mode << 16
            archive.writestr(entry, part)
    return out.getvalue()


def pdf_of(pages: int, *, packed: bool = False) -> bytes:
    """A PDF with so many pages; `packed`: its page objects are in a compressed stream, as PDF 1.5 has them."""
    objects = b"".join(b"<</Type /Page /Parent 2 0 R>>" for _ in range(pages))
    if packed:
        objects = b"<</Type/ObjStm/Filter/FlateDecode>>stream\r\n" + zlib.compress(objects) + b"\nendstream"
    return b"%PDF-1.7\n1 0 obj" + objects + b"endobj\n%%EOF\n"
