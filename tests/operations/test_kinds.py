"""Activities by kind and services by category, and the round words of yearly reports (S151, D11)."""

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from offices import raw_rows

from gridparty.app import App
from gridparty.cli import run
from gridparty.domain.months import Month
from gridparty.operations import kinds, tree

FIRST, LAST = Month(2026, 1), Month(2026, 10)


def test_a_year_by_kind_equals_a_recount_and_prints_round_words(
    small_demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(shutil.copy(small_demo, tmp_path / "demo.gridparty"))
    app = App.open(path, daily_backup=False)
    district = next(iter(app.ask(tree.of_month, month=LAST).nodes))
    found = app.ask(kinds.of_unit, unit=district, first=FIRST, last=LAST)
    raw = app.ask(raw_rows)
    app.close()
    held = [row for row in raw["activities"] if FIRST <= Month.of(row.start.date()) <= LAST]
    done = [row for row in raw["services"] if FIRST.first <= row.day <= LAST.last]
    assert found.activities == Counter(kind for row in held for kind in row.kinds)
    assert found.services == Counter(row.category for row in done)
    words = ["figures", "--unit", f"#{district}", "--from", str(FIRST), "--to", str(LAST), "--db", str(path)]
    assert run([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["activities_by_kind"] == found.activities
    assert run(words) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if "theme_party_day" in line)
    number = found.activities["theme_party_day"]
    assert "主题党日" in line
    assert f"{number // 100 * 100}多场" in line
