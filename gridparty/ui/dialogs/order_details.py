"""What a change order says and what it handed over; the hand-over list for both sides to sign (S093)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gridparty.app import App
from gridparty.domain import orders as rules
from gridparty.domain.ids import OrderId
from gridparty.i18n import N_, _
from gridparty.operations import handovers, paper_words
from gridparty.operations.handovers import Handover
from gridparty.operations.orders import OrderRow
from gridparty.operations.paper_words import PaperWords
from gridparty.ui import printing
from gridparty.ui.models import order_words
from gridparty.ui.models.rows import Column
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import fit
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.words import button, label

WIDE, HIGH = 58, 28  # characters and lines


@dataclass(frozen=True, slots=True)
class Handed:
    """A line of the hand-over list: what it is (a msgid), its name, where it was and where it went."""

    number: int
    what: str
    name: str
    before: str
    after: str | None


class OrderDialog(QDialog):
    """Facts above, the list of what goes over below. Opened with open()."""

    def __init__(self, office: Office, *, row: OrderRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office, self.row = office, row
        self.setWindowTitle(_("Change of organisations"))
        self.is_open = True
        self.view: RowsView[Handed] = RowsView(
            columns(is_applied=row.state == rules.APPLIED),
            name="order-handed",
            label=_("What goes over"),
            empty=_("Nothing goes over to another organisation."),
            identity=lambda line: line.number,
        )
        self.print_button = button(_("&Print the hand-over list…"), lambda: self._make(self._print))
        self.save_button = button(_("&Save as PDF…"), lambda: self._make(self._save))
        self.close_button = button(_("C&lose"), self.reject)
        self.problem = label("", role="error", wrap=True)
        self.problem.hide()
        self.finished.connect(self.deleteLater)
        self._lay_out()
        self.view.set_rows((), loading=True)
        self.view.setFocus()
        office.ask(handovers.of_order, self._show, refused=self._refuse, order=row.id)

    def done(self, result: int) -> None:
        """Closes; an answer that is still under way is not shown any more."""
        self.is_open = False
        super().done(result)

    def _lay_out(self) -> None:
        row, margin = self.row, self.fontMetrics().height()
        facts = [order_words.kind(row.kind), order_words.state(row), _("from {day}").format(day=row.day), row.document]
        box = QVBoxLayout(self)
        box.setContentsMargins(margin, margin, margin, margin)
        box.addWidget(label(row.title, role="heading", wrap=True))
        box.addWidget(label(" · ".join(fact for fact in facts if fact), role="faint", wrap=True))
        if row.refusal:
            box.addWidget(label(f"■ {row.refusal}", role="error", wrap=True))
        box.addWidget(self.view, 1)
        box.addWidget(self.problem)
        feet = QHBoxLayout()
        feet.addStretch(1)
        for each in (self.print_button, self.save_button, self.close_button):
            feet.addWidget(each)
        box.addLayout(feet)
        fit(self, WIDE, HIGH)

    def _show(self, handover: Handover) -> None:
        if self.is_open:
            self.view.set_rows(handed(handover))

    def _refuse(self, sentence: str) -> None:
        if self.is_open:
            self.view.set_rows(())
            self._tell(sentence)

    def _make(self, then: Callable[[bytes], None]) -> None:
        """Draws the list beside the window."""
        self._tell("")
        app, order = self.office.app, self.row.id
        self.office.beside(
            lambda: handover_pdf(app, order), lambda pdf: then(pdf) if self.is_open else None, self._refuse
        )

    def _print(self, pdf: bytes) -> None:
        printing.print_pdf(pdf, self, self._name())

    def _save(self, pdf: bytes) -> None:
        printing.save_pdf(pdf, self, f"{self._name()}.pdf")

    def _name(self) -> str:
        return _("Hand-over list of {day}").format(day=self.row.day)

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


def handed(handover: Handover) -> list[Handed]:
    """The lines of a hand-over list: organisations, people, posts, entries of registers."""

    def lines() -> Iterator[tuple[str, str, str, str | None]]:
        yield from ((N_("Organisation"), unit.name, unit.before or "", unit.after) for unit in handover.units)
        yield from ((N_("Person"), each.name, each.before, each.after) for each in handover.members)
        yield from ((N_("Post"), post.name, post.before, post.after) for post in handover.posts)
        yield from ((N_("Register entry"), entry.name, entry.before, entry.after) for entry in handover.entries)

    return [Handed(number, *line) for number, line in enumerate(lines())]


def handover_pdf(app: App, order: OrderId) -> bytes:
    """The printed hand-over list. Raises NotFound."""
    from gridparty.reports import handover  # noqa: PLC0415  late: start-up

    words: PaperWords = app.ask(paper_words.of_office)
    return handover.pdf(app.ask(handovers.of_order, order=order), words=words)


def columns(*, is_applied: bool) -> tuple[Column[Handed], ...]:
    """What, name, where it was, where it went."""

    def after(line: Handed) -> str:
        return line.after or (_("ends") if is_applied else "—")

    return (
        Column("what", _("What"), lambda line: _(line.what), width=12),
        Column("name", _("What it is called"), lambda line: line.name, width=22),
        Column("before", _("Was with"), lambda line: line.before, width=24),
        Column("after", _("Goes to"), after, width=24),
    )
