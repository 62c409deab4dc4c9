"""Fields that choose a person or a unit of the whole file by typing part of the name."""

from collections.abc import Sequence

from gridparty.operations import member_forms, search
from gridparty.operations.member_forms import Choice
from gridparty.operations.search import UnitMatch
from gridparty.ui.dialogs.member_chooser import SHOWN, ChooserField, Then
from gridparty.ui.dialogs.member_entry import EntryDialog


def person_field(dialog: EntryDialog) -> ChooserField:
    """A field for somebody on file: name, initials, code or phone tail."""

    def look(text: str, then: Then) -> None:
        def show(found: Sequence[Choice]) -> None:
            if dialog.is_open:
                then(found)

        dialog.office.ask(member_forms.people, show, text=text, limit=SHOWN)

    return ChooserField(look)


def unit_field(dialog: EntryDialog) -> ChooserField:
    """A field for any unit of today, grids as well: part of the name, initials or code."""

    def look(text: str, then: Then) -> None:
        def show(found: Sequence[UnitMatch]) -> None:
            if dialog.is_open:
                then([Choice(match.id, match.name, " › ".join(match.path[-2:])) for match in found])

        dialog.office.ask(search.units, show, text=text, limit=SHOWN)

    return ChooserField(look)
