"""Personal data that leaves its mask is written down, and the record stays (DESIGN §3, SEC-01)."""

from typing import Any

import pytest
from offices import rows, state

from gridparty.app import App
from gridparty.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from gridparty.domain.ids import MemberId
from gridparty.domain.members import Person
from gridparty.domain.permissions import Account, Permission
from gridparty.operations import checks, disclosures, dossiers, history, members
from gridparty.storage.tables import Disclosure, Member

PLAIN: dict[str, Any] = {
    "id_number": "410103198001010014", "phone": "19900000001", "landline": "0371-67000001",
    "address": "中原区棉纺路1号院3号楼2单元5号",
}  # fmt: skip


@pytest.fixture
def member(app: App) -> MemberId:
    return app.run(members.add, person=Person(name="张伟", **PLAIN), unit=None)


def disclosed(app: App) -> list[tuple[Any, ...]]:
    return [(row.kind, row.member_id, row.fields, row.people, row.reason) for row in app.ask(rows, Disclosure)]


def test_a_page_masks_what_can_be_revealed(app: App, member: MemberId) -> None:
    shown = app.ask(dossiers.of_member, member=member).facts
    assert set(members.MASKS) == set(PLAIN)
    for field, plain in PLAIN.items():
        assert shown[field]
        assert shown[field] != plain
    assert shown["name"] == "张伟"
    assert app.run(disclosures.reveal, member=member, fields=list(PLAIN)) == PLAIN


def test_a_reveal_is_recorded(app: App, member: MemberId) -> None:
    shown = app.run(disclosures.reveal, member=member, fields=["phone", "id_number", "phone"], reason=" 转接组织关系 ")
    assert shown == {"phone": "19900000001", "id_number": "410103198001010014"}
    app.run(disclosures.reveal, member=member, fields=["landline"], reason=" ")
    assert disclosed(app) == [
        ("reveal", member, ("phone", "id_number"), None, "转接组织关系"),
        ("reveal", member, ("landline",), None, None),
    ]
    newest = app.ask(history.acts)[0]
    assert (newest.name, newest.tables) == ("members.reveal", {"disclosures": 1})
    assert newest.label not in ("", newest.name)
    assert app.ask(checks.run).ok


def test_what_was_never_written_down_is_revealed_as_nothing(app: App) -> None:
    bare = app.run(members.add, person=Person(name="王芳"), unit=None)
    assert app.run(disclosures.reveal, member=bare, fields=["phone"]) == {"phone": None}


def test_what_cannot_be_revealed_leaves_no_record(app: App, member: MemberId) -> None:
    for fields in (["name"], ["phone", "remark"], []):
        with pytest.raises(InvalidInput):
            app.run(disclosures.reveal, member=member, fields=fields)
    with pytest.raises(NotFound):
        app.run(disclosures.reveal, member=MemberId(99), fields=["phone"])
    assert disclosed(app) == []


def test_a_reveal_needs_its_permission(app: App, member: MemberId) -> None:
    app.account = Account("reader", frozenset(Permission) - {Permission.REVEAL})
    with pytest.raises(Forbidden):
        app.run(disclosures.reveal, member=member, fields=["phone"])
    assert disclosed(app) == []


def test_exports_and_prints_are_recorded(app: App) -> None:
    app.run(disclosures.add, kind="export", fields=["name", "phone"], people=42, reason="花名册")
    app.run(disclosures.add, kind="print", fields=["name"], people=7)
    assert disclosed(app) == [
        ("export", None, ("name", "phone"), 42, "花名册"), ("print", None, ("name",), 7, None),
    ]  # fmt: skip
    with pytest.raises(InvalidInput):
        app.run(disclosures.add, kind="reveal", fields=["phone"], people=1)


def test_undo_passes_over_a_reveal(app: App, member: MemberId) -> None:
    app.run(members.edit, member=member, changes={"phone": "19900009999"})
    edited = app.ask(history.newest)
    app.run(disclosures.reveal, member=member, fields=["phone"])
    assert app.ask(history.newest) == edited
    assert app.undo() == edited
    assert app.ask(members.person, member=member).phone == "19900000001"
    assert len(disclosed(app)) == 1


def test_a_reveal_cannot_be_undone(app: App, member: MemberId) -> None:
    app.run(disclosures.reveal, member=member, fields=["phone"])
    before = app.ask(state)
    with pytest.raises(Conflict, match=r"\w"):
        app.undo(app.ask(history.acts)[0].id)
    assert app.ask(state) == before


def test_the_record_outlives_a_person_entered_by_mistake(app: App, member: MemberId) -> None:
    app.run(disclosures.reveal, member=member, fields=["phone"])
    app.undo()
    assert app.ask(rows, Member) == []
    assert disclosed(app) == [("reveal", member, ("phone",), None, None)]
    assert app.ask(checks.run).ok
