"""Taking in a roster from a file: reading it, what it would change, doing it, and the rows that were left out."""

from dataclasses import dataclass
from pathlib import Path

from gridparty.app import App
from gridparty.domain.civil_time import today
from gridparty.domain.ids import UnitId
from gridparty.domain.progress import Progress, silent
from gridparty.domain.rosters import Roster, read_roster
from gridparty.exchange.roster_heads import roster_aliases
from gridparty.exchange.tables import read_table
from gridparty.i18n import _
from gridparty.operations import roster_words, rosters, tree
from gridparty.operations.roster_words import Line
from gridparty.operations.rosters import DUPLICATE, REJECTED, RosterPlan


@dataclass(frozen=True, slots=True)
class DryRun:
    """A roster below a unit as it would come in: the plan, and a line of words for every row of the file."""

    unit: UnitId
    unit_name: str
    roster: Roster
    plan: RosterPlan
    lines: tuple[Line, ...]


def read(path: Path) -> Roster:
    """The roster in a file. Raises InvalidInput with one sentence for a file that cannot be read or is no roster."""
    sheet = read_table(path)
    return read_roster(sheet.rows, roster_aliases(), first_number=sheet.first_number)


def dry_run(app: App, *, roster: Roster, unit: UnitId, progress: Progress = silent) -> DryRun:
    """What an import would do; nothing is written. Raises NotFound if the unit does not exist today."""
    plan = app.ask(rosters.plan, rows=roster.rows, unit=unit, progress=progress)
    name = app.ask(tree.on_day, day=today()).name(unit)
    return DryRun(unit, name, roster, plan, app.ask(roster_words.lines, plan=plan, rows=roster.rows))


def bring_in(app: App, *, roster: Roster, unit: UnitId, progress: Progress = silent) -> RosterPlan:
    """Writes the roster, all or nothing. Returns the plan that was carried out."""
    return app.run(rosters.import_rows, rows=roster.rows, unit=unit, progress=progress)


def write_rejects(path: Path, *, roster: Roster, plan: RosterPlan) -> int:
    """Writes the rows that are left out as a workbook: as they stand in the file, with the reasons behind them.

    Returns how many. Raises InvalidInput where the file cannot be written.
    """
    from gridparty.exchange.workbooks import write_table  # noqa: PLC0415  late: start-up; the page is opened more often

    reasons = {row.number: "；".join(row.reasons) for row in plan.outcomes if row.what in (REJECTED, DUPLICATE)}
    rows = [(*row.cells, reasons[row.number]) for row in roster.rows if row.number in reasons]
    return write_table(path, title=_("Rejected rows"), heads=(*roster.heads, _("Reason")), rows=rows)
