"""Proposing, publishing, changing, filing and withdrawing resources, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from cop.accounts.events import AccountErased
from cop.activity.models import Event, Mail
from cop.core import events, storage
from cop.core.db import db
from cop.core.unit import commit
from cop.files.models import Blob
from cop.files.rules import Upload
from cop.kernel.actor import ANONYMOUS, Role
from cop.kernel.errors import Denied, Invalid, Refused, Stale, TooMany
from cop.resources.events import ResourceChanged
from cop.resources.exports import own_data
from cop.resources.models import Resource
from cop.resources.queries import entry_of, reason_of
from cop.resources.rules.content import Words
from cop.resources.services import write
from cop.resources.services.publish import (
    propose_resource,
    publish_resource,
    return_resource,
    take_back_resource,
    withdraw_resource,
)
from cop.resources.services.write import change_resource, create_resource, file_resource, unfile_resource
from cop.taxonomy.events import TermsMerged
from tests.factories import NOON, actor_of, make_resource, make_user
from tests.resources.test_rules import WHOLE

PDF = Upload("دليل.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")


@pytest.fixture
def heard(ctx: Flask) -> Iterator[list[object]]:
    """What is published to the floors above while a test runs."""
    told: list[object] = []
    handlers = ctx.extensions.setdefault("cop.events", {})
    before = list(handlers.get(ResourceChanged, []))
    handlers[ResourceChanged] = [*before, told.append]
    yield told
    handlers[ResourceChanged] = before


def _verbs(resource: Resource) -> list[str]:
    same = (Event.subject_kind == "resource", Event.subject_id == resource.id)
    return list(db.session.scalars(select(Event.verb).where(*same).order_by(Event.id)))


def test_from_draft_to_the_library_and_out_of_it(ctx: Flask, heard: list[object]) -> None:
    user, officer = make_user(language="fr"), actor_of(make_user(Role.OFFICER))
    author: dict[str, Any] = {"actor": actor_of(user), "now": NOON}
    staff: dict[str, Any] = {"actor": officer, "now": NOON}
    resource = create_resource(replace(WHOLE, themes=()), **author)
    with pytest.raises(Invalid):
        propose_resource(resource, **author)
    change_resource(resource, WHOLE, made_from=entry_of(resource).fingerprint, **author)
    propose_resource(resource, **author)
    with pytest.raises(Denied):
        change_resource(resource, WHOLE, made_from=WHOLE.fingerprint, **author)
    take_back_resource(resource, **author)
    propose_resource(resource, **author)
    with pytest.raises(Invalid):
        return_resource(resource, reason=" ", **staff)
    return_resource(resource, reason="Which year?", **staff)
    assert reason_of(resource) == "Which year?"
    propose_resource(resource, **author)
    assert reason_of(resource) == ""
    assert heard == []
    publish_resource(resource, **staff)
    with pytest.raises(Refused):
        publish_resource(resource, **staff)
    withdraw_resource(resource, reason="Out of date.", **staff)
    assert reason_of(resource) == "Out of date."
    assert heard == [ResourceChanged(resource.id)] * 2
    assert _verbs(resource) == [
        f"resource.{verb}"
        for verb in ("created", "changed", "proposed", "taken_back", "proposed", "returned", "proposed")
    ] + ["resource.published", "resource.withdrawn"]
    mails = db.session.scalars(select(Mail).order_by(Mail.id)).all()
    assert [(mail.to, mail.language) for mail in mails] == [(user.email, "fr")] * 3
    assert "Which year?" in mails[0].text
    assert f"/fr/resources/{resource.id}" in mails[1].text
    assert "Out of date." in mails[2].text


def test_a_public_one_is_changed_by_staff_stays_whole_and_its_log_says_what(
    ctx: Flask, heard: list[object]
) -> None:
    author, officer = make_user(), actor_of(make_user(Role.OFFICER))
    resource = make_resource(author=author, texts=("en", "fr"))
    before = entry_of(resource)
    after = replace(before, year=2001, texts={"en": before.texts["en"], "ar": Words("", "ملخص")})
    with pytest.raises(Denied):
        change_resource(resource, after, made_from=before.fingerprint, actor=actor_of(author), now=NOON)
    change_resource(resource, after, made_from=before.fingerprint, actor=officer, now=NOON)
    assert {text.language for text in resource.texts} == {"en", "ar"}
    said = db.session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one().data
    assert said["changed"]["year"] == [2020, 2001]
    assert set(said["changed"]) == {"year", "texts"}
    assert heard == [ResourceChanged(resource.id)]
    with pytest.raises(Stale):
        change_resource(resource, before, made_from=before.fingerprint, actor=officer, now=NOON)
    with pytest.raises(Invalid):
        change_resource(
            resource, replace(after, licence=""), made_from=after.fingerprint, actor=officer, now=NOON
        )


def test_a_draft_s_words_are_not_in_the_log(ctx: Flask) -> None:
    author = actor_of(make_user())
    resource = create_resource(WHOLE, actor=author, now=NOON)
    changed = replace(WHOLE, found_in="On a private shelf")
    change_resource(resource, changed, made_from=WHOLE.fingerprint, actor=author, now=NOON)
    assert "private" not in str([row.data for row in db.session.scalars(select(Event))])


def test_codes_are_known_and_strangers_propose_nothing(ctx: Flask) -> None:
    author = actor_of(make_user())
    for name, codes in (("kind", "poem"), ("themes", ("poems",)), ("countries", ("XX",))):
        with pytest.raises(Invalid) as refusal:
            create_resource(replace(WHOLE, **{name: codes}), actor=author, now=NOON)  # type: ignore[arg-type]
        assert set(refusal.value.fields) == {name}
    with pytest.raises(Denied):
        create_resource(WHOLE, actor=ANONYMOUS, now=NOON)


def test_a_member_begins_so_many_a_day_and_an_editor_as_many_as_they_like(
    ctx: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "MOST_A_DAY", 1)
    member, editor = actor_of(make_user()), actor_of(make_user(Role.OFFICER))
    for actor in (member, editor, editor):
        create_resource(WHOLE, actor=actor, now=NOON)
    with pytest.raises(TooMany):
        create_resource(WHOLE, actor=member, now=NOON)
    create_resource(WHOLE, actor=member, now=NOON + timedelta(days=1))


def test_the_document_is_replaced_and_taken_away_with_its_bytes(ctx: Flask) -> None:
    author = actor_of(make_user())
    resource = create_resource(replace(WHOLE, link=""), actor=author, now=NOON)
    with pytest.raises(Invalid):
        file_resource(resource, Upload("a.exe", b"MZ"), actor=author, now=NOON)
    file_resource(resource, PDF, actor=author, now=NOON)
    assert resource.file
    assert resource.file.name == "دليل.pdf"
    first = resource.file.sha256
    commit()
    file_resource(resource, replace(PDF, content=PDF.content + b"\n"), actor=author, now=NOON)
    commit()
    assert resource.file
    with pytest.raises(FileNotFoundError):
        storage.get(first)
    propose_resource(resource, actor=author, now=NOON)
    officer = actor_of(make_user(Role.OFFICER))
    publish_resource(resource, actor=officer, now=NOON)
    with pytest.raises(Invalid):
        unfile_resource(resource, actor=officer, now=NOON)
    db.session.rollback()
    take_back = db.session.get_one(Resource, resource.id)
    assert take_back.file_id


def test_whoever_erases_their_account_takes_drafts_and_their_files_along(ctx: Flask) -> None:
    user = make_user()
    draft = create_resource(replace(WHOLE, link=""), actor=actor_of(user), now=NOON)
    file_resource(draft, PDF, actor=actor_of(user), now=NOON)
    kept = [make_resource(author=user, state=state) for state in ("proposed", "published", "withdrawn")]
    copy = own_data(user_id=user.id)["resources"]
    assert [(one["state"], one["file"]) for one in copy] == [
        ("draft", "دليل.pdf"),
        ("proposed", None),
        ("published", None),
        ("withdrawn", None),
    ]
    events.publish(AccountErased(user.id, user.email, NOON))
    assert set(db.session.scalars(select(Resource))) == set(kept)
    assert db.session.scalar(select(Blob)) is None


def test_terms_that_were_merged_move_along(ctx: Flask, heard: list[object]) -> None:
    public, draft = make_resource(themes=["rights", "remittances"]), make_resource(state="draft", kind="law")
    events.publish(TermsMerged("themes", "rights", "remittances"))
    events.publish(TermsMerged("resource_kinds", "law", "report"))
    events.publish(TermsMerged("sectors", "15190", "15150"))
    assert (public.themes, draft.kind) == (["remittances"], "report")
    assert heard == [ResourceChanged(public.id)]
