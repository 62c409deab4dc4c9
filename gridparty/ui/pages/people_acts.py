"""What can be done in each list of people: with a row, and anew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from gridparty.domain import development as stages
from gridparty.domain.civil_time import today
from gridparty.domain.ids import UnitId
from gridparty.domain.members import NOT_A_MEMBER
from gridparty.i18n import _
from gridparty.operations import duplicates, floating, membership_steps, talent
from gridparty.operations.development_entries import DEVELOPMENT
from gridparty.operations.development_lists import PipelineRow
from gridparty.operations.dues import DuesRow
from gridparty.operations.duplicates import Pair
from gridparty.operations.member_forms import Choice
from gridparty.operations.membership_steps import LostRow
from gridparty.ui.dialogs import development_step, floating_contact, post, standing_step, transfer
from gridparty.ui.dialogs import dues as dues_forms
from gridparty.ui.dialogs import talent as talent_forms
from gridparty.ui.dialogs.dossier_required import ask_required
from gridparty.ui.dialogs.merge_people import MergeDialog
from gridparty.ui.dialogs.talent_targets import TalentTargetsDialog
from gridparty.ui.office import Office
from gridparty.ui.pages import people_kinds as kinds
from gridparty.ui.pages.people_columns import Looks
from gridparty.ui.widgets.list_card import RowAct

Acts = Sequence[RowAct[Any]]
New = tuple[str, Callable[[], Any]]


@dataclass
class Around:
    """What acts need of the list around them; `unit` is looked at on `day`, `here` the same if it is a branch."""

    office: Office
    parent: QWidget
    looks: Looks
    selected: Callable[[], Sequence[Any]]
    here: Choice | None = None
    unit: UnitId | None = None
    day: date = field(default_factory=today)


def acts(key: str, around: Around) -> Acts:
    """The acts on a row of a list; those of a register need the list to be loaded."""
    makers: dict[str, Callable[[Around], Acts]] = {
        kinds.FLOATING: _floating,
        kinds.LOST: _lost,
        kinds.DUES: _dues,
        kinds.TRANSFERS: lambda each: transfer.acts(each.office, each.parent),
        kinds.PIPELINE: _pipeline,
        kinds.POSTS: lambda each: post.acts(each.office, each.parent),
        kinds.TALENT: _talent,
        kinds.DUPLICATES: _duplicates,
    }
    return makers[key](around) if key in makers else ()


def new(key: str, around: Around) -> Sequence[New]:
    """What begins a new row of a list, and what is set for the whole: the word on the button and what it does."""
    office, parent, registers = around.office, around.parent, around.looks.registers
    begun: dict[str, Sequence[New]] = {
        kinds.FLOATING: ((_("New floating member…"), lambda: floating_contact.begin_form(
            office, register=registers[floating.FLOATING], person=None, is_ours=True, unit=around.here, parent=parent
        ).open()),),
        kinds.TRANSFERS: ((_("New transfer in…"), lambda: transfer.in_form(
            office, unit=around.here, parent=parent
        ).open()),),
        kinds.PIPELINE: ((_("New application…"), lambda: development_step.apply_form(
            office, person=None, unit=around.here, parent=parent
        ).open()),),
        kinds.POSTS: ((_("Add a post…"), lambda: post.add_form(
            office, words=around.looks.words["posts"], unit=around.here, day=around.day, parent=parent
        ).open()),),
        kinds.TALENT: (
            (_("Into the pool…"), lambda: talent_forms.add_form(
                office, register=registers[talent.POOL], person=None, unit=around.here, day=around.day, parent=parent
            ).open()),
            (_("Targets…"), lambda: _targets(around)),
        ),
        kinds.INCOMPLETE: ((_("What a file must hold…"), lambda: ask_required(office, parent)),),
    }  # fmt: skip
    return begun.get(key, ())


def _targets(around: Around) -> None:
    if around.unit is not None:
        TalentTargetsDialog(around.office, unit=around.unit, day=around.day, parent=around.parent).open()


def _floating(around: Around) -> Acts:
    register = around.looks.registers[floating.FLOATING]
    return floating_contact.acts(around.office, register, around.parent, around.selected)


def _talent(around: Around) -> Acts:
    return talent_forms.acts(around.office, around.looks.registers[talent.POOL], around.parent)


def _lost(around: Around) -> Acts:
    def act(step: str) -> RowAct[LostRow]:
        def take(row: LostRow) -> None:
            standing_step.step_form(
                around.office, step=step, member=row.member, name=row.name, parent=around.parent
            ).open()  # fmt: skip

        def fits(row: LostRow) -> bool:
            is_lost = row.lost_since is not None
            return step in standing_step.fitting(standing=row.standing, is_lost=is_lost, is_gone=False)

        return RowAct(_(membership_steps.STEPS[step]) + "…", take, fits=fits)

    steps = (membership_steps.FOUND, membership_steps.SUSPEND, membership_steps.RESTORE, membership_steps.REMOVE)
    return [act(step) for step in steps]


def _dues(around: Around) -> Acts:
    def pay(row: DuesRow) -> None:
        rows = around.selected() or [row]
        who = row.name if len(rows) == 1 else _("{count:,} people").format(count=len(rows))
        dues_forms.paid_form(
            around.office, members=[each.member for each in rows], who=who, parent=around.parent
        ).open()  # fmt: skip

    def amount(row: DuesRow) -> None:
        dues_forms.amount_form(around.office, row, around.parent).open()

    return (RowAct(_("Paid up to…"), pay), RowAct(_("Amount…"), amount))


def _pipeline(around: Around) -> Acts:
    def advance(row: PipelineRow) -> None:
        stage = stages.STAGES[stages.STAGES.index(row.stage) + 1]
        word = around.looks.word("member_stages", stage)
        development_step.advance_form(
            around.office, member=row.member, name=row.name, stage=stage, word=word, parent=around.parent
        ).open()  # fmt: skip

    def record(row: PipelineRow, kind: str) -> None:
        development_step.record_form(
            around.office, member=row.member, name=row.name, register=around.looks.registers[DEVELOPMENT], kind=kind,
            parent=around.parent,
        ).open()  # fmt: skip

    def is_on_way(row: PipelineRow) -> bool:
        return row.stage not in (NOT_A_MEMBER, stages.FULL)

    return (
        RowAct(_("Next stage…"), advance, fits=is_on_way),
        RowAct(_("Talk…"), lambda row: record(row, stages.TALK), fits=is_on_way),
        RowAct(_("Half-year review…"), lambda row: record(row, stages.REVIEW), fits=is_on_way),
        RowAct(_("Training…"), lambda row: record(row, stages.TRAINING), fits=is_on_way),
    )


def _duplicates(around: Around) -> Acts:
    def compare(row: Pair) -> None:
        MergeDialog(around.office, a=row.a, b=row.b, parent=around.parent).open()

    def apart(row: Pair) -> None:
        around.office.run(duplicates.keep_apart, said=_("Noted: two different people."), a=row.a, b=row.b)

    return (RowAct(_("Compare and merge…"), compare), RowAct(_("Not the same person"), apart))
