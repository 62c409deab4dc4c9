"""Somebody takes a post in a unit, or a post is corrected (ORG-06)."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain import person_forms
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import catalogues, posts
from gridparty.operations.posts import PostRow
from gridparty.ui.dialogs.choosers import person_field
from gridparty.ui.dialogs.member_entry import EntryDialog, combo, refill
from gridparty.ui.office import Office
from gridparty.ui.usual_day import usual_day


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

        def saved(_post: Any) -> None:
            self.saved.emit(self.unit)
            if self.is_open:
                self.accept()

        self.wait()
        label = self.post.currentText()
        if self.row is None and self.person.choice is not None:
            said = _("{name} is {post}.").format(name=self.person.choice.text, post=label)
            member = MemberId(self.person.choice.id)
            self.office.run(
                posts.add, saved, said=said, refused=self.on_refused, unit=self.unit, member=member,
                post=self.post.currentData(), **values,
            )  # fmt: skip
        elif self.row is not None:
            said = _("Corrected: {name}").format(name=self.row.name)
            self.office.run(
                posts.edit, saved, said=said, refused=self.on_refused, post=self.row.id,
                code=self.post.currentData(), **values,
            )  # fmt: skip

    def _read(self) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {"facts": {key: edit.text().strip() for key, edit in self.texts.items()}}
        problems: dict[str, str] = {}
        if self.row is None and self.person.choice is None:
            problems["person"] = _("Choose somebody from the list: type a name, initials or a phone tail.")
        typed = self.start.text().strip()
        try:
            values["start"] = person_forms.read_day(typed) if typed else None
        except InvalidInput as problem:
            problems["start"] = str(problem)
        if not typed and self.row is not None and self.row.since is not None:
            problems["start"] = _("Write the first day; it was known before.")
        return values, problems

    def _on_posts(self, words: dict[str, str]) -> None:
        if self.is_open:
            refill(self.post, words, None if self.row is None else self.row.post)
            self.note_start()
