"""The two lists of the overview: the parts of a unit in the order of the tree, and its newest records."""

from gridparty.i18n import _
from gridparty.operations.briefings import PartLine
from gridparty.operations.figure_list import FIGURES
from gridparty.operations.latest_records import LatestRow
from gridparty.ui.models.figure_cards import printed
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.short_list import ShortList

SHOWN = ("members", "activities", "attendance_rate", "services", "service_hours")
MORE = ("registered_members", "expected", "present", "hours_per_member", "people_helped", "people_helped_estimated")


def parts_list() -> ShortList[PartLine]:
    """The units directly below with their figures; never ranked by itself, but any head sorts."""
    name = Column[PartLine](
        "name", _("Organisation"), lambda row: row.name or _("Directly at this level"), width=20, link=True
    )
    view: RowsView[PartLine] = RowsView(
        [name, *(_figure(figure) for figure in SHOWN), *(_figure(figure, hidden=True) for figure in MORE)],
        name="parts",
        label=_("Units below"),
        empty=_("No units below."),
        identity=lambda row: row.id,
    )
    return ShortList(_("Units below"), view, has_head=True)


def latest_list() -> ShortList[LatestRow]:
    """The newest records with their time."""
    view: RowsView[LatestRow] = RowsView(
        [
            Column("when", _("Time"), _when, width=11),
            Column("what", _("Record"), lambda row: row.what, width=16, link=True),
            Column("detail", _("Detail"), lambda row: row.detail, width=26),
        ],
        name="latest",
        label=_("Latest records"),
        empty=_("No records in this month."),
        identity=lambda row: (row.kind, row.id),
        has_foot=False,
    )
    return ShortList(_("Latest records"), view, has_head=False)


def _figure(figure: str, *, hidden: bool = False) -> Column[PartLine]:
    head = _(FIGURES[figure].name)
    if figure != "attendance_rate":
        head = f"{head}（{FIGURES[figure].unit}）"
    return Column(
        figure,
        head,
        lambda row: printed(figure, row.figures[figure]),
        width=9,
        order=lambda row: row.figures[figure],
        align=RIGHT,
        hidden=hidden,
    )


def _when(row: LatestRow) -> str:
    return f"{row.at:%m-%d %H:%M}" if row.at is not None else f"{row.day:%m-%d}"
