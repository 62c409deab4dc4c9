"""org-chart and print on the command line: the file is there, whose data it holds is written down."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pdf_texts import page_sizes, page_texts

from cli.conftest import Command, sentence
from gridparty.storage.engine import connect

Ask = Callable[..., Any]
COMMUNITY = "410102001001"


@pytest.fixture
def office(ask: Ask) -> None:
    """A community with two branches and two people."""
    ask("units", "add", "--kind", "community", "--name", "百花社区党委", "--code", COMMUNITY)
    for kind, name in (("grid_branch", "第一网格党支部"), ("party_branch", "第二党支部")):
        ask("units", "add", "--parent", COMMUNITY, "--kind", kind, "--name", name)
    ask("members", "add", "--unit", "第一网格党支部", "--name", "张伟", "--phone", "19900000001")


def test_the_chart(office: None, ask: Ask, call: Command, tmp_path: Path) -> None:
    path = tmp_path / "chart.pdf"
    assert ask("org-chart", "--under", COMMUNITY, "--paper", "A3", "-o", str(path)) == {"files": [str(path)]}
    (text,) = page_texts(path)
    for name in ("百花社区党委组织架构图", "第一网格党支部", "第二党支部", "党员1名"):
        assert name in text
    ask("org-chart", "--under", COMMUNITY, "--paper", "a4", "--portrait", "--levels", "1", "-o", str(path))
    width, height = page_sizes(path)[0]
    assert (round(width), round(height)) == (595, 842)
    ask("units", "close", "第二党支部", "--on", "2024-10-15")
    for month, closed in (("2024-10", True), ("2024-11", False)):
        ask("org-chart", "--under", COMMUNITY, "--month", month, "-o", str(path))
        assert ("10月15日撤销" in page_texts(path)[0]) is closed
        assert ("第二党支部" in page_texts(path)[0]) is closed


def test_what_is_refused(office: None, call: Command, tmp_path: Path) -> None:
    path = str(tmp_path / "chart.pdf")
    assert "410199" in sentence(call("org-chart", "--under", "410199", "-o", path))
    assert call("org-chart", "--under", COMMUNITY, "--paper", "B5", "-o", path).code == 2
    assert "nonsense" in sentence(call("print", "dossier", "张伟", "--field", "nonsense", "-o", path))
    assert "#7" in sentence(call("print", "handover", "7", "-o", path))
    assert "#7" in sentence(call("print", "registration", "7", "-o", path))
    assert not (tmp_path / "chart.pdf").exists()


def test_one_persons_file(office: None, ask: Ask, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "person.pdf"
    ask("print", "dossier", "张伟", "-o", str(path))
    assert "199****0001" in page_texts(path)[0]
    ask("print", "dossier", "张伟", "--field", "性别", "--reveal", "phone", "--reason", "评优", "-o", str(path))
    (text,) = page_texts(path)
    assert "19900000001" in text
    assert "工作单位" not in text
    with closing(connect(file)) as connection:
        kinds = [kind for (kind,) in connection.execute("select kind from disclosures order by id")]
    assert kinds == ["print", "reveal", "print"]


def test_slips_and_lists(office: None, ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    done = ask("registrations", "add", "--unit", COMMUNITY, "--name", "孙丽", "--work-unit", "某某研究院")
    ask("print", "registration", str(done["id"]), "-o", str(path))
    assert done["receipt"] in page_texts(path)[0]
    ask("print", "feedback", "--unit", COMMUNITY, "--from", "2026-01", "--to", "2026-12", "-o", str(path))
    assert ["孙丽" in text for text in page_texts(path)] == [True, True]
    for kind, words in (
        ("brands", "百花社区党委党建品牌汇编"),
        ("inventory", "百花社区党委党组织概况表"),
        ("elections", "百花社区党委换届提醒清单"),
        ("talents", "百花社区党委后备人才库名册"),
    ):
        ask("print", kind, "--unit", COMMUNITY, "-o", str(path))
        assert words in page_texts(path)[0]
