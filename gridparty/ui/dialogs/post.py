"""Somebody takes a post in a unit, a post is corrected, or it ends (ORG-06, S007)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain.civil_time import today
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import catalogues, posts
from gridparty.operations.cadres import CadreRow
from gridparty.operations.member_forms import Choice
from gridparty.operations.posts import PostRow
from gridparty.ui.dialogs.act_form import CHOICE, DAY, PERSON, UNIT, ActForm, Ask
from gridparty.ui.dialogs.choosers import person_field
from gridparty.ui.dialogs.member_entry import EntryDialog, combo, refill
from gridparty.ui.office import Office
from gridparty.ui.usual_day import usual_day
from gridparty.ui.widgets.list_card import RowAct


def add_form(office: Office, *, words: Mapping[str, str], unit: Choice | None, day: date, parent: QWidget) -> ActForm:
    """Somebody takes a post in a unit that is chosen, on `day` unless told otherwise; `words`: code → word."""

    def shape(values: dict[str, Any]) -> dict[str, Any]:
        facts = {key: value for key in posts.FACTS if (value := values.pop(key))}
        return {**values, "facts": facts}

    return ActForm(
        office, posts.add, title=_("Somebody takes a post"),
        asks=(
            Ask("member", _("Who"), PERSON, required=True, hint=_("Name, initials, code or phone tail")),
            Ask("unit", _("Unit"), UNIT, unit, required=True, hint=_("Part of the name, initials or code")),
            Ask("post", _("Post"), CHOICE, choices=words, required=True),
            Ask("start", _("Since"), DAY, day, hint=_("Empty: since long ago")),
            Ask("source", _("Where the holder came from"), hint=_("Such as 街道下派、退休教师")),
            Ask("document", _("Document")),
            Ask("remark", _("Remark")),
        ),
        said=_("The post was noted."), shape=shape, parent=parent,
    )  # fmt: skip


def acts(office: Office, parent: QWidget) -> Sequence[RowAct[CadreRow]]:
    """What can be done with a post in a list of them."""

    def edit(row: CadreRow) -> None:
        held = row.held
        PostDialog(
            office, unit=held.unit, unit_name=held.unit_name, month=Month.of(today()), row=held, parent=parent
        ).open()  # fmt: skip

    def end(row: CadreRow) -> None:
        named = {"name": row.name, "post": row.held.post_label}
        ActForm(
            office, posts.end, title=_("The post of {name} ends").format(name=row.name),
            meaning=_("From this day on {name} is not {post} any more; that it was so stays.").format(**named),
            asks=(Ask("end", _("From which day on"), DAY, today(), required=True),),
            said=_("{name} is not {post} any more.").format(**named), parent=parent, post=row.held.id,
        ).open()  # fmt: skip

    return (RowAct(_("Edit…"), edit), RowAct(_("Ends…"), end, fits=lambda row: row.held.until is None))


class PostDialog(EntryDialog):
    """Who, which post, since when, where from; who holds a post is not corrected, but entered anew."""

    def __init__(
        self, office: Office, *, unit: UnitId, unit_name: str, month: Month, row: PostRow | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        title = _("A post in {unit}").format(unit=unit_name)
        super().__init__(office, title, parent, save_text=_("&Save"))
        self.unit, self.row = unit, row
        facts = row.facts if row is not None else {}
        self.person, self.post = person_field(self), combo({})
        self.start = QLineEdit(str(usual_day(month)) if row is None else str(row.since or ""))
        self.texts = {key: QLineEdit(facts.get(key, ""), maxLength=200) for key in posts.FACTS}
        if row is None:
            self.add("person", _("Person *"), self.person, hint=_("Name, initials, code or phone tail"))
        self.add("post", _("Post *"), self.post)
        self.add("start", _("Since"), self.start, hint=_("Empty: since long ago"))
        self.add("source", _("Where the holder came from"), self.texts["source"], hint=_("Such as 街道下派、退休教师"))
        self.add("document", _("Document"), self.texts["document"])
        self.add("remark", _("Remark"), self.texts["remark"])
        self.fit(40, 20)
        (self.person if row is None else self.post).setFocus()
        self.note_start()
        office.ask(catalogues.labels, self._on_posts, catalogue="posts")

    def save(self) -> None:
        """Saves, or says what is wrong."""
        if not self.begin():
            return
        values, problems = self._read()
        if self.tell_problems(problems):
            return
        post, label = self.post.currentData(), self.post.currentText()
        if self.row is None and self.person.choice is not None:
            said = _("{name} is {post}.").format(name=self.person.choice.text, post=label)
            member = MemberId(self.person.choice.id)
            self.commit(posts.add, said=said, tells=self.unit, unit=self.unit, member=member, post=post, **values)
        elif self.row is not None:
            said = _("Corrected: {name}").format(name=self.row.name)
            self.commit(posts.edit, said=said, tells=self.unit, post=self.row.id, code=post, **values)

    def _read(self) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {"facts": {key: edit.text().strip() for key, edit in self.texts.items()}}
        problems: dict[str, str] = {}
        if self.row is None and self.person.choice is None:
            problems["person"] = _("Choose somebody from the list: type a name, initials or a phone tail.")
        values["start"] = self.read_day("start", problems, is_optional=True)
        if not self.start.text().strip() and self.row is not None and self.row.since is not None:
            problems["start"] = _("Write the first day; it was known before.")
        return values, problems

    def _on_posts(self, words: dict[str, str]) -> None:
        if self.is_open:
            refill(self.post, words, None if self.row is None else self.row.post)
            self.note_start()
