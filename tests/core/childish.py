"""What a child is told to do in tests."""

import os
from tempfile import mkdtemp
from threading import Event


def length(content: bytes, more: int = 0) -> int:
    return len(content) + more


def refuse(content: bytes) -> None:
    raise ValueError(content.decode())


def crash(_content: bytes) -> None:
    raise ZeroDivisionError


def die(_content: bytes) -> None:
    os.abort()


def hoard(_content: bytes) -> int:
    return len(bytearray(2_000_000_000))


def spin(_content: bytes) -> None:
    while True:
        pass


def wait(_content: bytes) -> None:
    Event().wait()


def litter(_content: bytes) -> str:
    return mkdtemp()


def babble(_content: bytes) -> str:
    return "x" * 2_000_000


def environment(_content: bytes) -> list[str]:
    return sorted(os.environ)


def scribble(_content: bytes, path: str) -> None:
    with open(path, "wb") as file:  # noqa: PTH123 - as a parser's own code would
        file.write(bytes(2_000_000))
