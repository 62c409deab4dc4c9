"""Correcting a service: every fact of it, its members and their hours too."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gridparty.domain.ids import ServiceId, UnitId
from gridparty.i18n import _
from gridparty.operations import service_lists, services
from gridparty.operations.service_lists import ServiceDetail
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import fit
from gridparty.ui.widgets.scrolled import scrolled
from gridparty.ui.widgets.service_form import ServiceForm
from gridparty.ui.widgets.words import button, label


class ServiceDialog(QDialog):
    """Opened with open(); closes when the correction is saved."""

    def __init__(self, office: Office, *, service: ServiceId, unit: UnitId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Edit a service"))
        self.office, self.service = office, service
        self._is_open = True
        self._before: ServiceDetail | None = None
        self.form = ServiceForm(office)
        self.form.setEnabled(False)
        self.form.submitted.connect(self.save)
        self.save_button = button(_("&Save"), self.save, role="primary")
        self._lay_out()
        office.ask(service_lists.of_service, self._show, refused=self._refuse, service=service, unit=unit)

    def done(self, result: int) -> None:
        """Closes; an answer that is still under way is not shown any more."""
        self._is_open = False
        super().done(result)

    def save(self) -> None:
        """Writes what has been changed."""
        if self._before is None or (values := self.form.read(may_leave_hours=True)) is None:
            return
        self.save_button.setEnabled(False)
        self.office.run(
            services.edit,
            lambda _none: self._saved(),
            said=_("The service was corrected."),
            refused=self._refuse,
            service=self.service,
            **_changed(self._before, values),
        )

    def _lay_out(self) -> None:
        margin = self.fontMetrics().height()
        scroll = scrolled(self.form)
        feet = QHBoxLayout()
        feet.addWidget(label(_("Ctrl+Enter saves, Esc leaves it as it was."), role="small", wrap=True), 1)
        feet.addWidget(self.save_button)
        feet.addWidget(button(_("&Cancel"), self.reject))
        box = QVBoxLayout(self)
        box.setContentsMargins(margin, margin, margin, margin)
        box.addWidget(scroll, 1)
        box.addLayout(feet)
        fit(self, 46, 17)

    def _show(self, detail: ServiceDetail) -> None:
        if self._is_open:
            self._before = detail
            self.form.setEnabled(True)
            self.form.show_service(detail)
            self.form.summary.setFocus()

    def _saved(self) -> None:
        if self._is_open:
            self.accept()

    def _refuse(self, sentence: str) -> None:
        if self._is_open:
            self.save_button.setEnabled(True)
            self.form.refuse(sentence)


def _changed(before: ServiceDetail, values: dict[str, Any]) -> dict[str, Any]:
    """What differs from before; the rest is left to the operation as it is."""
    row = before.row
    held = {
        "unit": row.unit,
        "day": row.day,
        "category": row.category,
        "members": [each.member for each in before.people],
        "summary": row.summary,
        "place": row.place or "",
    }
    changes = {key: values[key] for key, value in held.items() if values[key] != value}
    times = {each.half_hours / 2 for each in before.people}
    if values["hours"] is not None and times != {values["hours"]}:
        changes["hours"] = values["hours"]
    helped = values["people_helped"], values["people_helped_estimated"]
    if helped == (None, None) and (row.people_helped, row.people_helped_estimated) != helped:
        changes["is_helped_unknown"] = True
    elif (row.people_helped, row.people_helped_estimated) != helped:
        changes |= {"people_helped": helped[0], "people_helped_estimated": helped[1]}
    return changes
