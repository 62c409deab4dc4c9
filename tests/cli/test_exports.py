"""The command line's part in lists and forms that leave the office."""

from pathlib import Path
from typing import Any

import pytest
from form_samples import SHEET, form, opened
from offices import Office

from .conftest import Command, sentence


@pytest.fixture
def call(bare: Command, furnished: tuple[Path, Office], tmp_path: Path) -> Command:
    """Runs a command on the furnished office."""
    path = tmp_path / "office.gridparty"
    path.write_bytes(furnished[0].read_bytes())
    return lambda *arguments: bare(*arguments, "--db", str(path))


def where(tmp_path: Path, name: str, *, unit: str = "410102001") -> list[str]:
    return ["--unit", unit, "--month", "2024-10", "-o", str(tmp_path / name)]


def test_members_and_services(call: Command, tmp_path: Path) -> None:
    answer = call("export", "members", *where(tmp_path, "m.xlsx"), "--columns", "name, phone", "--json").json
    assert answer == {"file": str(tmp_path / "m.xlsx"), "rows": 9, "people": 9, "masked": True,
                      "columns": ["name", "phone"]}  # fmt: skip
    assert call("export", "services", *where(tmp_path, "s.csv"), "--from", "2024-09", "--json").json["rows"] == 4
    assert (tmp_path / "s.csv").read_text("utf-8-sig").count("\n") == 5
    shown = call("export", "members", *where(tmp_path, "m.csv"), "--reveal", "--reason", "上报区委")
    assert shown.code == 0
    assert "19900000001" in (tmp_path / "m.csv").read_text("utf-8-sig")


def test_what_is_refused(call: Command, tmp_path: Path) -> None:
    assert "nosuch" in sentence(call("export", "nosuch", *where(tmp_path, "m.csv")))
    assert sentence(call("export", "members", *where(tmp_path, "m.csv"), "--reveal"))
    assert "m.doc" in sentence(call("export", "members", *where(tmp_path, "m.doc")))
    assert call("export", "registers", *where(tmp_path, "m.csv")).code == 2
    assert call("export", "registers", "--register", "facility", *where(tmp_path, "r.csv")).code == 0
    assert sentence(call("export", "registers", "--register", "discipline_case", *where(tmp_path, "d.csv")))


def test_a_form_is_kept_bound_and_filled(call: Command, tmp_path: Path) -> None:
    path = tmp_path / "区委统计表.xlsx"
    path.write_bytes(form())
    bind: list[str] = ["--bind", "B2=word:unit", "--bind", "C5=figure:members"]
    added = call("form", "add", str(path), *bind, "--json").json
    assert added["name"] == "区委统计表"
    call("form", "bind", "区委统计表", "--bind", "C5=", "--bind", "D5=figure:full_members")
    shown: dict[str, Any] = call("form", "show", "#1", "--json").json
    assert shown["bindings"] == {f"'{SHEET}'!B2": "word:unit", f"'{SHEET}'!D5": "figure:full_members"}
    assert [row["bound"] for row in call("form", "list", "--json").json] == [2]
    keys = {row["key"] for row in call("form", "choices", "--unit", "410102001", "--json").json}
    assert {"figure:members", "word:secretary", "list:children.members"} <= keys
    for key in ("区委统计表", str(path), "#1"):
        out = tmp_path / "filled.xlsx"
        out.unlink(missing_ok=True)
        assert call("form", "fill", key, *where(tmp_path, out.name)).code == 0
        assert opened(out.read_bytes())[SHEET]["B2"].value == "和平街道党工委"
    answer = call("form", "fill", "#1", "--below", *where(tmp_path, "all"), "--json").json
    assert len(answer["files"]) == len(list((tmp_path / "all").iterdir())) == 6
    assert call("form", "remove", "#1").code == 0
    assert sentence(call("form", "fill", "区委统计表", *where(tmp_path, "x.xlsx")))


def test_what_is_no_form(call: Command, tmp_path: Path) -> None:
    text = tmp_path / "表.xlsx"
    text.write_text("姓名,电话\n", "utf-8")
    assert "表.xlsx" in sentence(call("form", "add", str(text)))
    assert sentence(call("form", "add", str(tmp_path / "nosuch.xlsx")))
    text.write_bytes(form())
    assert "figure" in sentence(call("form", "add", str(text), "--bind", "B2=members"))
    assert call("form", "add", str(text), "--bind", "B2").code == 2
