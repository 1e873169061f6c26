"""Drafts by a machine, over a real socket."""

import socket

import pytest

from cop.core.machine import HttpMachine, MachineAway, NoMachine
from tests.translator import translator


def test_no_machine_makes_no_draft() -> None:
    assert NoMachine().translate(["one", "two"], source="en", target="fr") == ["", ""]


def test_texts_go_there_and_come_back_in_their_order() -> None:
    with translator() as server:
        machine = HttpMachine(server.url, "secret", 60)
        assert machine.translate(["abc", "مطر"], source="en", target="ar") == ["cba", "رطم"]
    asked = {"q": ["abc", "مطر"], "source": "en", "target": "ar", "format": "text", "api_key": "secret"}
    assert server.asked == [asked]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"no json",
        b'{"translatedText": "x"}',
        b'{"translatedText": [1]}',
        b'{"translatedText": []}',
    ],
)
def test_an_answer_of_another_shape_is_none(answer: bytes) -> None:
    with translator() as server:
        server.instead = answer
        with pytest.raises(MachineAway):
            HttpMachine(server.url, "", 60).translate(["abc"], source="en", target="fr")


def test_a_server_that_refuses_or_is_not_there_is_away() -> None:
    with translator() as server, pytest.raises(MachineAway):
        HttpMachine(server.url, "wrong", 60).translate(["abc"], source="en", target="fr")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        with pytest.raises(MachineAway):
            HttpMachine(url, "", 60).translate(["abc"], source="en", target="fr")
