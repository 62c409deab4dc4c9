"""The booklet of brands (一社区一品牌): a list of them, then a page for each (S104)."""

from gridparty.operations.brand_booklets import REGISTER, Brand, BrandBooklet
from gridparty.operations.paper_words import PaperWords
from gridparty.reports.document import (
    Block,
    Column,
    Document,
    Form,
    FormCell,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Table,
    Title,
)
from gridparty.reports.paper_parts import labelled, sample_mark
from gridparty.reports.typeset import render
from gridparty.reports.wording import NOTHING, fact, facts_line, long_day, short_day

_SHARES = (0.18, 0.82)  # of a label and its value
_LONG = "long_text"


def pdf(booklet: BrandBooklet, *, words: PaperWords) -> bytes:
    """The printed booklet."""
    return render(document(booklet, words=words))


def document(booklet: BrandBooklet, *, words: PaperWords) -> Document:
    """The booklet as blocks."""
    title = f"{booklet.unit_name}党建品牌汇编"
    blocks = sample_mark(words.is_sample)
    blocks += [Title(title), Note(f"截至{long_day(booklet.day)}", "center"), Paragraph(_summary(booklet))]
    if booklet.brands:
        columns = (Column("序号", 0.1), Column("党组织", 0.36, "left"), Column("品牌名称", 0.36, "left"),
                   Column("创建时间", 0.18))  # fmt: skip
        blocks.append(Table(columns, tuple(
            (str(number), brand.row.unit_name, brand.row.name, short_day(brand.row.since))
            for number, brand in enumerate(booklet.brands, 1)
        )))  # fmt: skip
    if booklet.without:
        blocks.append(Note(f"尚未登记品牌的社区：{'、'.join(booklet.without)}。"))
    for brand in booklet.brands:
        blocks += [PageBreak(), *_card(brand, words)]
    return Document(title=title, blocks=tuple(blocks), author=booklet.unit_name, keywords=("党建品牌",))


def _summary(booklet: BrandBooklet) -> str:
    text = f"{booklet.unit_name}共登记党建品牌{len(booklet.brands)}个。"
    if booklet.places:
        have = booklet.places - len(booklet.without)
        text += f"所辖社区{booklet.places}个，已创建品牌的{have}个，覆盖率{have / booklet.places:.1%}。"
    return text


def _card(brand: Brand, words: PaperWords) -> list[Block]:
    register, row = words.registers[REGISTER], brand.row
    form = [_line("党组织", row.unit_name), _line("创建时间", long_day(row.since) if row.since else NOTHING)]
    if brand.leaders:
        form.append(_line("负责人", "、".join(brand.leaders)))
    form += [
        _line(field.zh, fact(field, row.facts[field.key]))
        for field in register.fields
        if field.type != _LONG and field.key in row.facts
    ]
    blocks: list[Block] = [Title(row.name), Form(tuple(form))]
    for field in register.fields:
        if field.type == _LONG and row.facts.get(field.key):
            blocks += [Heading(field.zh), Paragraph(str(row.facts[field.key]))]
    if brand.events:
        kinds = {each.kind: each for each in register.events}
        rows = tuple(
            (
                short_day(event.day),
                kinds[event.kind].zh if event.kind in kinds else event.kind,
                "；".join(
                    filter(
                        None,
                        (facts_line(kinds[event.kind].fields if event.kind in kinds else (), event.facts), event.note),
                    )
                ),
            )
            for event in brand.events
        )
        blocks += [
            Heading("大事记"),
            Table((Column("日期", 0.18), Column("事项", 0.22), Column("内容", 0.6, "left")), rows),
        ]
    if row.remark:
        blocks.append(Note(f"备注：{row.remark}"))
    return blocks


def _line(name: str, value: str) -> tuple[FormCell, FormCell]:
    return labelled(name, value, shares=_SHARES)
