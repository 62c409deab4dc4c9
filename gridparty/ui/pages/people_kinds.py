"""The lists of people beside members and registered ones: what each reads, shows and counts (S007, S013, S130 …)."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gridparty.domain.dues import SIX_MONTHS
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.months import Month
from gridparty.i18n import N_, _
from gridparty.operations import (
    anniversaries,
    cadres,
    development_lists,
    dossier_completeness,
    dues,
    duplicates,
    floating,
    membership_steps,
    talent,
    transfers,
)
from gridparty.ui.models.rows import Column
from gridparty.ui.pages import people_columns as shown
from gridparty.ui.pages import people_notes as notes
from gridparty.ui.pages.people_columns import Looks

Rows = Sequence[Any]
SOON = 30  # days within which something counts as due

FLOATING, LOST, DUES, TRANSFERS = "floating", "lost", "dues", "transfers"
PIPELINE, POSTS, TALENT, DUPLICATES = "pipeline", "posts", "talent", "duplicates"
BIRTHDAYS, MEDALS, INCOMPLETE = "birthdays", "medals", "incomplete"


@dataclass(frozen=True, slots=True)
class Kind:
    """A list: `query` (session, unit, day, also) → rows, `count` what its switch counts of them, `also` a tick.

    `note`: sentences above the list. `pick`: the key of the column by whose words the rows can be picked, `every` the
    word for all of them. `watches`: tables that it shows beside those of people and registers. A `further` list has no
    switch until it is chosen; its switch counts nothing.
    """

    key: str
    title: str  # msgid
    empty: str  # msgid
    query: Callable[[Any, UnitId, date, bool], Rows]
    columns: Callable[[Looks], tuple[Column[Any], ...]]
    identity: Callable[[Any], Hashable]
    member: Callable[[Any], MemberId] = lambda row: row.member
    count: Callable[[Rows, date], int] = lambda rows, _day: len(rows)
    total: Callable[[Rows, Looks], str] = lambda rows, _looks: _("{count:,} people").format(count=len(rows))
    also: str = ""  # msgid
    note: Callable[[Any, UnitId, date], str] = lambda _session, _unit, _day: ""
    pick: str = ""
    every: str = ""  # msgid
    watches: frozenset[str] = frozenset()
    is_further: bool = False
    is_counted: bool = True


def _floating(session: Any, unit: UnitId, day: date, also: bool) -> Rows:
    return floating.rows(session, unit=unit, day=day, overdue=also)


def _lost(session: Any, unit: UnitId, day: date, _also: bool) -> Rows:
    return membership_steps.lost(session, unit=unit, day=day)


def _dues(session: Any, unit: UnitId, day: date, also: bool) -> Rows:
    return dues.rows(session, unit=unit, month=Month.of(day), owing=None if also else 1)


def _transfers(session: Any, unit: UnitId, day: date, also: bool) -> Rows:
    return transfers.rows(session, unit=unit, day=day, is_open=not also)


def _pipeline(session: Any, unit: UnitId, day: date, _also: bool) -> Rows:
    """Those of whom something is due first, the most pressing at the head."""
    found = development_lists.rows(session, unit=unit, day=day)
    return sorted(found, key=lambda row: row.dues[0].day if row.dues else date.max)


def _talent(session: Any, unit: UnitId, day: date, also: bool) -> Rows:
    return talent.rows(session, unit=unit, day=day, is_past=also)


def _duplicates(session: Any, unit: UnitId, _day: date, _also: bool) -> Rows:
    return duplicates.candidates(session, unit=unit)


def _birthdays(session: Any, unit: UnitId, day: date, also: bool) -> Rows:
    return anniversaries.birthdays(session, unit=unit, month=Month.of(day), political=not also)


def _medals(session: Any, unit: UnitId, day: date, _also: bool) -> Rows:
    return anniversaries.medals(session, unit=unit, year=day.year)


def _incomplete(session: Any, unit: UnitId, day: date, _also: bool) -> Rows:
    return dossier_completeness.completeness(session, unit=unit, day=day).incomplete


def _posts(session: Any, unit: UnitId, day: date, also: bool) -> Rows:
    return cadres.rows(session, unit=unit, day=day, history=also)


def _due_soon(rows: Rows, day: date) -> int:
    """People of whom something is due within 30 days or past."""
    return sum(any(not due.may and (due.day - day).days <= SOON for due in row.dues) for row in rows)


def _owed(rows: Rows, _looks: Looks) -> str:
    return _("{people:,} people, of whom {owing:,} owe and {six:,} six months or more; unknown {unknown:,}").format(
        people=len(rows), owing=sum(bool(row.owed) for row in rows),
        six=sum((row.owed or 0) >= SIX_MONTHS for row in rows),
        unknown=sum(row.owed is None for row in rows),
    )  # fmt: skip


def _pairs(rows: Rows, _looks: Looks) -> str:
    return _("{count:,} pairs").format(count=len(rows))


def _held(rows: Rows, looks: Looks) -> str:
    """Distinct holders; of one post alone by the kind of unit, beside the number of such units (S007)."""
    now = [row.held for row in rows if row.held.until is None]
    said = _("{people:,} people, {posts:,} posts").format(people=len({row.member for row in now}), posts=len(now))
    if len({row.post for row in now}) != 1:
        return said
    by_kind: dict[str, list[Any]] = {}
    for row in now:
        by_kind.setdefault(row.unit_kind, []).append(row)
    words = _("{kind}: in {units:,} of {all:,}, {people:,} people")
    parts = [
        words.format(
            kind=looks.word("unit_kinds", kind), units=len({row.unit for row in held}), all=looks.units.get(kind, 0),
            people=len({row.member for row in held}),
        )
        for kind, held in by_kind.items()
    ]  # fmt: skip
    return "　".join((said, *parts))


KINDS = (
    Kind(
        FLOATING, N_("Floating members"), N_("There is no such floating member; “New floating member…” notes one."),
        _floating, shown.floating, lambda row: row.entry, also=N_("Only those without contact for too long"),
    ),
    Kind(
        LOST, N_("Out of contact or suspended"), N_("Nobody is out of contact or suspended."), _lost, shown.lost,
        lambda row: row.member,
    ),
    Kind(
        DUES, N_("Owing dues"), N_("Nobody owes dues, as far as months paid were noted."), _dues, shown.dues,
        lambda row: row.member, total=_owed, also=N_("Everybody who pays"),
    ),
    Kind(
        TRANSFERS, N_("In transfer"), N_("No transfer is under way; “New transfer in…” begins one."),
        _transfers, shown.transfers, lambda row: row.id, also=N_("Closed ones as well"),
        total=lambda rows, _looks: _("{count:,} transfers").format(count=len(rows)),
    ),
    Kind(
        PIPELINE, N_("On the way into the Party"), N_("Nobody is on the way; “New application…” begins."), _pipeline,
        shown.pipeline, lambda row: row.member, count=_due_soon, note=notes.applications, pick="stage",
        every=N_("Every stage"),
    ),
    Kind(
        POSTS, N_("Who holds posts"), N_("Nobody holds a post here in this month; “Add a post…” enters who does."),
        _posts, shown.posts, lambda row: row.held.id, total=_held, also=N_("Former ones as well"),
        note=notes.sent_down, pick="post", every=N_("Every post"), is_counted=False,
        watches=frozenset({"posts", "activities", "attendance"}),
    ),
    Kind(
        TALENT, N_("In the talent pool"), N_("Nobody is in the pool; “Into the pool…” recommends somebody."), _talent,
        shown.talents, lambda row: row.entry, also=N_("Those who left as well"), note=notes.pool, pick="source",
        every=N_("Every source"),
    ),
    Kind(
        DUPLICATES, N_("Perhaps the same person"), N_("Nobody stands here twice, as far as can be seen."),
        _duplicates, shown.pairs, lambda row: (row.a, row.b), member=lambda row: row.a, total=_pairs,
    ),
    Kind(
        BIRTHDAYS, N_("Political birthdays of the month"), N_("Nobody has a political birthday in this month."),
        _birthdays, shown.birthdays, lambda row: row.member, also=N_("Birthdays instead"), is_further=True,
    ),
    Kind(
        MEDALS, N_("50 years in the Party this year"), N_("Nobody has 50 years of standing at 1 July of this year."),
        _medals, shown.medals, lambda row: row.member, is_further=True,
    ),
    Kind(
        INCOMPLETE, N_("Files that are not complete"), N_("Every file is complete."), _incomplete, shown.incomplete,
        lambda row: row.member, note=notes.file_rate, is_further=True,
    ),
)  # fmt: skip
