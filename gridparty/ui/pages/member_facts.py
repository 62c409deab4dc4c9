"""The cards of a person's page: facts, masked ones with "Show", belongings over time, posts, taking part."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gridparty.domain.civil_time import today
from gridparty.domain.counts import one_decimal, percent
from gridparty.domain.ids import UnitId
from gridparty.domain.partial_dates import as_text
from gridparty.i18n import _
from gridparty.operations.anniversaries import Computed
from gridparty.operations.dossiers import BelongingRow, Dossier, PostRow, TakingPart
from gridparty.ui.widgets.boxes import characters, column_in, row_in
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.words import button, card, label

MEDAL_AHEAD = 5  # years before the medal that it stands among the facts
PLAIN_FOR = 60_000  # milliseconds that a masked fact stays in sight
MASKED = ("id_number", "phone", "landline", "address")
Words = dict[str, dict[str, str]]
Parts = tuple[tuple[str, tuple[tuple[str, str, Any], ...]], ...]  # title; field, word, value


class MaskedFact(QWidget):
    """A masked value with a link that asks for the plain one; it is masked again after a minute or out of sight."""

    reveal_wanted = Signal(str)  # the fact's name

    def __init__(self, field: str, name: str, masked: str) -> None:
        super().__init__()
        self.field, self.masked = field, masked
        self._name = name
        self.value = label(masked, wrap=True)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.link = button("", self._on_clicked, role="link")
        self._timer = QTimer(self, singleShot=True, interval=PLAIN_FOR)
        self._timer.timeout.connect(self.hide_plain)
        box = row_in(self)
        box.addWidget(self.value, 1)
        box.addWidget(self.link)
        self.hide_plain()

    @property
    def is_plain(self) -> bool:
        """Whether the plain value is in sight."""
        return self._timer.isActive()

    def show_plain(self, value: str) -> None:
        """Shows the plain value for a minute."""
        self.value.setText(value)
        self._timer.start()
        self._tell()

    def hide_plain(self) -> None:
        """Shows the masked value again."""
        self._timer.stop()
        self.value.setText(self.masked)
        self._tell()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing plain waits behind another page."""
        super().hideEvent(event)
        self.hide_plain()

    def _on_clicked(self) -> None:
        if self.is_plain:
            self.hide_plain()
        else:
            self.reveal_wanted.emit(self.field)

    def _tell(self) -> None:
        self.link.setText(_("Hide") if self.is_plain else _("Show"))
        text = _("Hide: {fact}") if self.is_plain else _("Show: {fact}")
        self.link.setAccessibleName(text.format(fact=self._name))
        self.link.setToolTip("" if self.is_plain else _("Shown for a minute; every time is written down."))


