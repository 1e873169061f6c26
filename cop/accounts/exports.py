"""What this site keeps of a person, as one file for them: each feature adds its own part through the slot `own_data`."""

import io
import json
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import select

from cop.accounts.models import SignIn, User
from cop.accounts.queries import factor_of, recovery_codes_left
from cop.core import slots
from cop.core.db import db


def data_archive(user: User) -> bytes:
    """A zip with one JSON file. Instants are ISO 8601 in UTC."""
    data: dict[str, Any] = {}
    for part in slots.parts("own_data", user_id=user.id):
        data |= part
    text = json.dumps(data, ensure_ascii=False, indent=2, default=_plain)
    archive = io.BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as file:
        file.writestr("data.json", text)
    return archive.getvalue()


def own_data(*, user_id: int) -> dict[str, Any]:
    """The account itself; of secrets only that there are some."""
    user = db.session.get_one(User, user_id)
    factor = factor_of(user_id)
    sessions = db.session.scalars(select(SignIn).where(SignIn.user_id == user_id).order_by(SignIn.id))
    return {
        "account": {
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "zone": user.zone,
            "created_at": user.created_at,
            "confirmed_at": user.confirmed_at,
            "roles": sorted(row.role for row in user.roles),
        },
        "second_factor": {
            "set_up_at": factor.confirmed_at if factor else None,
            "recovery_codes_left": recovery_codes_left(user_id),
        },
        "sessions": [
            {"device": row.device, "created_at": row.created_at, "ended_at": row.ended_at} for row in sessions
        ],
    }


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
