"""The scanner: asked over TCP or a socket file, and what is not a yes or a no is no answer."""

import socketserver
import threading
from pathlib import Path

import pytest
from flask import Flask

from cop.core import scanner
from cop.core.scanner import ScannerAway, threat_in
from tests.clamd import MOST, VIRUS, TcpServer, clamd
from tests.core.lab import free_port


def use(ctx: Flask, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    settings = ctx.config["SETTINGS"].model_copy(update={"scanner_url": url})
    monkeypatch.setitem(ctx.config, "SETTINGS", settings)


def test_without_the_setting_there_is_none(ctx: Flask) -> None:
    assert not scanner.is_on()


@pytest.mark.parametrize("kind", ["tcp", "unix"])
def test_it_is_asked_and_answers(
    ctx: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    path, port = str(tmp_path / "clamd"), free_port()
    use(ctx, monkeypatch, f"unix://{path}" if kind == "unix" else f"tcp://127.0.0.1:{port}")
    server, address = (
        (socketserver.ThreadingUnixStreamServer, path) if kind == "unix" else (TcpServer, ("127.0.0.1", port))
    )
    large = bytes(500_000)
    with clamd(server, address) as seen:
        assert scanner.is_on()
        assert threat_in(large) is None
        assert threat_in(b"") is None
        assert threat_in(b"..." + VIRUS) == "Eicar-Signature"
    assert seen[0] == large


def test_a_file_it_does_not_take_has_no_verdict(ctx: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    use(ctx, monkeypatch, f"tcp://127.0.0.1:{port}")
    with clamd(address=("127.0.0.1", port)), pytest.raises(ScannerAway, match="size limit"):
        threat_in(bytes(MOST + 1))


@pytest.mark.parametrize("url", ["tcp://127.0.0.1:1", "unix:///no/such/socket"])
def test_one_that_is_away_is_said_to_be(ctx: Flask, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    use(ctx, monkeypatch, url)
    with pytest.raises(ScannerAway):
        threat_in(b"x")


def test_one_that_hangs_up_is_away(ctx: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    class HangsUp(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(4)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), HangsUp) as server:
        use(ctx, monkeypatch, f"tcp://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        with pytest.raises(ScannerAway):
            threat_in(b"x")
        server.shutdown()
        thread.join()
