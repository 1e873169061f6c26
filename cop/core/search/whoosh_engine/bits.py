"""Sets of document numbers as one big integer: joining, narrowing and counting ten thousand takes a microsecond."""

from collections.abc import Iterable


def of(numbers: Iterable[int], size: int) -> int:
    """The set of `numbers`, all below `size`."""
    flags = bytearray(size // 8 + 1)
    for number in numbers:
        flags[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(flags, "little")


def everything(size: int) -> int:
    """The set of all numbers below `size`."""
    return (1 << size) - 1


def flags(bits: int, size: int) -> bytes:
    """One byte a number below `size`, true where it is in the set: asking a big integer copies it each time."""
    return f"{bits:0{size}b}".encode()[::-1].translate(_TRUTH) if size else b""


def members(bits: int, size: int) -> list[int]:
    """The numbers in the set, all below `size`, in order."""
    return [number for number, isin in enumerate(flags(bits, size)) if isin]


_TRUTH = bytes.maketrans(b"01", b"\x00\x01")
