"""Placing members in a Party group of their branch, or taking them out of theirs (D6, S124)."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from gridparty.domain.ids import MemberId, UnitId
from gridparty.i18n import _
from gridparty.operations import party_groups
from gridparty.operations.party_groups import GroupOffer
from gridparty.ui.dialogs.act_form import CHOICE, ActForm, Ask
from gridparty.ui.office import Office

NAMED = 6  # people who are named; of more the number is told


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody with the branch and, if in one, the Party group."""

    member: MemberId
    name: str
    branch: UnitId
    branch_name: str
    group_name: str | None


def ask_group(office: Office, *, people: Sequence[Seated], parent: QWidget) -> None:
    """Opens the form for people of one branch; says what is in the way where they are of several, or it has no group.

    Nothing happens without anybody.
    """
    branches = {each.branch: each.branch_name for each in people}
    if len(branches) > 1:
        said = _("Those chosen belong to {number} branches; choose people of one branch to place them in its group.")
        office.refused.emit(said.format(number=len(branches)))
    for branch, name in branches.items() if len(branches) == 1 else ():

        def show(found: tuple[GroupOffer, ...], name: str = name) -> None:
            if found:
                _form(office, people, name, found, parent).open()
            else:
                office.refused.emit(
                    _("“{branch}” has no Party group; the page “Organisation” adds one below it.").format(branch=name)
                )

        office.ask(party_groups.offers, show, unit=branch)


def _form(
    office: Office, people: Sequence[Seated], branch_name: str, found: Sequence[GroupOffer], parent: QWidget
) -> ActForm:
    names = "、".join(each.name for each in people[:NAMED])
    if len(people) > NAMED:
        names = _("{names} and others, {count} people in all").format(names=names, count=len(people))
    groups: dict[UnitId | None, str] = {None: _("In no Party group")}
    groups |= {each.unit: _("{group} ({members:,} members)").format(group=each.name, members=each.members)
               for each in found}  # fmt: skip
    now = next((each.unit for each in found if each.name == people[0].group_name), None)
    return ActForm(
        office,
        party_groups.place,
        title=_("Place in a Party group"),
        asks=[Ask("group", _("Party group of {branch}").format(branch=branch_name), CHOICE, now, groups)],
        said=lambda count: _("Party group changed for {count} people.").format(count=count),
        meaning=names,
        parent=parent,
        members=[each.member for each in people],
    )
