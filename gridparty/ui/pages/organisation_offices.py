"""Terms of office and posts on the page of an organisation (ORG-05, ORG-06, S152)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from gridparty import paperwork
from gridparty.domain.terms import OVERDUE
from gridparty.i18n import _
from gridparty.operations import posts, terms
from gridparty.operations.posts import PostRow
from gridparty.operations.terms import TermRow
from gridparty.ui.dialogs.day import DayDialog
from gridparty.ui.dialogs.paper import PaperDialog
from gridparty.ui.dialogs.post import PostDialog
from gridparty.ui.dialogs.term import ElectionDialog, ExtendDialog, TermDialog
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.office import Office
from gridparty.ui.pages.organisation_sheet import Sheet
from gridparty.ui.pages.register_columns import span
from gridparty.ui.widgets.list_card import ListCard, RowAct


class TermsCard(ListCard[TermRow]):
    """The term that runs, with the day an election is due, and those before."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("Term of office"),
            (
                Column("start", _("Elected on"), lambda row: str(row.start), width=11),
                Column("due", _("Election due on"), lambda row: str(row.last_day), width=11),
                Column("state", _("State"), term_state, width=16, mark=_term_mark),
                Column("extended", _("Extension"), _extension, width=16),
                Column("came", _("Came"), _came, width=9, align=RIGHT),
                Column("elected", _("Elected"), _elected, width=30),
            ),
            name="unit_terms",
            empty=_("No term is known; “Begin a term…” enters when the last election was."),
            identity=lambda row: row.id,
            acts=(
                RowAct(_("Extend…"), self._on_extend, fits=lambda row: row.ended is None),
                RowAct(_("Results…"), self._on_results),
                RowAct(_("Results table…"), self._on_paper, fits=lambda row: bool(row.election.results)),
                RowAct(_("Edit…"), self._on_edit),
                RowAct(_("Delete"), self._on_delete, keys="Del"),
            ),
        )
        self.office = office
        self.sheet: Sheet | None = None
        self.add_button = self.add_tool(_("Begin a ter&m…"), self.add)
        self.elect_button = self.add_tool(_("E&lection…"), self.elect)
        self.view.activated.connect(lambda row, _key: self._on_edit(row))

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the terms; nothing for what is not elected."""
        self.sheet = sheet
        self.setVisible(sheet.years is not None or bool(sheet.terms))
        has_open = any(row.ended is None for row in sheet.terms)
        self.add_button.setVisible(not has_open)
        self.add_button.setEnabled(sheet.is_open)
        self.elect_button.setEnabled(sheet.is_open)
        newest = sorted(sheet.terms, key=lambda row: row.start, reverse=True)
        self.set_rows(newest)
        if newest and self.view.current() is None:
            self.view.select(newest[0].id)

    def add(self) -> None:
        """Asks when the term began."""
        self._ask(None)

    def elect(self) -> None:
        """Asks for the election."""
        if self.sheet is not None:
            held = [row.post for row in self.sheet.posts if row.until is None and row.committee]
            ElectionDialog(
                self.office, unit=self.sheet.unit, unit_name=self.sheet.node.name, years=self.sheet.years,
                month=self.sheet.month, held=held, parent=self,
            ).open()  # fmt: skip

    def _on_extend(self, row: TermRow) -> None:
        ExtendDialog(self.office, row=row, parent=self).open()

    def _on_results(self, row: TermRow) -> None:
        if self.sheet is not None:
            ElectionDialog(
                self.office, unit=row.unit, unit_name=row.unit_name, years=None, month=self.sheet.month, row=row,
                parent=self,
            ).open()  # fmt: skip

    def _on_paper(self, row: TermRow) -> None:
        title = _("Results of the election")
        PaperDialog(
            self.office, title=title, name=f"{row.unit_name}-{title}-{row.start}",
            meaning=_("Who was elected to which post, with the votes; the tellers sign below."),
            maker=lambda: paperwork.election_result(self.office.app, term=row.id), writes=True, parent=self,
        ).open()  # fmt: skip

    def _on_edit(self, row: TermRow) -> None:
        self._ask(row)

    def _ask(self, row: TermRow | None) -> None:
        if self.sheet is not None:
            TermDialog(
                self.office, unit=self.sheet.unit, unit_name=self.sheet.node.name, years=self.sheet.years, row=row,
                parent=self,
            ).open()  # fmt: skip

    def _on_delete(self, row: TermRow) -> None:
        self.office.run(terms.remove, said=_("Deleted: the term since {day}").format(day=row.start), term=row.id)


class PostsCard(ListCard[PostRow]):
    """Who holds which post, and who held it before if asked for."""

    member_wanted = Signal(object)  # MemberId

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("Posts"),
            (
                Column("post", _("Post"), lambda row: row.post_label, width=16),
                Column("name", _("Name"), lambda row: row.name, width=10, link=True),
                Column("span", _("When"), lambda row: span(row.since, row.until), width=22),
                Column("source", _("Where from"), lambda row: row.facts.get("source", ""), width=12),
                Column("document", _("Document"), lambda row: row.facts.get("document", ""), width=12, hidden=True),
                Column("remark", _("Remark"), lambda row: row.facts.get("remark", ""), width=16, hidden=True),
            ),
            name="unit_posts",
            empty=_("Nobody holds a post here; “Add a post…” enters who does."),
            identity=lambda row: row.id,
            acts=(
                RowAct(_("Edit…"), self._on_edit),
                RowAct(_("Ends…"), self._on_end, fits=lambda row: row.until is None),
                RowAct(_("Delete"), self._on_delete, keys="Del"),
            ),
        )
        self.office = office
        self.sheet: Sheet | None = None
        self.add_button = self.add_tool(_("Add a po&st…"), self.add)
        self.former = QCheckBox(_("Former ones as &well"))
        self.add_widget(self.former)
        self.former.toggled.connect(lambda _on: self._show())
        self.view.activated.connect(self._on_activated)

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the posts of a unit."""
        self.sheet = sheet
        former = sum(row.until is not None for row in sheet.posts)
        self.former.setVisible(bool(former))
        self.former.setText(_("Former ones as &well ({count})").format(count=former))
        self.add_button.setEnabled(sheet.is_open)
        self._show()

    def add(self) -> None:
        """Asks who takes a post."""
        self._ask(None)

    def _show(self) -> None:
        if self.sheet is not None:
            is_all = self.former.isChecked()
            self.set_rows([row for row in self.sheet.posts if is_all or row.until is None])

    def _on_activated(self, row: PostRow, key: str) -> None:
        if key == "name":
            self.member_wanted.emit(row.member)
        else:
            self._on_edit(row)

    def _on_edit(self, row: PostRow) -> None:
        self._ask(row)

    def _ask(self, row: PostRow | None) -> None:
        if self.sheet is not None:
            PostDialog(
                self.office, unit=self.sheet.unit, unit_name=self.sheet.node.name, month=self.sheet.month, row=row,
                parent=self,
            ).open()  # fmt: skip

    def _on_end(self, row: PostRow) -> None:
        if self.sheet is None:
            return
        meaning = _("From this day on {name} is not {post} any more; that it was so stays.")
        DayDialog(
            self.office,
            posts.end,
            title=_("The post of {name} ends").format(name=row.name),
            meaning=meaning.format(name=row.name, post=row.post_label),
            word=_("From which day on"),
            save_text=_("&Save"),
            said=_("{name} is not {post} any more.").format(name=row.name, post=row.post_label),
            month=self.sheet.month,
            parent=self,
            post=row.id,
        ).open()

    def _on_delete(self, row: PostRow) -> None:
        said = _("Deleted: {name}").format(name=f"{row.name} {row.post_label}")
        self.office.run(posts.remove, said=said, post=row.id)


def term_state(row: TermRow) -> str:
    """How a term stands on the day of the sheet."""
    if row.ended is not None:
        return _("ended on {day}").format(day=row.ended)
    if row.reminder == OVERDUE:
        return _("overdue by {days:,} days").format(days=-row.days_left)
    if row.reminder is not None:
        return _("due within {months} months").format(months=row.reminder)
    return _("runs")


def _term_mark(row: TermRow) -> str | None:
    if row.ended is not None:
        return None
    if row.reminder == OVERDUE:
        return "bad"
    return "good" if row.reminder is None else "warn"


def _extension(row: TermRow) -> str:
    if row.extended_until is None:
        return ""
    return "　".join(filter(None, (str(row.extended_until), row.extension_document)))


def _came(row: TermRow) -> str:
    came, of = row.election.present, row.election.expected
    return (
        "" if came is None and of is None else f"{came if came is not None else '—'} / {of if of is not None else '—'}"
    )


def _elected(row: TermRow) -> str:
    names = []
    for each in row.election.results:
        votes = "" if each.votes is None else _("({votes} votes)").format(votes=each.votes)
        names.append(f"{row.names.get(each.member, '')}{votes}")
    return "、".join(names)
