"""The rows of a spreadsheet for a list: what becomes of each, as a shape and a word."""

from collections.abc import Sequence

from gridparty.domain.import_outcomes import CHANGED, DUPLICATE, NEW, REJECTED, SAME, Line, Outcome, counts
from gridparty.i18n import N_, _
from gridparty.ui.models.rows import Column

OUTCOMES = {
    NEW: N_("New row"),
    CHANGED: N_("Changed row"),
    SAME: N_("Unchanged row"),
    DUPLICATE: N_("Row that is there twice"),
    REJECTED: N_("Rejected row"),
}
MARKS = {NEW: "good", CHANGED: "info", DUPLICATE: "warn", REJECTED: "bad"}


def columns() -> tuple[Column[Line], ...]:
    """Number, name, what becomes of it, and why or what changes."""
    words = {what: _(word) for what, word in OUTCOMES.items()}
    order = {what: at for at, what in enumerate(OUTCOMES)}
    return (
        Column("number", _("Row"), lambda line: str(line.number), width=6, order=lambda line: line.number),
        Column("name", _("Name"), lambda line: line.name, width=12),
        Column(
            "what",
            _("What becomes of it"),
            lambda line: words[line.what],
            width=10,
            order=lambda line: order[line.what],
            mark=lambda line: MARKS.get(line.what),
        ),
        Column(
            "words",
            _("Reasons and changes"),
            lambda line: line.words,
            width=60,
            mark=lambda line: "warn" if line.is_doubtful else None,
        ),
    )


def counted(outcomes: Sequence[Outcome]) -> str:
    """新增 12 行，变更 3 行, … : what there is none of is left out."""
    found = counts(outcomes)
    return "，".join(f"{_(word)} {found[what]:,}" for what, word in OUTCOMES.items() if found[what])
