"""The Party group that a roster names for somebody, among those of the branch (D6)."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy.orm import Session

from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.rosters import RosterRow
from gridparty.i18n import _
from gridparty.operations import party_groups
from gridparty.operations.tree import Tree

_BLANKS = re.compile(r"\s")
_NUMBERED = re.compile(r"第?([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:号)?(?:党小组|小组|组|党小)?")
_DIGITS = "一二三四五六七八九"


class Groups:
    """The groups of every branch, by the names that rosters use: 第一党小组, 第1党小组, 一组, the branch before it."""

    def __init__(self, now: Tree) -> None:
        self.now = now
        self.of = party_groups.by_branch(now)

    def of_row(self, row: RosterRow, *, branch: UnitId, own: UnitId | None) -> tuple[UnitId | None, tuple[str, ...]]:
        """The group of somebody of the branch, with the doubts about it; `own`: what the row's unit says already."""
        if not row.group:
            return own, ()
        group, doubt = self.find(row.group, branch=branch)
        return group, (doubt,) if doubt else ()

    def find(self, words: str, *, branch: UnitId) -> tuple[UnitId | None, str]:
        """The group and "", or None and the sentence that says why the words name none."""
        names = {each: self.now.name(each) for each in self.of.get(branch, ())}
        text = _BLANKS.sub("", words)
        text = text.removeprefix(_BLANKS.sub("", self.now.name(branch))) or text
        found = [each for each, name in names.items() if name in (words, text)]
        found = found or [each for each, name in names.items() if _plain(name) == _plain(text)]
        if len(found) == 1:
            return found[0], ""
        said = _("“{branch}” has several Party groups “{words}”; the group was not entered")
        if not found:
            said = _("there is no Party group “{words}” in “{branch}”; the group was not entered")
        return None, said.format(words=words, branch=self.now.name(branch))


@cache
def _plain(name: str) -> str:
    """第1党小组, 一组 and 第一党小组 are one."""
    text = unicodedata.normalize("NFKC", _BLANKS.sub("", name))
    numbered = _NUMBERED.fullmatch(text)
    return str(_number(numbered[1])) if numbered else text


def _number(text: str) -> int:
    """1 to 99 in digits of either kind."""
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.find(tens or "一") + 1) * 10 * bool(ten) + _DIGITS.find(ones or "〇") + 1


def write(session: Session, placed: Sequence[tuple[MemberId, UnitId]]) -> None:
    """Puts people who are in the file into their groups."""
    by_group: Mapping[UnitId, list[MemberId]] = defaultdict(list)
    for member, group in placed:
        by_group[group].append(member)
    for group, members in by_group.items():
        party_groups.place(session, members=members, group=group)
