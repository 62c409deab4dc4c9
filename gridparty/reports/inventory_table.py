"""The survey of organisations (组织概况表): kinds with their numbers and a line for what no heading counts (S002)."""

from datetime import date

from gridparty.operations.inventory import Inventory, InventoryRow
from gridparty.operations.paper_words import PaperWords
from gridparty.reports.document import Column, Document, Note, Table, Title
from gridparty.reports.paper_parts import sample_mark
from gridparty.reports.typeset import render
from gridparty.reports.wording import long_day

RESIDUE = "其他／未分类"


def pdf(inventory: Inventory, *, unit_name: str, day: date, words: PaperWords) -> bytes:
    """The printed table as of a day."""
    return render(document(inventory, unit_name=unit_name, day=day, words=words))


def document(inventory: Inventory, *, unit_name: str, day: date, words: PaperWords) -> Document:
    """The table as blocks. The lines add up: the residue is shown even where it is 0."""
    columns = (
        Column("序号", 0.1), Column("党组织类别", 0.3, "left"), Column("党组织（个）", 0.16),
        Column("党员（名）", 0.16), Column("包含类型", 0.28, "left"),
    )  # fmt: skip
    rows = tuple(
        (
            str(number),
            RESIDUE if row.is_residue else row.heading,
            str(row.organisations),
            str(row.members),
            _kinds(row, words),
        )
        for number, row in enumerate(inventory.rows, 1)
    )
    total = ("合计", str(inventory.organisations), str(inventory.members), "")
    title = f"{unit_name}党组织概况表"
    blocks = sample_mark(words.is_sample)
    blocks += [
        Title(title),
        Note(f"截至{long_day(day)}", "center"),
        Table(columns, rows, total, total_span=2),
        *([Note(f"其中农村党员{inventory.rural_members}名。")] if inventory.rural_members else []),
        Note("注：党员数为直接隶属该类党组织的正式党员和预备党员，不含下级，各行相加等于合计。"),
    ]
    return Document(title=title, blocks=tuple(blocks), author=unit_name, keywords=("组织概况",))


def _kinds(row: InventoryRow, words: PaperWords) -> str:
    """The kinds that a line counts; where there are several, how many of each."""
    named = [(words.word("unit_kinds", kind), number) for kind, number in row.by_kind.items()]
    return "、".join(f"{word}{number}个" if len(named) > 1 else word for word, number in named)
