"""The virus scanner: clamd over a socket, by setting (INSTREAM, clamd.conf(5)); without the setting nothing is scanned."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

import structlog
from flask import current_app

log = structlog.get_logger()
TIMEOUT = 20
_PIECE = 1 << 16


class ScannerAway(Exception):
    """It did not answer, or not with yes or no."""


def is_on() -> bool:
    return bool(current_app.config["SETTINGS"].scanner_url)


def threat_in(content: bytes) -> str | None:
    """The name of the virus in `content`, None when there is none; raises ScannerAway. It may take seconds."""
    try:
        with _connection(current_app.config["SETTINGS"].scanner_url) as clamd:
            clamd.sendall(b"zINSTREAM\0")
            for at in range(0, len(content), _PIECE):
                piece = content[at : at + _PIECE]
                clamd.sendall(struct.pack(">I", len(piece)) + piece)
            clamd.sendall(struct.pack(">I", 0))
            said = _line(clamd)
    except OSError as error:
        log.warning("scanner_away", error=str(error))
        raise ScannerAway(str(error)) from error
    return _threat(said)


def _threat(said: str) -> str | None:
    """`stream: OK` or `stream: Eicar-Signature FOUND`; else it is no answer, as for a file larger than StreamMaxLength."""
    verdict = said.removeprefix("stream: ")
    if verdict == "OK":
        return None
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    log.error("scanner_said", answer=said[:200])
    raise ScannerAway(said[:200])


@contextmanager
def _connection(url: str) -> Iterator[socket.socket]:
    """To `tcp://host:port` or `unix:///path`."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(TIMEOUT)
            connection.connect(unquote(parts.path))
            yield connection
    else:
        with socket.create_connection((parts.hostname, parts.port or 3310), timeout=TIMEOUT) as connection:
            yield connection


def _line(clamd: socket.socket) -> str:
    """One answer, which ends with a NUL."""
    said = b""
    while not said.endswith(b"\0"):
        piece = clamd.recv(1024)
        if not piece or len(said) > 4096:
            raise ConnectionError("the scanner hung up")
        said += piece
    return said[:-1].decode("utf-8", "replace").strip()
