"""Which unit a roster means by the words in its branch, grid and community columns."""

import re
from collections import defaultdict

from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations.tree import Node, Tree

_AROUND = re.compile(r"^(中国共产党|中共)|\s")
_COMMITTEE = re.compile(r"(党工委|工作委员会|工委|党委|(?<!居民)(?<!村民)(?<!管理)委员会)$")


def _plain(text: str) -> str:
    """The words in which full and short names meet: 中共百花社区第一网格党支部委员会 → 百花社区第一网格支部."""
    text = _COMMITTEE.sub("", _AROUND.sub("", text))
    return re.sub(r"党?总支部?$", "总支", re.sub(r"党?支(部|委会)$", "支部", text))


def _stems(node: Node) -> set[str]:
    """The words under which a unit may stand inside a longer name: 百花社区党委 → 百花社区."""
    stems = {node.name, node.place_name or node.name}
    return stems | {re.sub(r"(党工委|党委|党总支|党支部|居委会|居民委员会|办事处)$", "", stem) for stem in stems}


class Places:
    """The units at or below one, by the names that rosters use."""

    def __init__(self, tree: Tree, unit: UnitId) -> None:
        self.tree, self.unit, self.inside = tree, unit, set(tree.subtree(unit))
        self.by_name: dict[str, set[UnitId]] = defaultdict(set)
        self.remembered: dict[tuple[str | None, ...], tuple[UnitId | None, str]] = {}
        self.above: dict[UnitId, set[str]] = {}
        for each in self.inside:
            node = tree.nodes[each]
            for name in {node.name, node.place_name, node.code} - {None}:
                for form in {str(name), _plain(str(name))}:
                    self.by_name[form].add(each)
        for branch, grids in tree.covers.items():
            for grid in grids if branch in self.inside else ():
                self.by_name[tree.nodes[grid].name].discard(grid)
                self.by_name[tree.nodes[grid].name].add(branch)

    def find(self, *, branch: str | None, grid: str | None, community: str | None) -> tuple[UnitId | None, str]:
        """The unit and "", or None and the reason. Without any words it is the unit of the import itself."""
        key = (branch, grid, community)
        if key not in self.remembered:
            self.remembered[key] = self._find(branch or grid, community)
        return self.remembered[key]

    def _find(self, words: str | None, community: str | None) -> tuple[UnitId | None, str]:
        if not words:
            return self.unit, ""
        text = _plain(words)
        found = (
            self.by_name.get(words)
            or self.by_name.get(text)
            or self.by_name.get(text.replace("-", ""))
            or self._by_end(text)
        )
        if len(found) > 1 and community:
            place = _plain(community)
            found = {each for each in found if self._lies_in(each, place)} or found
        if len(found) > 1:
            found = {each for each in found if self._lies_in(each, text)} or found
        if len(found) == 1:
            return next(iter(found)), ""
        if found:
            names = "、".join(sorted(self._path(each) for each in found)[:3])
            return None, _("“{words}” fits several units: {units}").format(words=words, units=names)
        why = _("there is no unit “{words}” at or below “{unit}”; add it, or leave this column out under “Columns…”")
        return None, why.format(words=words, unit=self.tree.name(self.unit))

    def _by_end(self, text: str) -> set[UnitId]:
        ends = {name: units for name, units in self.by_name.items() if units and text.endswith(name)}
        return ends[max(ends, key=len)] if ends else set()

    def _lies_in(self, unit: UnitId, text: str) -> bool:
        if unit not in self.above:
            nodes = [self.tree.nodes[each] for each in self.tree.ancestors(unit) if each != unit]
            self.above[unit] = {stem for node in nodes for stem in _stems(node) if len(stem) > 1}
        return any(stem in text for stem in self.above[unit])

    def _path(self, unit: UnitId) -> str:
        return " › ".join(self.tree.name(each) for each in reversed(list(self.tree.ancestors(unit))[:2]))
