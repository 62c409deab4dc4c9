"""One person, one file (一人一档) on paper: what is ticked, masked unless it is to be shown in full (S027, S100)."""

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from gridparty import paperwork
from gridparty.domain.ids import MemberId
from gridparty.i18n import N_, _
from gridparty.reports.dossier_fields import FACTS, SECTIONS, USUAL
from gridparty.ui import memory
from gridparty.ui.dialogs.paper import PaperDialog
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import characters, column_in
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.scrolled import scrolled
from gridparty.ui.widgets.words import button, label

WORDS = {
    "gender": N_("Gender"),
    "ethnicity": N_("Ethnicity"),
    "birth_date": N_("Born"),
    "native_place": N_("Native place"),
    "education": N_("Education"),
    "degree": N_("Degree"),
    "id_number": N_("Identity number"),
    "code": N_("Member code"),
    "stage": N_("Kind"),
    "standing": N_("Standing"),
    "join_date": N_("Admitted"),
    "full_date": N_("Full member since"),
    "standing_years": N_("Party standing"),
    "political_birthday": N_("Political birthday"),
    "occupation": N_("Occupation"),
    "phone": N_("Phone"),
    "landline": N_("Landline"),
    "work_unit": N_("Work unit"),
    "address": N_("Address"),
    "remark": N_("Remark"),
    "belongings": N_("Belongings"),
    "posts": N_("Posts"),
    "transfers": N_("Transfers of affiliation"),
    "years": N_("Taking part by year"),
    "meetings": N_("Meetings and activities"),
    "services": N_("Service records"),
    "groups": N_("Groups and teams"),
    "awards": N_("Awards"),
    "entries": N_("Other registers"),
    "duties": N_("Duties"),
    "results": N_("Work results"),
}
MASKED = ("id_number", "phone", "landline", "address")
REMEMBERED = "print/dossier"


class DossierDialog(PaperDialog):
    """Ticks of one person's file, remembered for the next one; a reveal is chosen each time anew."""

    def __init__(self, office: Office, *, member: MemberId, name: str, parent: QWidget | None = None) -> None:
        title = _("One-person file")
        super().__init__(office, title=title, name=f"{name}-{title}", writes=True, parent=parent)
        self.member = member
        self.ticks = {key: QCheckBox(_(WORDS[key])) for key in (*FACTS, *SECTIONS)}
        self.full = {key: QCheckBox(_("{fact} in full").format(fact=_(WORDS[key]))) for key in MASKED}
        self.reason = QLineEdit(placeholderText=_("What for; it is written down"))
        self.reason.setAccessibleName(_("What for"))
        self.usual_button = button(_("As &usual"), lambda: self._tick(USUAL), role="small")
        self.all_button = button(_("&All"), lambda: self._tick(self.ticks), role="small")
        self.none_button = button(_("&None"), lambda: self._tick(()), role="small")
        self._lay_out()
        for key, box in self.ticks.items():
            box.toggled.connect(self._tell_full)
            box.setObjectName(key)
        self._tick(frozenset(memory.listed(REMEMBERED)) & frozenset(self.ticks) or USUAL)
        metrics, room = self.fontMetrics(), self.screen().availableSize()
        self.resize(
            min(metrics.horizontalAdvance("国") * 44, room.width() - 20),
            min(metrics.height() * 28, room.height() - 60),
        )
        self.print_button.setFocus()

    @property
    def ticked(self) -> tuple[str, ...]:
        """What is ticked."""
        return tuple(key for key, box in self.ticks.items() if box.isChecked())

    def maker(self) -> Callable[[], bytes]:
        """The file with what is ticked now."""
        ticked, app = self.ticked, self.office.app
        revealed = [key for key, box in self.full.items() if box.isChecked() and key in ticked]
        reason = self.reason.text().strip() or None
        QSettings().setValue(REMEMBERED, list(ticked))
        return lambda: paperwork.person_file(app, member=self.member, ticked=ticked, revealed=revealed, reason=reason)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = column_in(inside)
        choose = QHBoxLayout()
        for each in (self.usual_button, self.all_button, self.none_button):
            choose.addWidget(each)
        choose.addStretch(1)
        column.addLayout(choose)
        for title, words in ((_("Facts"), FACTS), (_("Sections"), SECTIONS)):
            column.addWidget(label(title, role="heading"))
            column.addWidget(self._columns({key: self.ticks[key] for key in words}))
        column.addWidget(label(_("Masked facts: these are printed in full, and that is written down"), role="heading"))
        column.addWidget(self._columns(self.full))
        column.addWidget(self.reason)
        column.addStretch(1)
        self.body.addWidget(scrolled(inside))

    def _columns(self, boxes: Mapping[str, QCheckBox]) -> QWidget:
        made = QWidget()
        flow = FlowLayout(made, gap=6, column=characters(self, 9))
        for box in boxes.values():
            flow.addWidget(box)
        return made

    def _tick(self, keys: Collection[str]) -> None:
        for key, box in self.ticks.items():
            box.setChecked(key in keys)
        self._tell_full()

    def _tell_full(self) -> None:
        """Only what is printed can be printed in full; the reason is asked where something is."""
        for key, box in self.full.items():
            box.setEnabled(self.ticks[key].isChecked())
            if not box.isEnabled():
                box.setChecked(False)
