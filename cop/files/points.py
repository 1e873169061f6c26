"""How many points a picture has, read from its first bytes: a small file can unpack to more than a machine holds."""

import struct

MOST_POINTS = 50_000_000


def points_of(content: bytes, ending: str) -> int | None:
    """Width times height of a PNG, JPEG or WebP; None when its header does not say."""
    try:
        match ending:
            case "png":
                width, height = struct.unpack_from(">II", content, 16)
            case "jpg" | "jpeg":
                width, height = _jpeg_size(content)
            case "webp":
                width, height = _webp_size(content)
            case _:
                return None
    except (struct.error, ValueError):
        return None
    return int(width * height) or None


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """From the first frame header (ITU T.81, B.2.2); the segments before it are stepped over."""
    at = 2
    while True:
        mark, kind, length = struct.unpack_from(">BBH", content, at)
        if mark != 0xFF:
            raise ValueError("not a segment")
        if 0xC0 <= kind <= 0xCF and kind not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + length


def _webp_size(content: bytes) -> tuple[int, int]:
    """From the first chunk of each of the three kinds (RFC 9649)."""
    match content[12:16]:
        case b"VP8X":
            return _24_bits(content, 24) + 1, _24_bits(content, 27) + 1
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", content, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", content, 26)
            return width & 0x3FFF, height & 0x3FFF
    raise ValueError("unknown chunk")


def _24_bits(content: bytes, at: int) -> int:
    if len(content) < at + 3:
        raise ValueError("too short")
    return int.from_bytes(content[at : at + 3], "little")
