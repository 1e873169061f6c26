"""A picture in the sizes that pages show it in, worked out from its bytes alone, so that a child process can do it (core.child).

Nothing but the points is taken over: where and when a photograph was made, and with what, stays in the original.
"""

import base64
import io
import warnings
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from cop.files.points import MOST_POINTS

BUDGETS = {320: 30_000, 640: 80_000, 1280: 200_000}
"""Bytes at most by width in points: what a page may cost is a number of pictures times this."""
FORMATS = ("webp", "avif")
_READ = ("PNG", "JPEG", "WEBP")
_QUALITIES = (75, 60, 45, 30, 15, 5, 0)


def sizes_of(content: bytes) -> list[dict[str, Any]]:
    """Each size as {"width", "height", "webp", "avif"}, bytes as base64, the smallest first; ValueError for what is no picture.

    None is larger than the picture itself.
    """
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_POINTS
    try:
        with Image.open(io.BytesIO(content), formats=_READ) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGBA" if _is_see_through(opened) else "RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise ValueError(str(error)) from None
    widths = [width for width in BUDGETS if width < picture.width] or [picture.width]
    return [_made(picture, width) for width in widths]


def _is_see_through(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def _made(picture: Image.Image, width: int) -> dict[str, Any]:
    height = max(1, round(picture.height * width / picture.width))
    small = picture.resize((width, height), Image.Resampling.LANCZOS)
    budget = next((most for wide, most in BUDGETS.items() if width <= wide), BUDGETS[1280])
    packed = {kind: base64.b64encode(_packed(small, kind, budget)).decode() for kind in FORMATS}
    return {"width": width, "height": height, **packed}


def _packed(picture: Image.Image, kind: str, budget: int) -> bytes:
    """As well as the budget allows; a picture of noise alone is as small as it gets."""
    content = b""
    for quality in _QUALITIES:
        out = io.BytesIO()
        options = {"method": 4} if kind == "webp" else {"speed": 8}
        picture.save(out, kind, quality=quality, **options)
        content = out.getvalue()
        if len(content) <= budget:
            break
    return content
