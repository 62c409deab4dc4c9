"""What the actions of the menus do with an open file (ui/actions.py names them)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from gridparty.i18n import _
from gridparty.ui.office import plainly
from gridparty.ui.places import Wish

if TYPE_CHECKING:
    from gridparty.ui.file_view import FileView


def undo(view: "FileView") -> None:
    """Takes the last entry back."""
    view.office.undo()


def search(view: "FileView") -> None:
    """Puts the cursor into the search."""
    view.search.setFocus()
    view.search.selectAll()


def export_list(view: "FileView") -> None:
    """Writes the list in sight to a spreadsheet."""
    from gridparty.ui.widgets.rows_view import RowsView  # noqa: PLC0415  late: start-up

    lists = [each for each in view.workspace.current.findChildren(RowsView) if each.isVisible()]
    focus = QApplication.focusWidget()
    chosen = next((each for each in lists if focus is not None and each.isAncestorOf(focus)), None)
    if lists:
        (chosen or lists[0]).export()
    else:
        view.office.refused.emit(_("There is no list on this page; go to one that has a list."))


def filter_tree(view: "FileView") -> None:
    """Puts the cursor into the filter of the tree."""
    view.tree.show()
    view.tree.filter.setFocus()


def add_unit(view: "FileView") -> None:
    """Asks for a unit below the current one; in an empty file the import is where to begin."""
    row = view.tree.row_of(view.place.unit)
    if row is None:
        view.grant(Wish("imports"))
        return
    from gridparty.ui.dialogs.unit import AddUnitDialog  # noqa: PLC0415  late: start-up

    dialog = AddUnitDialog(
        view.office, parent_unit=row.id, parent_name=row.name, parent_kind=row.kind, parent=view
    )  # fmt: skip
    dialog.saved.connect(view.tree.open_below)
    dialog.open()


def rename_unit(view: "FileView") -> None:
    """Corrects the name of the current unit."""
    from gridparty.ui.dialogs.unit import RenameUnitDialog  # noqa: PLC0415  late: start-up

    if (row := view.tree.row_of(view.place.unit)) is not None:
        RenameUnitDialog(view.office, unit=row.id, name=row.name, parent=view).open()


def toggle_tree(view: "FileView") -> None:
    """Shows or hides the tree."""
    view.tree.setVisible(not view.tree.isVisible())


def month_back(view: "FileView") -> None:
    """The month before."""
    view.month.step(-1)


def month_forward(view: "FileView") -> None:
    """The month after."""
    view.month.step(1)


def reload(view: "FileView") -> None:
    """Loads everything anew."""
    view.reload()


def print_briefing(view: "FileView") -> None:
    """Opens the print dialog of the briefing."""
    view.grant(Wish("briefing", item="print"))


def print_papers(view: "FileView") -> None:
    """Asks which chart or list goes on paper."""
    from gridparty.ui.dialogs.papers import PapersDialog  # noqa: PLC0415  late: start-up

    if (row := view.tree.row_of(view.place.unit)) is not None:
        PapersDialog(view.office, place=view.place, name=row.name, parent=view).open()


def back_up(view: "FileView") -> None:
    """Makes a verified copy beside the file."""

    def said(path: Any) -> None:
        view.office.said.emit(plainly(_("Backed up as {name}, verified.").format(name=path.name)))

    view.office.aside(view.office.app.back_up, said)


def check(view: "FileView") -> None:
    """Examines the whole file."""
    from gridparty.operations import checks  # noqa: PLC0415  late: start-up

    def said(result: checks.CheckResult) -> None:
        sound = _("The file is sound.")
        view.office.said.emit(plainly(sound if result.ok else "；".join(result.findings[:5])))

    view.office.ask(checks.run, said)


CALLS: dict[str, Callable[["FileView"], None]] = {
    each.__name__: each
    for each in (
        undo,
        search,
        export_list,
        filter_tree,
        add_unit,
        rename_unit,
        toggle_tree,
        month_back,
        month_forward,
        reload,
        print_briefing,
        print_papers,
        back_up,
        check,
    )
}
