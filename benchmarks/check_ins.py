"""One check-in, saved durably, beside the driver alone that writes the same act, row, op-log entry and seal."""

import json
import shutil
import time
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.measuring import Row, race, slower
from benchmarks.offices import Office, copy, opened, raw
from gridparty.app import App
from gridparty.domain.civil_time import now
from gridparty.domain.ids import ActivityId, MemberId
from gridparty.operations import activities, attendance, tree

WARM = 20  # so that the write-ahead log has been filled and emptied once


def rows(office: Office) -> Iterator[Row]:
    """The check-in of a listed person, not the first one of the activity (that one draws up the list)."""
    rounds = office.rounds(400)
    path, twin = copy(office, "check-ins"), office.scratch / "check-ins.floor.gridparty"
    moment = now().replace(microsecond=0)
    with opened(path) as app:
        expected = _expected(app, path, moment, WARM + rounds)
    shutil.copyfile(path, twin)
    with opened(path) as app, raw(twin) as connection:

        def subject(number: int) -> object:
            activity, member = expected[number]
            return app.run(attendance.add, activity=activity, member=member, at=moment)

        times = race(subject, lambda number: check_in(connection, *expected[number], moment), rounds=rounds, warm=WARM)
    yield slower("one check-in through App.run, durable", "raw: act, row, op-log by trigger, seal", times, limit=5)


def _expected(app: App, path: Path, moment: datetime, wanted: int) -> list[tuple[ActivityId, MemberId]]:
    """New activities of communities, each with someone checked in already, and who is still expected."""
    found: list[tuple[ActivityId, MemberId]] = []
    nodes = app.ask(tree.on_day, day=moment.date()).nodes.values()
    communities = iter([node.id for node in nodes if node.kind == "community"])
    while len(found) < wanted:
        kinds = ("theme_party_day",)
        activity = app.run(activities.add, unit=next(communities), kinds=kinds, title="签到测试", start=moment)
        with raw(path) as connection:
            query = "SELECT member_id FROM attendance WHERE activity_id = ? ORDER BY member_id"
            members = [MemberId(member) for (member,) in connection.execute(query, (activity,))]
        if members:
            app.run(attendance.add, activity=activity, member=members[0], at=moment)
        found += [(activity, member) for member in members[1:]]
    return found


def check_in(connection: Any, activity: ActivityId, member: MemberId, moment: datetime) -> None:
    """What gridparty.storage.store and operations.attendance write, in the fewest statements."""
    execute = connection.execute
    head = ["local", "check_ins.add", int(time.time()), None]
    execute("BEGIN IMMEDIATE")
    act = execute("INSERT INTO act (account, name, at, undoes) VALUES (?, ?, ?, ?)", head).lastrowid
    execute(
        "UPDATE attendance SET state = 'present', way = 'keyboard', at = ?, version = version + 1"
        " WHERE activity_id = ? AND member_id = ? AND state = 'expected'",
        (int(moment.timestamp()), activity, member),
    )
    seal(connection, act, head)
    execute("COMMIT")


def seal(connection: Any, act: int, head: list[Any]) -> None:
    """Closes an act as gridparty.storage.oplog.seal does."""
    query = "SELECT seq, tbl, kind, row_id, last_id, base_version, old, salt FROM op_log WHERE act_id = ? ORDER BY seq"
    covered = [
        [*entry[:6], sha256(entry[7] + entry[6].encode()).hexdigest() if entry[6] is not None else None]
        for entry in connection.execute(query, (act,))
    ]
    found = connection.execute("SELECT hash FROM act WHERE id < ? ORDER BY id DESC LIMIT 1", (act,)).fetchone()
    sealed = sha256((found[0] if found else b"") + json.dumps([[act, *head], covered]).encode()).digest()
    connection.execute("UPDATE act SET hash = ? WHERE id = ?", (sealed, act))
