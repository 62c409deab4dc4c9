"""What can be done to an organisation of the tree by a change order: the entries of its menu (S090)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu, QWidget

from gridparty.domain import orders as rules
from gridparty.i18n import N_, _
from gridparty.operations.tree_rows import TreeRow
from gridparty.ui.dialogs.order_small import (
    CloseUnitDialog,
    MoveDialog,
    RecodeDialog,
    RenameDialog,
    ReopenDialog,
    SmallOrder,
    UpgradeDialog,
)
from gridparty.ui.dialogs.order_wizard import OrderWizard
from gridparty.ui.office import Office

WIZARDS = {
    rules.MERGE: N_("&Merge with others…"),
    rules.SPLIT: N_("&Split…"),
    rules.REGROUP: N_("Re&group with others…"),
}
DIALOGS: tuple[tuple[str, type[SmallOrder]], ...] = (
    (N_("Mo&ve below another…"), MoveDialog),
    (N_("&Rename from a day on…"), RenameDialog),
    (N_("&Upgrade…"), UpgradeDialog),
    (N_("New co&de…"), RecodeDialog),
    (N_("C&lose from a day on…"), CloseUnitDialog),
)


def fill(menu: QMenu, office: Office, *, row: TreeRow, rows: Sequence[TreeRow], parent: QWidget) -> None:
    """Adds the entries for a unit; one that is closed can only be reopened."""
    if row.is_closed:
        menu.addAction(_("Re&open…"), lambda: ReopenDialog(office, row=row, rows=rows, parent=parent).open())
        return
    for kind, words in WIZARDS.items():
        menu.addAction(_(words), lambda kind=kind: OrderWizard(office, kind=kind, units=[row.id], parent=parent).open())
    menu.addSeparator()
    for words, dialog in DIALOGS:
        menu.addAction(_(words), lambda dialog=dialog: dialog(office, row=row, rows=rows, parent=parent).open())
