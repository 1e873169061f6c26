"""A scanner for tests: a real server that speaks clamd's INSTREAM, and finds what the standard test file holds."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
MOST = 1_000_000


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.seen.append(content)  # type: ignore[attr-defined]
        self.wfile.write(self._verdict(content))

    def _verdict(self, content: bytes) -> bytes:
        if len(content) > MOST:
            return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Eicar-Signature FOUND\0" if VIRUS in content else b"stream: OK\0"


class TcpServer(socketserver.ThreadingTCPServer):
    """On a port that is kept for it."""

    allow_reuse_address = True


@contextmanager
def clamd(kind: type[socketserver.BaseServer] = TcpServer, address: object = None) -> Iterator[list[bytes]]:
    """What the server was given to scan, as long as it serves at `address`."""
    with kind(address, _Session) as server:  # type: ignore[arg-type]
        server.seen = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.seen  # type: ignore[attr-defined]
        finally:
            server.shutdown()
            thread.join()
