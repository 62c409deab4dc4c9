"""The commands about people: transfers, the way into the Party, floating, dues, pool, duplicates, the file."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from offices import Office

from cli.conftest import Command, sentence

Ask = Callable[..., Any]
EAST, STREET = "东苑社区党委", "和平街道党工委"
FIRST = "第一网格党支部"


@pytest.fixture
def file(furnished: tuple[Path, Office], tmp_path: Path) -> Path:
    """The small office on disk."""
    path = tmp_path / "office.gridparty"
    shutil.copy(furnished[0], path)
    return path


def member(ask: Ask, *arguments: str) -> Any:
    return ask("members", *arguments)


def test_a_transfer_out_from_the_draft_to_the_receipt(ask: Ask, call: Command) -> None:
    """ORG-11."""
    number = str(member(ask, "transfer", "out", "王芳", "--to", "某某镇党委", "--reason", "工作调动")["id"])
    member(ask, "transfer", "issue", number, "--letter", "〔2026〕1号", "--on", "2026-05-04", "--until", "2026-06-03")
    (row,) = member(ask, "transfer", "list", "--unit", STREET, "--due", "--on", "2026-05-30")
    assert (row["name"], row["state"], row["days_left"], row["next"]) == ("王芳", "issued", 4, ["receive", "return"])
    assert "王芳" in call("members", "transfer", "list", "--unit", STREET, "--open").out
    member(ask, "transfer", "receive", number, "--on", "2026-06-01", "--receipt", "回执1")
    assert [each["name"] for each in member(ask, "list", "--unit", FIRST)] == ["李娜", "张伟"]
    member(ask, "transfer", "close", number, "--on", "2026-06-05")
    assert member(ask, "transfer", "list", "--unit", STREET, "--open") == []
    assert "received" not in sentence(call("members", "transfer", "return", number, "--on", "2026-06-06", "--why", "x"))


def test_a_transfer_in_of_somebody_new(ask: Ask, bare: Command) -> None:
    arguments = ("--unit", FIRST, "--from", "外地党委", "--name", "郑洁", "--letter", "3号", "--issued", "2026-05-04")
    number = str(member(ask, "transfer", "in", *arguments)["id"])
    assert member(ask, "transfer", "list", "--unit", FIRST, "--direction", "in")[0]["state"] == "expired"
    member(ask, "transfer", "receive", number, "--on", "2026-05-20")
    assert "郑洁" in [each["name"] for each in member(ask, "list", "--unit", FIRST)]


def test_a_returned_letter_and_a_deleted_draft(ask: Ask) -> None:
    number = str(member(ask, "transfer", "out", "王芳", "--to", "某某镇党委")["id"])
    member(ask, "transfer", "issue", number, "--letter", "1", "--on", "2026-05-04", "--until", "2026-06-03")
    member(ask, "transfer", "return", number, "--on", "2026-05-20", "--why", "对方不接收")
    draft = str(member(ask, "transfer", "out", "张伟", "--to", "某某镇党委")["id"])
    member(ask, "transfer", "remove", draft)
    assert [row["state"] for row in member(ask, "transfer", "list", "--unit", STREET)] == ["returned"]


def test_either_somebody_of_the_file_or_somebody_new(call: Command) -> None:
    assert call("members", "transfer", "in", "--unit", FIRST, "--from", "外地").code == 2


def test_the_way_into_the_party(ask: Ask, call: Command) -> None:
    """S009."""
    added = member(ask, "development", "apply", "--name", "郑洁", "--unit", FIRST, "--on", "2024-01-10", "--contact",
                   "张伟")  # fmt: skip
    key = f"#{added['id']}"
    member(ask, "development", "record", key, "talk", "--on", "2024-02-01", "--by", "张伟")
    member(ask, "development", "advance", key, "--to", "积极分子", "--on", "2024-06-01")
    early = call("members", "development", "advance", key, "--to", "candidate", "--on", "2024-12-01")
    assert (early.code, bool(early.err)) == (0, True)
    (due,) = [row for row in member(ask, "development", "due", "--unit", FIRST, "--on", "2024-12-10")
              if row["name"] == "郑洁"]  # fmt: skip
    assert (due["due"]["code"], due["due"]["day"], due["overdue"]) == ("review", "2024-12-01", True)
    rows = member(ask, "development", "list", "--unit", FIRST, "--stage", "candidate")
    assert [(row["name"], row["contacts"]) for row in rows] == [("郑洁", ["张伟"])]
    assert [step["kind"] for step in member(ask, "development", "show", key)["steps"]] == ["talk", "step", "step"]
    assert "张伟" in call("members", "development", "list", "--unit", FIRST).out
    span = ("--from", "2024-01", "--to", "2024-03")
    assert len(member(ask, "development", "applications", "--unit", EAST, *span)) == 1
    member(ask, "development", "leave", key, "--on", "2025-01-01", "--why", "本人撤回")
    assert member(ask, "show", key)["facts"]["stage"] == "none"


def test_floating_members(ask: Ask, call: Command) -> None:
    """S130."""
    begun = ("--place", "外地", "--since", "2025-03-01", "--follow-up", "张伟")
    entry = str(member(ask, "floating", "begin", "陈静", *begun)["id"])
    (row,) = member(ask, "floating", "list", "--unit", STREET, "--overdue", "--on", "2025-07-01")
    assert (row["name"], row["follow_up_name"], row["days_without"]) == ("陈静", "张伟", 122)
    member(ask, "floating", "contact", entry, "--on", "2025-06-20", "--way", "message", "--note", "一切安好")
    member(ask, "floating", "material", entry, "--on", "2025-06-21", "--what", "学习资料")
    assert member(ask, "floating", "list", "--unit", STREET, "--overdue", "--on", "2025-07-01") == []
    assert [line["kind"] for line in member(ask, "floating", "log", entry)] == ["material", "contact"]
    assert "外地" in call("members", "floating", "list", "--unit", STREET, "--on", "2025-07-01").out
    member(ask, "floating", "end", entry, "--on", "2025-08-01")
    assert member(ask, "floating", "list", "--unit", STREET) == []


def test_steps_of_standing_need_their_paper(ask: Ask, call: Command) -> None:
    """ORG-13."""
    member(ask, "standing", "lost", "黄强", "--since", "2025-01-10")
    (row,) = [row for row in member(ask, "standing", "list", "--unit", STREET, "--on", "2025-07-10")
              if row["name"] == "黄强"]  # fmt: skip
    assert (row["step"], row["is_due"]) == ("suspend", True)
    assert call("members", "standing", "suspend", "黄强", "--on", "2025-08-01").code == 2
    paper = ("--document", "〔2025〕20号", "--on", "2025-08-01")
    member(ask, "standing", "suspend", "黄强", *paper)
    member(ask, "standing", "found", "黄强", "--on", "2025-09-01")
    member(ask, "standing", "restore", "黄强", *paper)
    assert member(ask, "show", "黄强")["facts"]["standing"] == "good"
    member(ask, "standing", "remove", "黄强", *paper)
    assert member(ask, "show", "黄强")["facts"]["standing"] == "removed"


def test_dues(ask: Ask, call: Command) -> None:
    """ORG-15."""
    member(ask, "dues", "set", "张伟", "12.5")
    member(ask, "dues", "paid", "张伟", "王芳", "--month", "2026-03")
    listed = member(ask, "dues", "list", "--unit", FIRST, "--month", "2026-05", "--owing", "2")
    assert [(row["name"], row["amount"], row["paid_through"], row["owed"]) for row in listed["rows"]] == [
        ("王芳", None, "2026-03", 2), ("张伟", "12.50", "2026-03", 2),
    ]  # fmt: skip
    assert listed["counts"]["unknown"] == 1
    sentence(call("members", "dues", "set", "张伟", "很多"))


def test_the_talent_pool(ask: Ask) -> None:
    """S013."""
    entry = str(member(ask, "pool", "add", "张伟", "--unit", EAST, "--on", "2024-03-01", "--source", "退伍军人")["id"])
    member(ask, "pool", "target", "--unit", EAST, "--people", "3")
    member(ask, "pool", "review", entry, "--on", "2025-02-01", "--result", "keep")
    found = member(ask, "pool", "list", "--unit", EAST, "--on", "2025-03-01")
    assert (found["sources"], found["targets"][0]["missing"]) == ({"veteran": 1}, 2)
    member(ask, "pool", "leave", entry, "--on", "2025-06-01", "--why", "appointed")
    assert member(ask, "pool", "list", "--unit", EAST)["rows"] == []
    member(ask, "pool", "add", "王芳", "--unit", EAST, "--on", "2024-03-01", "--pool", "talent", "--title", "拔尖人才")
    assert len(member(ask, "pool", "list", "--unit", EAST, "--pool", "talent")["rows"]) == 1


def test_duplicates_side_by_side_and_merged(ask: Ask, call: Command) -> None:
    """members merge A B: a dry run shows both, the merge keeps both histories, undo brings both back."""
    twin = member(ask, "add", "--name", "张伟", "--unit", "第二网格党支部", "--phone", "19900000001",
                  "--work-unit", "某某学校", "--gender", "female")["id"]  # fmt: skip
    (pair,) = member(ask, "duplicates")
    assert (pair["b"], pair["reasons"]) == (twin, ["phone"])
    assert "张伟" in call("members", "duplicates", "--unit", EAST).out
    a, b = f"#{pair['a']}", f"#{twin}"
    shown = member(ask, "merge", a, b, "--dry-run")
    assert {field["name"] for field in shown["fields"] if not field["same"]} == {"gender", "work_unit", "affiliation"}
    assert "某某学校" in call("members", "merge", a, b, "--dry-run").out
    merged = member(ask, "merge", a, b, "--take", "gender=b", "--take", "work_unit=a")
    assert (merged["keep"], merged["drop"], merged["taken"]) == (pair["a"], twin, ["gender"])
    assert member(ask, "show", "张伟")["facts"]["gender"] == "female"
    assert member(ask, "duplicates") == []
    ask("undo")
    member(ask, "apart", a, b)
    assert member(ask, "duplicates") == []
    sentence(call("members", "merge", a, b, "--take", "gender"))
    sentence(call("members", "merge", a, a))


def test_the_file_of_one_person_and_how_many_are_whole(ask: Ask, call: Command) -> None:
    """S027, S100."""
    found = member(ask, "dossier", "张伟", "--on", "2024-12-01")
    assert (found["years"][0]["present"], found["page"]["facts"]["phone"]) == (3, "199****0001")
    assert "2024" in call("members", "dossier", "张伟").out
    whole = member(ask, "completeness", "--unit", STREET)
    assert (whole["total"]["people"], whole["total"]["rate"]) == (7, 0)
    assert "王芳" in call("members", "completeness", "--unit", STREET).out


def test_a_party_group_and_its_members(ask: Ask, call: Command) -> None:
    """S124, D6: placed, counted at the group and once at the branch, taken out."""
    for branch in (FIRST, "第二网格党支部"):
        ask("units", "add", "--parent", branch, "--kind", "党小组", "--name", f"{branch}第一党小组")
    group = f"{FIRST}第一党小组"
    place = ("members", "group", "--member", "张伟", "--member", "王芳")
    done = ask(*place, "--group", group)
    assert (len(done["members"]), done["changed"]) == (2, 2)
    assert ask("units", "groups", "--unit", FIRST)["groups"][0]["members"] == 2
    shown = {row["name"]: row["members"] for row in ask("units", "list", "--under", FIRST)}
    assert (shown[group], shown[FIRST]) == (2, 3)
    assert group in call("members", "show", "张伟").out
    assert "张伟" in sentence(call(*place, "--group", "第二网格党支部第一党小组"))
    assert "--none" in sentence(call(*place))
    assert "--none" in sentence(call(*place, "--none", "--group", group))
    assert ask(*place, "--none") == {"members": done["members"], "group": None, "changed": 2}
    assert ask("units", "groups", "--unit", FIRST)["groups"][0]["members"] == 0
    ask("undo")
    assert ask("units", "groups", "--unit", FIRST)["groups"][0]["members"] == 2


def test_days_to_remember(ask: Ask, call: Command) -> None:
    """ORG-07."""
    member(ask, "edit", "张伟", "--set", "join_date=1975.07.01", "--set", "full_date=1976.06.30",
           "--set", "birth_date=1950.06.15")  # fmt: skip
    assert [row["day"] for row in member(ask, "birthdays", "--unit", EAST, "--month", "2026-06")] == ["2026-06-15"]
    political = member(ask, "birthdays", "--unit", EAST, "--month", "2026-07", "--political")
    assert [(row["name"], row["years"]) for row in political] == [("张伟", 51)]
    assert [row["is_new"] for row in member(ask, "medals", "--unit", STREET, "--year", "2026")] == [True]
    assert "张伟" in call("members", "medals", "--unit", STREET, "--year", "2026").out


def test_feedback_to_work_units(ask: Ask, call: Command) -> None:
    """CHK-03, CHK-04: a draft until somebody certifies it."""
    span = ("--unit", EAST, "--from", "2024-10")
    draft = ask("registrations", "feedback", *span)
    assert (draft["number"], {slip["name"]: slip["hours"] for slip in draft["slips"]}) == (
        None, {"赵敏": 0, "孙丽": 1.5},
    )  # fmt: skip
    assert "孙丽" in call("registrations", "feedback", *span).out
    issued = ask("registrations", "feedback", *span, "--certifier", "王主任", "--on", "2024-11-05")
    assert (issued["issued_on"], issued["confirmed_by"], issued["slips"]) == ("2024-11-05", "王主任", draft["slips"])
    sentence(call("registrations", "feedback", *span, "--certifier", "王主任"))
