"""Mail: what is composed holds no surprise, and a real server receives it."""

import email
import ssl
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from cop.activity.jobs import send_mail
from cop.activity.models import Mail
from cop.activity.services import queue_mail
from cop.core import mail
from cop.core.db import db
from cop.core.unit import unit_of_work
from cop.kernel.clock import SetClock
from tests.core.lab import free_port
from tests.factories import NOON

REQUEST = (
    "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    " -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem"
)


class Server:
    """An SMTP server in this process that keeps what it accepts; `answers` are given first, one a mail."""

    def __init__(self) -> None:
        self.kept: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.answers: list[str] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.answers and (answer := self.answers.pop(0)):
            return answer
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.kept.append(message)  # type: ignore[arg-type]
        self.recipients += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost with its key, made for this run."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            "key.pem",
            "-out",
            "cert.pem",
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return folder


def _use(ctx: Flask, url: str) -> Any:
    return ctx.config["SETTINGS"].model_copy(update={"mail_url": url})


@pytest.fixture
def smtp(ctx: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A plain server, and the app sending to it."""
    server = Server()
    port = free_port()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setitem(ctx.config, "SETTINGS", _use(ctx, f"smtp://127.0.0.1:{port}"))
    yield server
    controller.stop()


def _queue(ctx: Flask, *, to: str = "reader@example.org", subject: str = "Grüße · تحية") -> int:
    row = queue_mail(to=to, subject=subject, text="Body\n\nنص", language="ar", now=NOON)
    db.session.flush()
    mail_id = row.id
    db.session().info.clear()  # the test itself says when the outbox is emptied
    db.session.commit()
    return mail_id


def _row(mail_id: int) -> Mail:
    db.session.expire_all()
    return db.session.get_one(Mail, mail_id)


def test_a_mail_arrives_as_written(ctx: Flask, smtp: Server) -> None:
    mail_id = _queue(ctx)
    send_mail()

    [message] = smtp.kept
    assert message["Subject"] == "Grüße · تحية"
    assert message["Content-Language"] == "ar"
    assert message["Auto-Submitted"] == "auto-generated"
    text, _rule, signature = message.get_content().replace("\r\n", "\n").partition("\n\n-- \n")
    assert text == "Body\n\nنص"
    settings = ctx.config["SETTINGS"]
    assert signature.split("\n")[:2] == [settings.name_in("ar"), settings.base_url]
    assert message["From"] == f"{settings.name_in('ar')} <{settings.mail_from}>"
    assert smtp.recipients == ["reader@example.org"]
    assert _row(mail_id).sent_at == NOON
    assert message["Message-ID"] == _row(mail_id).message_id


@pytest.mark.parametrize("answer", ["451 try later", "550 unknown", "421 closing"])
def test_a_refused_mail_waits_and_keeps_its_message_id(
    ctx: Flask, smtp: Server, clock: SetClock, answer: str
) -> None:
    mail_id = _queue(ctx)
    smtp.answers = [answer, answer]
    send_mail()
    row = _row(mail_id)
    assert (row.sent_at, row.tries, row.due_at) == (None, 1, NOON + timedelta(minutes=2))
    assert answer.split(maxsplit=1)[0] in (row.failure or "")

    send_mail()  # not due yet
    assert _row(mail_id).tries == 1
    clock.advance(minutes=2)
    send_mail()
    clock.advance(minutes=4)
    send_mail()
    assert _row(mail_id).tries == 3
    assert [m["Message-ID"] for m in smtp.kept] == [_row(mail_id).message_id]


def test_one_bad_address_holds_nobody_up(ctx: Flask, smtp: Server) -> None:
    bad = [_queue(ctx, to=to) for to in ("not an address", "a@b@c", "x\r\nBcc: y@example.org", "")]
    good = _queue(ctx)
    send_mail()
    assert all(_row(mail_id).failure for mail_id in bad)
    assert _row(good).sent_at
    assert smtp.recipients == ["reader@example.org"]


def test_a_server_that_is_away_costs_no_try(
    ctx: Flask, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ctx.config, "SETTINGS", _use(ctx, "smtp://127.0.0.1:1"))
    mail_id = _queue(ctx)
    send_mail()
    assert (_row(mail_id).tries, _row(mail_id).sent_at) == (0, None)
    assert _row(mail_id).due_at > NOON


def test_a_sent_mail_is_never_sent_again(ctx: Flask, smtp: Server) -> None:
    _queue(ctx)
    send_mail()
    send_mail()
    assert len(smtp.kept) == 1


def test_no_transaction_is_open_while_the_server_is_talked_to(ctx: Flask, smtp: Server) -> None:
    _queue(ctx)
    seen = []

    class Watching(mail.Transport):
        def deliver(self, _message: EmailMessage) -> None:
            seen.append(db.session().in_transaction())

    from cop.activity.jobs import _send

    _send(db.session.scalars(select(Mail.id)).one(), Watching())
    assert seen == [False]


def test_the_outbox_is_emptied_after_the_commit(ctx: Flask) -> None:
    with unit_of_work():
        queue_mail(to="a@example.org", subject="One", text="x", language="en", now=NOON)
        queue_mail(to="b@example.org", subject="Two", text="x", language="en", now=NOON)
        folder = ctx.config["SETTINGS"].data_dir / "mail"
        assert not list(folder.glob("*.eml"))
    assert len(list(folder.glob("*.eml"))) == 2


@pytest.mark.parametrize("header", ["subject", "to", "message_id"])
def test_a_line_break_in_a_header_is_refused(ctx: Flask, header: str) -> None:
    facts = {"to": "a@example.org", "subject": "s", "message_id": "<1@example.org>"}
    facts[header] += "\r\nBcc: victim@example.org"
    with pytest.raises(ValueError):  # noqa: PT011 - the standard library's words
        mail.compose(**facts, text="x", language="en", sent_at=NOON)


def test_starttls_checks_the_certificate(
    ctx: Flask, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    server = Server()
    port = free_port()
    controller = Controller(
        server, hostname="localhost", port=port, tls_context=context, require_starttls=True
    )
    controller.start()
    monkeypatch.setitem(ctx.config, "SETTINGS", _use(ctx, f"smtp+starttls://localhost:{port}"))
    mail_id = _queue(ctx)
    try:
        send_mail()
        assert server.kept == []
        assert _row(mail_id).sent_at is None
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
        ctx.extensions["cop.clock"].advance(minutes=2)
        send_mail()
        assert len(server.kept) == 1
    finally:
        controller.stop()
