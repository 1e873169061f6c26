"""How far a batch is, what was refused in it, and the files it made."""

from datetime import datetime
from typing import Any

from cop.core import web
from cop.core.unit import commit
from cop.files.services import keep_file
from cop.kernel.actor import Actor
from cop.kernel.messages import Message
from cop.proposals.lists.models import Batch, BatchFile
from cop.proposals.rules.snapshot import frozen, thawed


def refused(number: str, message: Message) -> dict[str, Any]:
    """A line of the report: which proposal, and why, to be said in any reader's language."""
    params = {name: frozen(value) for name, value in message.params.items()}
    return {"number": number, "message": message.key, "params": params}


def reason_in(line: dict[str, Any]) -> Message:
    """Why, in a line that `refused` made."""
    return Message(line["message"], {name: thawed(value) for name, value in line["params"].items()})


def note(batch: Batch, *, done: int, lines: list[dict[str, Any]] | None = None) -> None:
    """Say how many proposals have been seen to, add to the report, and let go of the database."""
    batch.done, batch.touched_at = done, web.clock()()
    if lines:
        batch.report = [*batch.report, *lines]
    commit()


def keep(batch: Batch, content: bytes, *, name: str, media_type: str, actor: Actor) -> None:
    """A file of the batch; no transaction is open while it goes into storage."""
    now: datetime = web.clock()()
    blob = keep_file(content, name=name, media_type=media_type, actor=actor, now=now)
    batch.files.append(BatchFile(blob_id=blob.id))
    commit()
