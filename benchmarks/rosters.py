"""Bringing a large roster in: read, check, pinyin and write, beside a bare read and the same writes raw."""

import shutil
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from benchmarks.check_ins import seal
from benchmarks.measuring import Row, race, slower
from benchmarks.offices import Office, excerpt, opened, raw
from gridparty import intake
from gridparty.app import App
from gridparty.domain import identity_number
from gridparty.domain.import_fields import PEOPLE
from gridparty.domain.import_outcomes import NEW, counts
from gridparty.domain.months import Month
from gridparty.domain.partial_dates import as_text
from gridparty.domain.sample_people import SamplePerson, people
from gridparty.exchange.workbooks import write_table
from gridparty.operations import tree

LONG, LITTLE = 20_000, 1_000  # rows
AREA = "410103"  # the sample office's people have another one, so that nobody is known already
HEADS = (
    "序号", "姓名", "性别", "民族", "身份证号码", "出生日期", "学历", "籍贯", "所在社区", "所在党支部", "入党时间",
    "转正时间", "人员类别", "党籍状态", "手机号码", "固定电话", "家庭住址", "工作单位", "是否流动党员", "备注",
)  # fmt: skip
WRITTEN = ("members", "belongings", "posts")
Tables = dict[str, tuple[str, list[tuple[Any, ...]]]]  # table → its INSERT and the values


def rows(office: Office) -> Iterator[Row]:
    """Everyone in the workbook is new; the office has its units, its members and three months of records."""
    number = LITTLE if office.quick else LONG
    origin, workbook = excerpt(office), office.scratch / "roster.xlsx"
    ours, theirs = office.scratch / "roster.gridparty", office.scratch / "roster.floor.gridparty"
    with opened(origin) as app:
        write_workbook(workbook, app, office.month, number)
    shutil.copyfile(origin, ours)
    with opened(ours) as app:
        import_roster(app, workbook, office.month, number)
    tables = _written(origin, ours)

    def prepare(_round: int) -> None:
        for path in (ours, theirs):
            shutil.copyfile(origin, path)

    def subject(_round: int) -> None:
        with opened(ours) as app:
            import_roster(app, workbook, office.month, number)

    def floor(_round: int) -> None:
        CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()
        with raw(theirs) as connection:
            write_raw(connection, tables)

    times = race(subject, floor, rounds=office.rounds(5), prepare=prepare)
    name = f"a roster of {number:,} rows: read, check, pinyin, write"
    yield slower(name, "bare calamine read + the same writes raw, with triggers", times, limit=3)


def import_roster(app: App, workbook: Path, month: Month, number: int) -> None:
    """What `gridparty members import` does, without its command line."""
    proposal = intake.propose(app, table=intake.table(workbook), kind=PEOPLE)
    source = intake.source(proposal, file_name=workbook.name)
    top = app.ask(tree.of_month, month=month).children[None][0]
    new = counts(intake.apply(app, source=source, unit=top).outcomes)[NEW]
    if new != number:
        raise RuntimeError(f"only {new} of {number} rows are new")


def write_raw(connection: Any, tables: Tables) -> None:
    """The same rows in one act, by the driver alone."""
    head = ["local", "members.import", int(time.time()), None]
    connection.execute("BEGIN IMMEDIATE")
    act = connection.execute("INSERT INTO act (account, name, at, undoes) VALUES (?, ?, ?, ?)", head).lastrowid
    for insert, values in tables.values():
        connection.executemany(insert, values)
    seal(connection, act, head)
    connection.execute("COMMIT")


def _written(before: Path, after: Path) -> Tables:
    """The rows that an import has added."""
    tables: Tables = {}
    with raw(before) as old, raw(after) as new:
        for table in WRITTEN:
            (last,) = old.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
            values = new.execute(f"SELECT * FROM {table} WHERE id > ? ORDER BY id", (last,)).fetchall()
            if values:
                tables[table] = (f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)
    return tables


def write_workbook(path: Path, app: App, month: Month, number: int) -> None:
    """A roster of so many people whom the office does not know yet, spread over its grid branches."""
    now = app.ask(tree.of_month, month=month)
    branches = [node for node in now.nodes.values() if node.kind == "grid_branch"]
    rows = []
    for at, person in enumerate(islice(people(7, year=month.year), number)):
        branch = branches[at * len(branches) // number]
        community = now.nodes[branch.parent].place_name if branch.parent else None
        rows.append((at + 1, *_cells(person, at, community, branch.name)))
    write_table(path, title="党员花名册", heads=HEADS, rows=rows)


def _cells(person: SamplePerson, at: int, community: str | None, branch: str) -> tuple[str | None, ...]:
    return (
        person.name,
        "女" if person.gender == "female" else "男",
        "汉族" if person.ethnicity == "han" else None,
        identity_number.make(AREA + person.id_number[6:17]),
        as_text(person.birth_date),
        "大学本科",
        "河南郑州",
        community,
        branch,
        as_text(person.join_date) if person.join_date else None,
        as_text(person.full_date) if person.full_date else None,
        "正式党员" if person.stage == "full" else "预备党员",
        "正常",
        person.phone,
        None,
        f"幸福路{at % 300 + 1}号院{at % 40 + 1}号楼{at % 6 + 1}单元",
        person.work_unit or None,
        "否",
        None,
    )
