"""The large entry of the sign-in desk: the field, who could be meant, and what came of the last entry."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gridparty.domain.ids import MemberId
from gridparty.i18n import _
from gridparty.operations.activities import CAME, LEAVE
from gridparty.operations.desk import Match
from gridparty.ui import theme
from gridparty.ui.pages.desk_field import DeskField
from gridparty.ui.widgets.words import button, label, restyle

TOGETHER = "\u2060"  # word joiner: no line ends inside a name
PAUSE = 60  # milliseconds after a key before it looks


class DeskEntry(QFrame):
    """The field with the line below it: candidates while typing, a sentence after Enter."""

    entered = Signal()
    picked = Signal(object)  # MemberId: a candidate was clicked
    look_wanted = Signal(str)
    paper_chosen = Signal(bool)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.field = DeskField()
        self.paper = button(_("From paper"), tip=_("Enter people from a paper sheet; they count as made up"))
        self.paper.setCheckable(True)
        self.paper.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.line = label("", role="faint", wrap=True)
        self.line.setTextFormat(Qt.TextFormat.RichText)
        self.line.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.said = label("", wrap=True)
        self._matches: Sequence[Match] = ()
        self._at: int | None = None
        self._is_chosen = False
        self.is_answered = False  # an answer to Enter stands there until the text changes
        self._text = ""  # what the candidates belong to
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._lay_out()
        self._connect()
        self.tell("")

    @property
    def chosen(self) -> Match | None:
        """Whom the arrows point at, for the text that stands in the field."""
        is_this = self._is_chosen and self._at is not None and self._text == self.field.text()
        return self._matches[self._at] if is_this and self._at is not None else None

    @property
    def is_paper(self) -> bool:
        """Whether entries come from a paper sheet."""
        return self.paper.isChecked()

    def show_candidates(self, text: str, matches: Sequence[Match], sole: MemberId | None = None) -> None:
        """Shows who could be meant by a text; `sole` is whom Enter would check in as it stands."""
        self._text, self._matches, self._is_chosen = text, matches, False
        self._at = next((at for at, match in enumerate(matches) if match.member == sole), None)
        self._paint_line()

    def tell(self, sentence: str, *, role: str = "faint") -> None:
        """Says what came of an entry: role "good", "error" or "faint"."""
        self.is_answered = bool(sentence)
        self.said.setProperty("role", role)
        restyle(self.said)
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self._paint_line()

    def refuse(self, sentence: str) -> None:
        """Says why not; the text stays and is selected, so that the next scan replaces it."""
        self._forget()
        self.tell(sentence, role="error")
        self.field.selectAll()

    def clear(self) -> None:
        """Ready for the next person."""
        self.field.clear()
        self._timer.stop()
        self._forget()
        self.tell("")

    def _forget(self) -> None:
        self._timer.stop()
        self._text, self._matches, self._at, self._is_chosen = "", (), None, False

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.field, 1)
        top.addWidget(self.paper)
        box = QVBoxLayout(self)
        room = self.fontMetrics().height()
        box.setContentsMargins(room, room * 6 // 10, room, room * 6 // 10)
        box.setSpacing(room // 3)
        box.addLayout(top)
        box.addWidget(self.line)
        box.addWidget(self.said)

    def _connect(self) -> None:
        self.field.entered.connect(self.entered)
        self.field.stepped.connect(self._on_stepped)
        self.field.escaped.connect(self._on_escaped)
        self.field.changed.connect(self._on_changed)
        self.line.linkActivated.connect(lambda target: self.picked.emit(MemberId(int(target))))
        self.paper.toggled.connect(self._on_paper)
        self._timer.timeout.connect(lambda: self.look_wanted.emit(self.field.meant()))

    def _paint_line(self) -> None:
        shown = "&nbsp;&ensp; ".join(self._candidate(at, match) for at, match in enumerate(self._matches))
        if shown:
            shown = f"{escape(self._text)} → {shown}"
        self.line.setText(shown or "&nbsp;")
        self.line.setVisible(bool(shown) or self.said.isHidden())
        words = [" ".join(filter(None, (match.name, match.phone, match.unit_name))) for match in self._matches]
        self.field.setAccessibleDescription("；".join(filter(None, (self.said.text(), *words))))

    def _candidate(self, at: int, match: Match) -> str:
        colours = theme.now().colours
        facts = [match.phone or "", "" if match.listed else match.unit_name or _("not on the list")]
        facts += [_("present already") if match.state in CAME else _("on leave") if match.state == LEAVE else ""]
        is_at = at == self._at
        style = f"color:{colours.ink};text-decoration:none;"
        style += "font-weight:bold;" if is_at else ""
        style += f"background-color:{colours.tint};" if is_at and self._is_chosen else ""
        name = f'<a href="{match.member}" style="{style}">{escape(TOGETHER.join(match.name))}</a>'
        return "&nbsp;".join([name, *(escape(fact).replace(" ", "&nbsp;") for fact in facts if fact)])

    def _on_changed(self) -> None:
        if self.field.meant():
            self._is_chosen = False
            if not self.said.isHidden():
                self.tell("")
            self._timer.start()
        else:
            self._forget()
            self._paint_line()

    def _on_stepped(self, step: int) -> None:
        if self._matches and self._text == self.field.text():
            last = len(self._matches) - 1
            first = 0 if step > 0 else last
            self._at = first if self._at is None else min(max(self._at + step, 0), last)
            self._is_chosen = True
            self._paint_line()

    def _on_escaped(self) -> None:
        if self.field.text():
            self.clear()
        else:
            self.left.emit()

    def _on_paper(self, is_paper: bool) -> None:
        self.setProperty("mode", "paper" if is_paper else "")
        restyle(self)
        self.paper_chosen.emit(is_paper)
        self.field.setFocus()
