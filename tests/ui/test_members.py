"""The members page: the list, one person, and the dialogs, driven by keys and clicks."""

from datetime import date

import pytest
from driving import calm, go, write
from offices import MONTH
from offices import Office as Names
from opened import dialog
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gridparty.domain.civil_time import today
from gridparty.domain.ids import MemberId
from gridparty.exchange import qr
from gridparty.operations import dossiers, figures, history, member_lists
from gridparty.operations.dossiers import Dossier
from gridparty.ui.dialogs.member_card import QUIET, CardDialog
from gridparty.ui.dialogs.member_close import CloseDialog, EndDialog
from gridparty.ui.dialogs.member_form import MemberDialog
from gridparty.ui.dialogs.registration import RegistrationDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.members import MembersPage
from gridparty.ui.window import MainWindow

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier
NUMBER = "11010519491231002X"


@pytest.fixture
def page(view: FileView, office: Names, qtbot: QtBot) -> MembersPage:
    """The page at the street."""
    shown = go(qtbot, view, office.units["street"], "members")
    assert isinstance(shown, MembersPage)
    return shown


def focus(within: QWidget) -> QWidget:
    """The widget that the next key goes to."""
    found = within.window().focusWidget()
    assert found is not None
    return found


def dossier(view: FileView, member: int, day: date | None = None) -> Dossier:
    return view.office.ask_now(dossiers.of_member, member=MemberId(member), day=day)


def names(page: MembersPage) -> list[str]:
    return [row.name for row in page.list.rows()]


