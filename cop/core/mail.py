"""Mail on its way out: into a folder of .eml files by default, to an SMTP server by setting."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from flask import current_app

TIMEOUT = 20


def compose(
    *, to: str, subject: str, text: str, language: str, message_id: str, sent_at: datetime
) -> EmailMessage:
    """One plain-text mail to one recipient. An address or header that is none, a line break in it too, raises ValueError."""
    message = EmailMessage(policy=SMTP)
    settings = current_app.config["SETTINGS"]
    name, address = parseaddr(settings.mail_from)
    message["From"] = Address(display_name=name or settings.name_in(language), addr_spec=address)
    message["To"] = _address(to)
    message["Subject"] = subject
    message["Date"] = format_datetime(sent_at)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    message["Content-Language"] = language  # after the content, which takes headers of that kind away
    return message


def _address(text: str) -> Address:
    try:
        return Address(addr_spec=text)
    except (HeaderParseError, IndexError) as error:
        raise ValueError("not an address") from error


@contextmanager
def transport() -> Iterator["Transport"]:
    """Something that delivers, open as long as the block."""
    url = urlsplit(current_app.config["SETTINGS"].mail)
    if url.scheme == "file":
        yield Folder(Path(url2pathname(url.path)))
        return
    context = ssl.create_default_context()
    host, port = (
        url.hostname or "localhost",
        url.port or {"smtps": 465, "smtp+starttls": 587}.get(url.scheme, 25),
    )
    server = (
        smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
        if url.scheme == "smtps"
        else smtplib.SMTP(host, port, timeout=TIMEOUT)
    )
    with server:
        if url.scheme == "smtp+starttls":
            server.starttls(context=context)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        yield Smtp(server)


class Transport:
    """Delivers one message or raises OSError (SMTP's errors are OSErrors)."""

    def deliver(self, message: EmailMessage) -> None:
        raise NotImplementedError


class Folder(Transport):
    """Each mail as an .eml file, named by its Message-ID so that a second delivery overwrites the first."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def deliver(self, message: EmailMessage) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").replace("/", "_")
        (self.path / f"{name}.eml").write_bytes(message.as_bytes())


class Smtp(Transport):
    """An open SMTP connection."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self.server = server

    def deliver(self, message: EmailMessage) -> None:
        self.server.send_message(message)
