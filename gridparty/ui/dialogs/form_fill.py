"""Filling a form: for one organisation or for all below it too, masked or in full, and what for."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from gridparty import handing_out
from gridparty.domain.ids import FormId
from gridparty.domain.permissions import Permission
from gridparty.i18n import _
from gridparty.ui.dialogs.files import choose_folder, choose_place
from gridparty.ui.office import Office, plainly
from gridparty.ui.places import Place
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.words import button, label

WIDE = 30  # characters


class FillDialog(QDialog):
    """Asks for what filling needs, then for a place."""

    def __init__(
        self, office: Office, *, form: FormId, name: str, place: Place, unit_name: str, has_lists: bool,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.office, self.form, self.name, self.place, self.unit_name = office, form, name, place, unit_name
        self.setWindowTitle(_("Fill the form"))
        self.one = QRadioButton(_("For {unit} &alone").format(unit=unit_name))
        self.below = QRadioButton(_("For it and every organisation &below, a file each"))
        self.full = QCheckBox(_("Identity numbers and phones in &full"))
        self.purpose = QLineEdit(maxLength=200)
        self.refusal = label("", role="error", wrap=True)
        self.go_button = button(_("Choose the &place…"), self.choose, role="primary")
        self.cancel_button = button(_("Cancel"), self.reject)
        self._lay_out()
        self.one.setChecked(True)
        self.full.setVisible(has_lists and Permission.REVEAL in office.app.account.permissions)
        self.below.toggled.connect(lambda on: self.full.setEnabled(not on))
        self.finished.connect(self.deleteLater)
        self.go_button.setFocus()

    @property
    def is_plain(self) -> bool:
        """Whether personal data are wanted in full."""
        return self.full.isChecked() and self.full.isEnabled()

    def choose(self) -> None:
        """Asks for the place; what is wanted in full needs a purpose first."""
        if self.is_plain and not self.purpose.text().strip():
            self.refusal.setText(_("Say what the data in full are for."))
            self.refusal.show()
            self.purpose.setFocus()
            return
        if self.below.isChecked():
            choose_folder(self, _("Fill the form"), self.save_all)
            return
        suggested = handing_out.form_file_name(self.name, self.unit_name, self.place.month)
        choose_place(self, _("Fill the form"), suggested, _("Tables ({pattern})").format(pattern="*.xlsx"), self.save)

    def save(self, path: Path) -> None:
        """Fills it for the one organisation."""
        kept: dict[str, Any] = {"reason": self.purpose.text().strip() or None, "is_plain": self.is_plain}
        said = _("The form is filled: {path}").format(path=path)
        self._work(
            lambda progress, **asked: handing_out.fill_form(**asked, **kept, path=path, progress=progress),
            lambda _filled: said,
        )

    def save_all(self, folder: Path) -> None:
        """Fills it for the organisation and all below."""
        self._work(
            lambda progress, **asked: handing_out.fill_forms(**asked, folder=folder, progress=progress),
            lambda files: _("{count:,} forms are filled: {path}").format(count=len(files), path=folder),
        )

    def _work(self, work: Any, said: Any) -> None:
        office = self.office
        asked = {"app": office.app, "form": self.form, "unit": self.place.unit, "month": self.place.month}
        title = _("Filling “{name}”").format(name=self.name)

        def then(result: Any) -> None:
            office.said.emit(plainly(said(result)))

        office.long(title, lambda progress: work(progress, **asked), then, writes=True)
        self.accept()

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height()
        box = QVBoxLayout(self)
        box.setContentsMargins(gap, gap, gap, gap)
        box.setSpacing(gap // 2)
        box.addWidget(label(_("{name}, {month}").format(name=self.name, month=self.place.month), role="heading"))
        box.addWidget(self.one)
        box.addWidget(self.below)
        box.addWidget(self.full)
        word = label(_("P&urpose"))
        word.setBuddy(self.purpose)
        self.purpose.setAccessibleName(_("What the form is for"))
        box.addWidget(word)
        box.addWidget(self.purpose)
        box.addWidget(self.refusal)
        box.addWidget(label(_("That the form was handed out is written down."), role="small", wrap=True))
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(self.go_button)
        feet.addWidget(self.cancel_button)
        box.addLayout(feet)
        self.refusal.hide()
        self.setMinimumWidth(characters(self, WIDE))
