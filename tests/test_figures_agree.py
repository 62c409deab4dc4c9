"""Every figure that a briefing prints equals `figures --json` and a recount, in every unit of the demo."""

import json
import re
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from offices import raw_rows
from pdf_texts import page_texts
from recount import recount

from gridparty.app import App
from gridparty.cli import run
from gridparty.domain.months import Month
from gridparty.operations import briefings, records, tree
from gridparty.reports import briefing

MONTH = Month(2026, 10)
NOT_ALWAYS = {
    "households": r"有住户(\d+)户",
    "buildings": r"楼栋(\d+)栋",
    "party_groups": r"设党小组(\d+)个",
    "leave": r"请假(\d+)人次",
}


def _text(pdf: bytes) -> str:
    return re.sub(r"\s", "", "".join(page_texts(pdf)))


def _numbers(pattern: str, text: str) -> list[str]:
    found = re.search(pattern, text)
    assert found, pattern
    return [group for group in found.groups() if group is not None]


@pytest.fixture
def demo(small_demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(small_demo, tmp_path / "demo.gridparty"))


def test_paper_command_and_recount_agree_in_every_unit(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = App.open(demo, daily_backup=False)
    raw = app.ask(raw_rows)
    now = app.ask(tree.of_month, month=MONTH)
    wanted = [unit for unit, node in now.nodes.items() if node.kind not in ("grid", "party_group")]
    assert len(wanted) > 25
    for unit in wanted:
        assert run(["figures", "--unit", f"#{unit}", "--month", str(MONTH), "--json", "--db", str(demo)]) == 0
        figures = json.loads(capsys.readouterr().out)["figures"]
        counted = recount(raw, unit, MONTH)
        assert figures == {name: round(n, 4) if isinstance(n, float) else n for name, n in counted.items()}  # D9
        printed = _text(briefing.pdf(app.ask(briefings.gather, unit=unit, month=MONTH)))
        _agrees(printed, figures)
    app.close()


def _percent(present: int, expected: int) -> str:
    """A rate as printed, in whole numbers: one decimal, half goes up (D9)."""
    return f"{(2000 * present + expected) // (2 * expected) / 10:.1f}%" if expected else "—"


def _agrees(text: str, figures: dict[str, Any]) -> None:
    def number(pattern: str, *names: str) -> None:
        assert _numbers(pattern, text) == [str(figures[name]) for name in names], (pattern, names)

    assert "草稿演示数据" in text
    number(r"党员(\d+)名[（，]", "members")
    if figures["probationary_members"]:
        number(r"（正式(\d+)名，预备(\d+)名）", "full_members", "probationary_members")
    number(r"另有在职报到党员(\d+)名", "registered_members")
    for name, pattern in NOT_ALWAYS.items():
        assert bool(re.search(pattern, text)) == bool(figures[name])
        if figures[name]:
            number(pattern, name)
    if "各单位情况" in text:
        number(r"划分网格(\d+)个，设党支部(\d+)个", "grids", "branches")
        shown = _percent(figures["present"], figures["expected"])
        sums = [figures[name] for name in ("members", "registered_members", "activities")]
        row = "".join(map(str, ["合计", *sums, shown, figures["services"], figures["service_hours"]]))
        assert row in text[text.index("各单位情况") :]
    number(r"新报到在职党员(\d+)名，累计(\d+)名", "new_registrations", "registered_members")
    number(r"参加活动(\d+)人次、服务([\d.]+)小时", "registered_present", "registered_service_hours")
    number(r"共(\d+)名，本月参加活动或服务的(\d+)名", "people", "participants")
    number(r"开展活动(\d+)场，应到(\d+)人次，实到(\d+)人次", "activities", "expected", "present")
    number(r"开展服务(\d+)次", "services")
    if figures["activities"]:
        shown = _percent(figures["present"], figures["expected"])
        assert _numbers(r"签到率([\d.]+%|—)", text[text.index("开展活动") :]) == [shown]
        totals = [str(figures["expected"]), str(figures["present"]), shown]
        assert "".join(totals) in text[text.index("合计") :]
    if figures["services"]:
        number(r"次，(\d+)名党员参与，累计([\d.]+)小时", "service_members", "service_hours")
        if figures["members"]:
            tenths = int(Fraction(figures["service_hours"]) / figures["members"] * 10 + Fraction(1, 2))
            assert _numbers(r"人均([\d.]+)小时", text) == [f"{tenths / 10:.1f}"]
        parts = figures["people_helped"], figures["people_helped_estimated"]
        helped = "—" if parts == (None, None) else ("约" if parts[1] else "") + str(sum(filter(None, parts)))
        assert f"受益群众{helped}" in text


def test_the_records_behind_add_up_to_every_figure_of_every_unit(demo: Path) -> None:
    app = App.open(demo, daily_backup=False)
    now = app.ask(tree.of_month, month=MONTH)
    raw = app.ask(raw_rows)
    for unit, node in now.nodes.items():
        if node.kind in ("grid", "party_group"):
            continue
        figures = recount(raw, unit, MONTH)
        for figure, value in figures.items():
            rows = app.ask(records.behind, figure=figure, unit=unit, first=MONTH)
            known = [row.value for row in rows if row.value is not None]
            if figure == "attendance_rate":
                assert value == (sum(known) / len(rows) if rows else None)
            elif figure == "hours_per_member":
                assert value == (sum(known) / figures["members"] if figures["members"] else None)
            elif value is None:
                assert rows
                assert known == []
            else:
                assert value == sum(known), (figure, node.name)
    app.close()
