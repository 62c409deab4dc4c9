"""What the steps of the wizard for change orders share: the draft, the tree of its day, and the sentence below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from gridparty.domain.ids import UnitId
from gridparty.operations.tree_rows import TreeRow
from gridparty.ui.models.order_draft import OrderDraft
from gridparty.ui.office import Office
from gridparty.ui.widgets.words import label

T = TypeVar("T")


@dataclass(slots=True)
class Workbench:
    """The draft and what every step looks at: the units alive in the month of its day, and the words for kinds."""

    office: Office
    draft: OrderDraft
    kinds: dict[str, str] = field(default_factory=dict)
    known: dict[UnitId, TreeRow] = field(default_factory=dict)
    is_open: bool = True

    @property
    def rows(self) -> Sequence[TreeRow]:
        """The units, parents first."""
        return list(self.known.values())

    def ask(
        self, query: Callable[..., T], then: Callable[[T], None], /, *, refused: Callable[[str], None], **kwargs: Any
    ) -> None:
        """Asks beside the window; an answer that comes after the wizard has closed is dropped."""
        self.office.ask(
            query,
            lambda answer: then(answer) if self.is_open else None,
            refused=lambda sentence: refused(sentence) if self.is_open else None,
            **kwargs,
        )

    def take_rows(self, rows: Sequence[TreeRow]) -> None:
        """The tree of another month."""
        self.known = {row.id: row for row in rows if not row.is_closed}

    def row(self, unit: UnitId | None) -> TreeRow | None:
        """What the tree knows of a unit."""
        return self.known.get(unit) if unit is not None else None


class Step(QWidget):
    """One page of the wizard. Subclasses fill `enter` and `leave`."""

    title: ClassVar[str]  # a msgid

    changed = Signal()  # something that the wizard's buttons depend on

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.problem: QLabel = label("", role="error", wrap=True)
        self.problem.hide()

    @property
    def draft(self) -> OrderDraft:
        """The order that is being put together."""
        return self.bench.draft

    def enter(self) -> None:
        """Shows the draft; the cursor goes where the next entry begins."""
        raise NotImplementedError

    def leave(self) -> bool:
        """Reads the fields into the draft. Returns False, and says why, if the next step cannot be taken yet."""
        raise NotImplementedError

    def refuse(self, sentence: str) -> None:
        """An answer that was refused."""
        self.tell(sentence)

    def tell(self, sentence: str) -> bool:
        """Says what is wrong, or nothing. Returns whether nothing is."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        return not sentence
