"""A translator's machine for tests: a real server with the interface of LibreTranslate, which writes every text backwards."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Server:
    """Where it is, what it was asked, and what it says instead of a translation, if a test wants that."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    instead: bytes | None = None


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(asked)
            said = {"translatedText": [text[::-1] for text in asked["q"]]}
            self.send_response(403 if asked.get("api_key") == "wrong" else 200)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode() if server.instead is None else server.instead)

        def log_message(self, *_words: object) -> None:
            """Nothing: the test run's output is not its log."""

    return Handler


@contextmanager
def translator() -> Iterator[Server]:
    """The server, as long as it serves."""
    server = Server()
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(server)) as http:
        server.url = f"http://127.0.0.1:{http.server_port}/translate"
        thread = threading.Thread(target=http.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()
