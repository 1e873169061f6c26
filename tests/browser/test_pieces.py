"""A link that is cut every 300 kB: a real browser gets a document of 2 MB through it to a real server."""

import socket
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import expect

from bench import server
from bench.bidding import document, make_bids
from bench.samples import open_app
from cop.core.db import db
from cop.proposals.models import Document
from tests.browser.conftest import Opener

CUT_AFTER = 300_000
CONTENT = document(1, size=2_000_000)


class Cutting:
    """A proxy that lets each connection bring CUT_AFTER bytes and then cuts it, in the middle of whatever it is."""

    def __init__(self, port: int) -> None:
        self._to, self.cuts = port, 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _address = self._listener.accept()
                Thread(target=self._serve, args=(here,), daemon=True).start()

    def _serve(self, here: socket.socket) -> None:
        with here, socket.create_connection(("127.0.0.1", self._to)) as there:
            down = Thread(target=self._down, args=(there, here), daemon=True)
            down.start()
            self._up(here, there)
            for end in (here, there):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            down.join()

    def _up(self, here: socket.socket, there: socket.socket) -> None:
        left = CUT_AFTER
        with suppress(OSError):
            while left > 0 and (sent := here.recv(min(left, 65_536))):
                there.sendall(sent)
                left -= len(sent)
        self.cuts += left <= 0

    @staticmethod
    def _down(there: socket.socket, here: socket.socket) -> None:
        with suppress(OSError):
            while sent := there.recv(65_536):
                here.sendall(sent)


@pytest.fixture
def cutting(tmp_path: Path) -> Iterator[tuple[Cutting, str, str]]:
    """The proxy before a server with one draft: the page of its documents, and the cookie of who writes it."""
    app = open_app(tmp_path)
    (bid,) = make_bids(app, teams=1, proposals=1)
    with server.site(tmp_path) as (port, _pid), closing(Cutting(port)) as proxy:
        yield proxy, f"/en/proposals/{bid.proposal}/documents", bid.cookie
    with app.app_context():
        sizes = [row.blob.size for row in db.session.query(Document)]
        db.session.remove()
        db.engine.dispose()
    assert sizes == [len(CONTENT)]


def test_a_document_gets_through_a_link_that_is_cut(
    cutting: tuple[Cutting, str, str], open_page: Opener
) -> None:
    proxy, path, cookie = cutting
    name, _, value = cookie.partition("=")
    page = open_page(f"http://127.0.0.1:{proxy.port}")
    page.context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{proxy.port}"}])
    page.goto(path)
    page.set_input_files(
        "input[type=file]", {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": CONTENT}
    )
    page.get_by_role("button", name="Send the file").click()
    expect(page.get_by_text("The document is here.")).to_be_visible()
    expect(page.get_by_role("link", name="plan.pdf")).to_be_visible()
    assert proxy.cuts >= len(CONTENT) // CUT_AFTER
