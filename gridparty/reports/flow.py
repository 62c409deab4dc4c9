"""Puts items one below the other onto pages: lines of text on the grid of 22 lines, tables and charts between them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gridparty.reports.measures import PITCH, TOP, TYPE_HEIGHT
from gridparty.reports.pen import Pen

_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class Item:
    """Something drawn in one piece: its height in points and how to draw it, given the height of its top."""

    height: float
    draw: Callable[[Pen, float], None]
    on_grid: bool = True  # begins on the next line of the grid
    gap: float = 0.0  # blank above it, but not at the top of a page
    keep: bool = False  # no page ends after it where that can be avoided
    head: "Item | None" = None  # drawn above it where it begins a page
    at_foot: bool = False  # stands at the foot of the type area
    breaks: bool = False  # a new page begins here; the item itself takes no room and is not drawn


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and the height of its top below the top edge of the paper."""

    item: Item
    y: float


def paginate(items: Sequence[Item]) -> list[list[Placed]]:
    """The pages, each a list of placed items; there is always at least one.

    Items that are kept together go to a new page together, unless they are taller than a page.
    """
    pages: list[list[Placed]] = [[]]
    depth = 0.0
    start = 0
    while start < len(items):
        if items[start].breaks:
            if pages[-1]:
                pages.append([])
                depth = 0.0
            start += 1
            continue
        end = start + 1
        while end < len(items) and items[end - 1].keep and not items[end].breaks:
            end += 1
        chain = items[start:end]
        if pages[-1] and not _fits(chain, depth, fresh=False):
            pages.append([])
            depth = 0.0
            if not _fits(chain, depth, fresh=True):
                chain = _largest_part(chain)
        elif not pages[-1] and not _fits(chain, depth, fresh=True):
            chain = _largest_part(chain)
        for item in chain:
            depth = _put(pages[-1], item, depth)
        start += len(chain)
    return pages


def _largest_part(chain: Sequence[Item]) -> Sequence[Item]:
    """The first items of a chain that fill a fresh page, at least one."""
    size = 1
    while size < len(chain) and _fits(chain[: size + 1], 0.0, fresh=True):
        size += 1
    return chain[:size]


def _fits(chain: Sequence[Item], depth: float, *, fresh: bool) -> bool:
    for number, item in enumerate(chain):
        if fresh and number == 0 and item.head:
            depth += item.head.height
        top = _top(item, depth, first=fresh and number == 0)
        depth = top + item.height
    return depth <= TYPE_HEIGHT + _TOLERANCE


def _top(item: Item, depth: float, *, first: bool) -> float:
    if item.at_foot:
        return max(depth, TYPE_HEIGHT - item.height)
    if not first:
        depth += item.gap
    if item.on_grid:
        depth = math.ceil((depth - _TOLERANCE) / PITCH) * PITCH
    return depth


def _put(page: list[Placed], item: Item, depth: float) -> float:
    """Adds an item to a page; returns how deep the page is filled now."""
    first = not page
    if first and item.head:
        page.append(Placed(item.head, TOP))
        depth = item.head.height
    top = _top(item, depth, first=first)
    page.append(Placed(item, TOP + top))
    return top + item.height