def group(title: str) -> tuple[QFrame, QVBoxLayout]:
    """A card with a heading."""
    frame = card()
    box = QVBoxLayout(frame)
    pad = frame.fontMetrics().height() * 3 // 4
    box.setContentsMargins(pad, pad, pad, pad)
    box.setSpacing(pad // 2)
    box.addWidget(label(title, role="heading"))
    return frame, box


def grid(rows: Sequence[tuple[str, QWidget | str]]) -> QGridLayout:
    """Words at the left, facts at the right."""
    made = QGridLayout()
    made.setColumnStretch(1, 1)
    made.setVerticalSpacing(6)
    made.setHorizontalSpacing(16)
    for at, (word, value) in enumerate(rows):
        shown = _text(value) if isinstance(value, str) else value
        side = Qt.AlignmentFlag.AlignVCenter if isinstance(shown, MaskedFact) else Qt.AlignmentFlag.AlignTop
        made.addWidget(label(word, role="faint"), at, 0, side)
        made.addWidget(shown, at, 1, side)
    return made


def fact_groups(
    dossier: Dossier, words: Words, reveal: Callable[[str], None], computed: Computed
) -> tuple[list[QFrame], list[MaskedFact]]:
    """The person's facts as cards, and the masked ones among them; what is not known is left out."""
    frames, masked = [], []
    for title, entries in _parts(dossier.facts, words, computed):
        rows: list[tuple[str, QWidget | str]] = []
        for field, word, value in entries:
            if value and field in MASKED:
                fact = MaskedFact(field, word, value)
                fact.reveal_wanted.connect(reveal)
                masked.append(fact)
                rows.append((word, fact))
            elif value:
                rows.append((word, str(value)))
        frame, box = group(title)
        box.addLayout(grid(rows))
        if not rows:
            box.addWidget(label(_("Nothing is known yet."), role="hint"))
        box.addStretch(1)
        frames.append(frame)
    return frames, masked


def _parts(facts: dict[str, Any], words: Words, computed: Computed) -> Parts:
    """The facts under their titles, with their fields and words."""
    return (
        (_("Basic facts"), (
            ("gender", _("Gender"), {"male": _("male"), "female": _("female")}.get(facts["gender"] or "")),
            ("ethnicity", _("Ethnicity"), _word(words, "ethnicities", facts["ethnicity"])),
            ("birth_date", _("Born"), facts["birth_date"] and as_text(facts["birth_date"])),
            ("id_number", _("Identity number"), facts["id_number"]),
            ("education", _("Education"), _word(words, "educations", facts["education"])),
            ("native_place", _("Native place"), facts["native_place"]),
        )),
        (_("Membership"), (
            ("stage", _("Kind"), _word(words, "member_stages", facts["stage"])),
            ("standing", _("Standing"), _word(words, "member_standings", facts["standing"])),
            ("join_date", _("Admitted"), facts["join_date"] and as_text(facts["join_date"])),
            ("full_date", _("Full member since"), facts["full_date"] and as_text(facts["full_date"])),
            *_computed(computed),
            ("is_floating", _("Residence"), _("Floating member") if facts["is_floating"] else None),
            ("is_lost", _("Contact"), _("Out of contact") if facts["is_lost"] else None),
        )),
        (_("Contact and work"), (
            ("phone", _("Phone"), facts["phone"]),
            ("landline", _("Landline"), facts["landline"]),
            ("address", _("Address"), facts["address"]),
            ("work_unit", _("Work unit"), facts["work_unit"]),
            ("occupation", _("Occupation"), facts["occupation"]),
            ("remark", _("Remark"), facts["remark"]),
        )),
    )  # fmt: skip


def _computed(facts: Computed) -> Iterator[tuple[str, str, str | None]]:
    """What follows from the dates, with 约 where a date is not whole (ORG-07, ORG-08, ORG-10)."""

    def about(text: str, is_about: bool) -> str:
        return _("about {value}").format(value=text) if is_about else text

    if facts.standing_years is not None:
        said = _("{years} years").format(years=facts.standing_years)
        yield "years", _("Party standing"), about(said, facts.standing_about)
    if facts.political_birthday is not None:
        said = _("{day}, {years} years").format(day=facts.political_birthday, years=facts.political_years)
        yield "political_birthday", _("Political birthday"), said
    if facts.medal is not None and facts.medal.year - today().year <= MEDAL_AHEAD:
        yield "medal", _("50 years in the Party"), about(str(facts.medal), facts.medal_about)
    if facts.probation_end is not None:
        yield "probation", _("Probation ends"), about(str(facts.probation_end), facts.probation_about)


def belongings_card(
    rows: Sequence[BelongingRow],
    go: Callable[[UnitId], None],
    end: Callable[[BelongingRow], None],
    paper: Callable[[BelongingRow], None],
    edit: Callable[[BelongingRow], None],
) -> QFrame:
    """Where the person belongs and belonged, newest first; a registration has its card, an open one can be ended."""
    frame, box = group(_("Belongings"))
    if not rows:
        box.addWidget(label(_("Belongs to no unit."), role="hint"))
    for row in reversed(rows):
        line = FlowLayout(gap=10)
        line.addWidget(label(row.kind_label, role="pill" if row.is_open else "faint"))
        line.addWidget(_unit_link(row.unit_name, row.unit, go))
        for fact in filter(None, (row.group_name, _span(row.since, row.until), row.receipt, *_offered(row))):
            line.addWidget(label(fact, role="faint"))
        if row.receipt:
            printed = button(_("Card…"), partial(paper, row), role="link")
            printed.setAccessibleName(_("Registration card for {unit}").format(unit=row.unit_name))
            line.addWidget(printed)
        if row.receipt and row.until is None:
            claiming = button(_("Claimed post…"), partial(edit, row), role="link")
            claiming.setAccessibleName(_("Claimed post and offers for {unit}").format(unit=row.unit_name))
            line.addWidget(claiming)
            ending = button(_("End…"), partial(end, row), role="link")
            ending.setAccessibleName(_("End the registration with {unit}").format(unit=row.unit_name))
            line.addWidget(ending)
        box.addLayout(line)
    box.addStretch(1)
    return frame


def posts_card(rows: Sequence[PostRow], go: Callable[[UnitId], None]) -> QFrame:
    """The posts that the person holds and held."""
    frame, box = group(_("Posts"))
    for row in reversed(rows):
        line = FlowLayout(gap=10)
        line.addWidget(label(row.label))
        line.addWidget(_unit_link(row.unit_name, row.unit, go))
        line.addWidget(label(_span(row.since, row.until), role="faint"))
        box.addLayout(line)
    box.addStretch(1)
    return frame


def taking_part_card(part: TakingPart) -> QFrame:
    """What the person took part in during the last 12 months (S016)."""
    frame, box = group(_("Taking part, last 12 months"))
    rate = percent(part.present / part.expected) if part.expected else "—"
    entries = (
        (_("Attendance rate"), rate, _("present {present} of {expected}").format(
            present=part.present, expected=part.expected)),
        (_("Walked in"), str(part.walk_ins), _("times")),
        (_("Services"), str(part.services), _("times")),
        (_("Service hours"), one_decimal(part.hours), _("hours")),
    )  # fmt: skip
    line = FlowLayout(gap=16, column=characters(frame, 5))
    for word, number, note in entries:
        each = QWidget(accessibleName=f"{word} {number} {note}")
        column = column_in(each, gap=2)
        for text, role in ((word, "faint"), (number, "title"), (note, "small")):
            column.addWidget(label(text, role=role))
        line.addWidget(each)
    box.addLayout(line)
    box.addStretch(1)
    return frame


def _unit_link(name: str, unit: UnitId, go: Callable[[UnitId], None]) -> QPushButton:
    return button(name, partial(go, unit), role="link", tip=_("Go to this unit"))


def _text(value: str) -> QLabel:
    made = label(value, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _word(words: Words, catalogue: str, code: str | None) -> str | None:
    return words.get(catalogue, {}).get(code, code) if code else None


def _span(since: date | None, until: date | None) -> str:
    if until is not None:
        return _("{since} to before {until}").format(since=since or _("earlier"), until=until)
    return _("since {since}").format(since=since) if since else ""


def _offered(row: BelongingRow) -> list[str]:
    skills = row.facts.get("skills")
    wishes, time = row.facts.get("intentions"), row.facts.get("time")
    post = row.facts.get("claimed_post")
    return [
        *([_("Skills: {skills}").format(skills="、".join(skills))] if skills else []),
        *([_("Wishes: {wishes}").format(wishes="、".join(wishes))] if wishes else []),
        *([_("Time: {time}").format(time=time)] if time else []),
        *([_("Claimed post: {post}").format(post=post)] if post else []),
    ]