def test_both_lists_agree_with_the_figures(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """D6: rows that do not count are said at the foot."""
    found = view.office.ask_now(figures.of_unit, unit=office.units["street"], first=MONTH)
    said = page.list.foot.texts()[-1]
    assert sum(row.counts for row in page.list.rows()) == found["members"] == 7
    assert "7" in said
    assert "2" in said.split("；")[-1]
    assert [name for name in names(page) if name in ("曾强", "吴刚")] == ["吴刚", "曾强"]  # wu, zeng
    qtbot.mouseClick(page.registered_switch, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert set(names(page)) == {"赵敏", "孙丽", "周强"}
    assert str(found["registered_members"]) in page.list.foot.texts()[-1]


def test_the_list_is_filtered_and_a_sole_hit_opened(page: MembersPage, view: FileView, qtbot: QtBot) -> None:
    for text, hit in (("wf", "王芳"), ("0005", "陈静"), ("西苑 huangq", "黄强")):
        page.search.clear()
        qtbot.keyClicks(page.search, text) if text.isascii() else write(qtbot, page.search, text)
        qtbot.waitUntil(lambda hit=hit: names(page) == [hit])
    qtbot.keyClick(page.search, Key.Key_Return)
    calm(qtbot, view)
    assert page.person.name.text() == "黄强"
    qtbot.keyClick(focus(page), Key.Key_Escape)
    assert page.list.isVisible()
    assert page.list.current() is not None
    assert page.list.current().name == "黄强"


def test_masked_facts_are_shown_for_a_while_and_written_down(
    page: MembersPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    """DESIGN §3: every reveal is an act that stays."""
    page.show_item(office.members["张伟"])
    calm(qtbot, view)
    assert page.person.name.text() == "张伟"
    (phone,) = page.person.masked
    assert phone.value.text() == "199****0001"
    qtbot.mouseClick(phone.link, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert (phone.value.text(), phone.is_plain) == ("19900000001", True)
    newest = view.office.ask_now(history.acts, limit=1)[0]
    assert newest.name == "members.reveal"
    view.workspace.show_page("overview")
    assert (phone.value.text(), phone.is_plain) == ("199****0001", False)


def test_a_member_is_added_by_keys_alone(
    page: MembersPage, view: FileView, office: Names, window: MainWindow, qtbot: QtBot
) -> None:
    window.acts["new:members"].trigger()
    form = dialog(qtbot, view, MemberDialog)
    write(qtbot, focus(form), "𬱖䶮·阿卜杜拉")
    qtbot.keyClick(focus(form), Key.Key_Return)
    qtbot.keyClicks(focus(form), "dewg")
    qtbot.keyClick(focus(form), Key.Key_Return)  # takes the sole branch and goes on
    qtbot.keyClicks(focus(form), NUMBER.lower())
    qtbot.keyClick(focus(form), Key.Key_Return)
    assert form.texts["birth_date"].text() == "1949.12.31"
    assert form.combos["gender"].currentData() == "female"
    for _field in range(4):
        qtbot.keyClick(focus(form), Key.Key_Return)
    assert focus(form) is form.start
    form.start.selectAll()
    qtbot.keyClicks(form.start, "2024-10-20")
    qtbot.keyClick(form.start, Key.Key_Return)
    qtbot.keyClicks(focus(form), "1976.07")
    qtbot.keyClick(focus(form), Key.Key_Return, Control)
    calm(qtbot, view)
    row = next(row for row in page.list.rows() if row.name.startswith("𬱖"))
    assert page.list.current() == row
    made = dossier(view, row.id)
    assert (row.unit, row.since) == (office.units["second"], date(2024, 10, 20))
    assert (made.facts["birth_date"], made.facts["join_date"], made.facts["gender"]) == (19491231, 19760700, "female")
    assert not [each for each in view.window().findChildren(MemberDialog) if each.isVisible()]


def test_a_wrong_entry_keeps_what_was_typed(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.acts.add_button, Qt.MouseButton.LeftButton)
    form = dialog(qtbot, view, MemberDialog)
    before = len(view.office.ask_now(history.acts, limit=50))
    long = "阿卜杜喀迪尔·" * 7 + "热提"
    write(qtbot, form.texts["name"], long)
    assert form.texts["name"].text() == long[:50]
    qtbot.keyClicks(form.texts["id_number"], "110105194912310021")
    qtbot.keyClicks(form.texts["join_date"], "1976.13")
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    wrong = {key for key, field in form.fields.items() if field.problem.isVisible()}
    assert wrong == {"branch", "id_number", "join_date"}
    assert focus(form) is form.branch
    assert form.texts["join_date"].text() == "1976.13"
    qtbot.keyClick(form, Key.Key_Escape)
    assert form.isVisible()  # the first Esc only warns
    qtbot.keyClick(form, Key.Key_Escape)
    assert len(view.office.ask_now(history.acts, limit=50)) == before


def test_what_the_operation_refuses_stands_in_the_form(
    page: MembersPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    go(qtbot, view, office.units["third"], "members")
    for name in ("钱明", "钱亮"):
        qtbot.mouseClick(page.acts.add_button, Qt.MouseButton.LeftButton)
        form = dialog(qtbot, view, MemberDialog)
        assert form.branch.choice is not None  # a branch of its own is the choice
        write(qtbot, form.texts["name"], name)
        qtbot.keyClicks(form.texts["id_number"], NUMBER)
        qtbot.keyClick(form, Key.Key_Return, Control)
        calm(qtbot, view)
    assert form.isVisible()
    assert "钱明" in form.sentence.text()
    assert form.texts["name"].text() == "钱亮"
    form.texts["id_number"].clear()
    qtbot.mouseClick(form.another, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert (form.isVisible(), form.texts["name"].text(), focus(form)) == (True, "", form.texts["name"])
    qtbot.keyClick(form, Key.Key_Escape)
    view.go_month(MONTH.of(today()))
    calm(qtbot, view)
    assert {"钱明", "钱亮"} <= set(names(page))


def test_editing_leaves_masked_facts_alone(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    member = office.members["王芳"]
    page.show_item(member)
    calm(qtbot, view)
    qtbot.mouseClick(page.person.edit_button, Qt.MouseButton.LeftButton)
    form = dialog(qtbot, view, MemberDialog)
    assert (form.texts["phone"].text(), form.texts["phone"].placeholderText()) == ("", "199****0002")
    qtbot.keyClicks(form.texts["birth_date"], "1976.07")
    form.branch.selectAll()
    form.branch.setFocus()
    qtbot.keyClicks(form.branch, "dswg")
    qtbot.keyClick(form.branch, Key.Key_Return)
    assert form.start.isVisible()
    form.start.selectAll()
    qtbot.keyClicks(form.start, "2024.11.04")
    qtbot.keyClick(form.start, Key.Key_Return, Control)
    calm(qtbot, view)
    made = dossier(view, member)
    assert made.branch is not None
    assert (made.branch.unit, made.branch.since) == (office.units["third"], date(2024, 11, 4))
    assert (made.facts["birth_date"], made.facts["phone"], made.facts["gender"]) == (19760700, "199****0002", "female")


def test_a_file_is_closed_and_brought_back(
    page: MembersPage, view: FileView, office: Names, window: MainWindow, qtbot: QtBot
) -> None:
    row = next(row for row in page.list.rows() if row.name == "杨磊")
    page.list.select(row.belonging)
    qtbot.mouseClick(page.acts.close_button, Qt.MouseButton.LeftButton)
    form = dialog(qtbot, view, CloseDialog)
    assert isinstance(focus(form), QComboBox)
    qtbot.keyClick(focus(form), Key.Key_Down)
    form.day.clear()
    qtbot.keyClicks(form.day, "2024-10-30")
    qtbot.keyClick(form.day, Key.Key_Return, Control)
    calm(qtbot, view)
    assert "杨磊" not in names(page)
    closed = dossier(view, row.id)
    assert (closed.facts["standing"], closed.closed_on) == ("removed", date(2024, 10, 30))
    qtbot.mouseClick(view.told.undo, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert "杨磊" in names(page)
    assert dossier(view, row.id).facts["standing"] == "good"


def test_somebody_on_file_registers_by_keys_alone(
    page: MembersPage, view: FileView, office: Names, window: MainWindow, qtbot: QtBot
) -> None:
    """S108: the receipt number stands large and can be copied."""
    window.acts["new:registration"].trigger()
    form = dialog(qtbot, view, RegistrationDialog)
    qtbot.keyClicks(focus(form), "0005")
    qtbot.waitUntil(form.person.hits.isVisible)
    qtbot.keyClick(focus(form), Key.Key_Return)
    assert form.person.text() == "陈静"
    assert focus(form) is form.unit
    form.unit.selectAll()
    qtbot.keyClicks(form.unit, "xysq")
    qtbot.keyClick(form.unit, Key.Key_Down)
    qtbot.keyClick(form.unit, Key.Key_Up)
    qtbot.keyClick(form.unit, Key.Key_Return)
    form.day.selectAll()
    qtbot.keyClicks(focus(form), "2024-10-09")
    qtbot.keyClick(focus(form), Key.Key_Return)
    write(qtbot, focus(form), "摄影，急救")
    qtbot.keyClick(focus(form), Key.Key_Return, Control)
    calm(qtbot, view)
    row = dossier(view, office.members["陈静"]).belongings[-1]
    assert (row.unit, row.since, row.facts) == (office.units["west"], date(2024, 10, 9), {"skills": ["摄影", "急救"]})
    qtbot.mouseClick(form.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == row.receipt
    qtbot.keyClick(form.close_button, Key.Key_Return)
    assert not form.isVisible()


def test_somebody_new_registers_and_the_registration_ends(
    page: MembersPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.registered_switch, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.acts.register_button, Qt.MouseButton.LeftButton)
    form = dialog(qtbot, view, RegistrationDialog)
    write(qtbot, form.person, "欧阳修")
    calm(qtbot, view)
    assert form.fields["person"].problem.isVisible()
    qtbot.mouseClick(form.newcomer, Qt.MouseButton.LeftButton)
    assert form.texts["name"].text() == "欧阳修"
    form.day.clear()
    qtbot.keyClicks(form.day, "2024-10-09")
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert form.fields["work_unit"].problem.isVisible()
    write(qtbot, form.texts["work_unit"], "某某学校")
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    qtbot.mouseClick(form.close_button, Qt.MouseButton.LeftButton)
    row = next(row for row in page.list.rows() if row.name == "欧阳修")
    assert page.list.current() == row
    qtbot.mouseClick(page.acts.end_button, Qt.MouseButton.LeftButton)
    ending = dialog(qtbot, view, EndDialog)
    ending.day.clear()
    qtbot.keyClicks(ending.day, "2024-10-31")
    qtbot.keyClick(ending.day, Key.Key_Return, Control)
    calm(qtbot, view)
    assert "欧阳修" not in names(page)


def test_the_card_paints_the_code_crisply(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    page.list.table.selectAll()
    qtbot.mouseClick(page.acts.card_button, Qt.MouseButton.LeftButton)
    card = dialog(qtbot, view, CardDialog)
    first = card.code.text()
    qtbot.keyClick(card, Key.Key_PageDown)
    calm(qtbot, view)
    assert card.code.text() != first
    squares = qr.matrix(card.code.text())
    assert read_squares(card.picture.grab().toImage(), len(squares)) == squares
    shown = [row.code for row in page.list.rows()]
    assert [first, card.code.text()] == shown[:2]


def read_squares(image: QImage, count: int) -> tuple[tuple[bool, ...], ...]:
    """The code in a picture: every pixel is black or white, and every square is seen at its middle."""
    each = min(image.width(), image.height()) // (count + 2 * QUIET)
    left = (image.width() - each * (count + 2 * QUIET)) // 2 + QUIET * each
    top = (image.height() - each * (count + 2 * QUIET)) // 2 + QUIET * each
    seen = {image.pixelColor(left + x, top + y).name() for x in range(each * count) for y in range(each * count)}
    assert seen == {"#000000", "#ffffff"}
    middle = each // 2
    return tuple(
        tuple(image.pixelColor(left + column * each + middle, top + row * each + middle).value() == 0
              for column in range(count))
        for row in range(count)
    )  # fmt: skip


def test_another_unit_shows_its_list_and_names_reach_every_field(
    page: MembersPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    page.show_item(str(office.members["张伟"]))
    calm(qtbot, view)
    view.go_unit(office.units["third"])
    calm(qtbot, view)
    assert page.list.isVisible()
    assert set(names(page)) == {"赵敏", "黄强", "吴刚"}
    qtbot.mouseClick(page.acts.add_button, Qt.MouseButton.LeftButton)
    form = dialog(qtbot, view, MemberDialog)
    assert all(each.accessibleName() for each in form.findChildren(QLineEdit) if each.isVisible())
    assert all(each.accessibleName() for each in form.findChildren(QComboBox) if each.isVisible())
    rows = view.office.ask_now(member_lists.rows, unit=office.units["third"], month=MONTH)
    assert {row.name for row in rows} == set(names(page))
    qtbot.keyClick(form, Key.Key_Escape)
    assert not form.isVisible()
