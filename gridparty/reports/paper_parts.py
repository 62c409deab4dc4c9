"""Parts that several papers have in common: the mark of invented data, and labelled cells of forms."""

from gridparty.reports.document import Align, Block, FormCell, Note
from gridparty.reports.wording import MARK


def sample_mark(is_sample: bool) -> list[Block]:
    """演示数据 in the upper right corner of what is printed from invented data; nothing else is marked."""
    return [Note(MARK, "right")] if is_sample else []


def labelled(
    name: str, value: str, *, shares: tuple[float, float], align: Align = "left", lines: int = 1
) -> tuple[FormCell, FormCell]:
    """Two cells beside each other, a label and what is written there; `shares` are their widths of the row."""
    label, room = shares
    return FormCell(name, label, is_label=True), FormCell(value, room, align=align, lines=lines)
