"""A small district of invented people, made by commands once and copied, and sheets to bring in."""

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import ask, bare, call
from pdf_texts import page_texts

from gridparty import cli

__all__ = ["ask", "bare", "call"]

Ask = Callable[..., Any]
Sheet = Callable[..., str]
DISTRICT, STREET, TOWN = "410102", "410102001", "410102101"
EAST, WEST, VILLAGE = "410102001001", "410102001002", "410102101201"
UNITS = (
    ("名称", "类型", "上级", "编码"),
    ("和平街道党工委", "街道", "中原区委", STREET),
    ("须水镇党委", "镇", "中原区委", TOWN),
    ("东苑社区党委", "社区", "和平街道党工委", EAST),
    ("西苑社区党委", "社区", "和平街道党工委", WEST),
    ("石咀村党总支", "村", "须水镇党委", VILLAGE),
    ("第一网格党支部", "网格党支部", "东苑社区党委", ""),
    ("第二网格党支部", "网格党支部", "西苑社区党委", ""),
)


def write(path: Path, *rows: tuple[object, ...]) -> str:
    """A sheet as clerks send it."""
    with path.open("w", newline="", encoding="utf-8-sig") as out:
        csv.writer(out).writerows(rows)
    return str(path)


def names() -> Iterator[str]:
    """Invented names, all different."""
    for given, family in product("安邦诚德恩丰广浩俊康", "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华"):
        for last in "民平文武":
            yield f"{family}{given}{last}"


@pytest.fixture(scope="session")
def district(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district with a street, a town, two communities, a village and two grid branches; nobody in it yet."""
    folder = tmp_path_factory.mktemp("district")
    path = folder / "office.gridparty"
    path.write_bytes(template.read_bytes())

    def run(*words: str) -> Any:
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = cli.run([*words, "--db", str(path), "--json"])
        assert code == 0, err.getvalue()
        return json.loads(out.getvalue())

    run("units", "add", "--kind", "district", "--name", "中原区委", "--code", DISTRICT)
    assert run("units", "import", write(folder / "u.csv", *UNITS), "--unit", DISTRICT)["new"] == len(UNITS) - 1
    return path


@pytest.fixture
def file(tmp_path: Path, district: Path) -> Path:
    """A copy of the district."""
    path = tmp_path / "office.gridparty"
    path.write_bytes(district.read_bytes())
    return path


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """Writes rows as a sheet; returns its path."""
    return lambda *rows: write(tmp_path / f"{len(list(tmp_path.iterdir()))}.csv", *rows)


@pytest.fixture
def people(ask: Ask, sheet: Sheet) -> Callable[..., list[str]]:
    """Brings so many members into branches by a roster; returns their names."""
    fresh = names()

    def bring(**branches: int) -> list[str]:
        rows = [(next(fresh), branch) for branch, number in branches.items() for _ in range(number)]
        done = ask("members", "import", sheet(("姓名", "所在党支部"), *rows), "--unit", DISTRICT)
        assert done["new"] == len(rows), done
        return [name for name, _branch in rows]

    return bring


def text_of(path: Path) -> str:
    """The text of a PDF."""
    return "\n".join(page_texts(path))
