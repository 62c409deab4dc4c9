"""Lets matplotlib draw into a list of page operators and texts, which is painted onto a page as often as needed.

Vector output that shares the document's fonts and their fallbacks. Images, hatches, mathematics and clip paths are not
drawn: our charts use none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Transform

from gridparty.reports import fonts
from gridparty.reports.fonts import Role
from gridparty.reports.measures import ASCENT, PAGE_HEIGHT, Colour
from gridparty.reports.pen import Pen

_CAPS = {"butt": 0, "round": 1, "projecting": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a chart: its place in the chart's own coordinates (from below), size, angle in degrees."""

    x: float
    y: float
    text: str
    size: float
    angle: float
    colour: Colour


Recording = Sequence[str | Words]


class Recorder(RendererBase):
    """Records what matplotlib draws; one point is one pixel."""

    def __init__(self, width: float, height: float, role: Role) -> None:
        super().__init__()
        self.recording: list[str | Words] = []
        self._width, self._height, self._role = width, height, role

    def flipy(self) -> bool:
        """Heights count from below."""
        return False

    def get_canvas_width_height(self) -> tuple[float, float]:
        """The size of the chart in points."""
        return self._width, self._height

    def points_to_pixels(self, points: Any) -> Any:
        """Points are pixels."""
        return points

    def draw_path(self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None) -> None:  # noqa: N803 (matplotlib's name)
        """Records a path with its line and its filling."""
        stroked = gc.get_linewidth() > 0 and gc.get_rgb()[3] > 0
        filled = rgbFace is not None and (len(rgbFace) < 4 or rgbFace[3] > 0)
        if not stroked and not filled:
            return
        state = ["q"]
        if stroked:
            state += _stroke_state(gc)
        if filled:
            state.append("{:.3g} {:.3g} {:.3g} rg".format(*rgbFace[:3]))
        paint = "B" if stroked and filled else "S" if stroked else "f"
        self.recording.append(" ".join([*state, _outline(path, transform), paint, "Q"]))

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Records a text."""
        red, green, blue = gc.get_rgb()[:3]
        self.recording.append(Words(x, y, s, prop.get_size_in_points(), angle, (red, green, blue)))

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        """Measures of a text in our fonts."""
        size = prop.get_size_in_points()
        return fonts.width(s, self._role, size), size, (1 - ASCENT) * size


def paint(pen: Pen, recording: Recording, *, x: float, y: float, role: Role) -> None:
    """Paints a recording with its lower left corner at (x, y), y from the top of the page."""
    pen.raw(f"q 1 0 0 1 {x:.2f} {PAGE_HEIGHT - y:.2f} cm")
    for part in recording:
        if isinstance(part, str):
            pen.raw(part)
        else:
            pen.turned_text(part.x, part.y, part.text, role, part.size, angle=part.angle, colour=part.colour)
    pen.raw("Q")


def _stroke_state(gc: GraphicsContextBase) -> list[str]:
    state = [
        "{:.3g} {:.3g} {:.3g} RG".format(*gc.get_rgb()[:3]),
        f"{gc.get_linewidth():.2f} w {_CAPS[gc.get_capstyle()]} J {_JOINS[gc.get_joinstyle()]} j",
    ]
    offset, dashes = gc.get_dashes()
    if dashes is not None:
        lengths = np.asarray(dashes, dtype=float).tolist()
        state.append(f"[{' '.join(f'{length:.2f}' for length in lengths)}] {offset or 0:.2f} d")
    return state


def _outline(path: Path, transform: Transform) -> str:
    parts: list[str] = []
    x = y = 0.0
    for segment, code in path.iter_segments(transform, simplify=False):
        points: tuple[float, ...] = tuple(segment)
        if code == Path.CLOSEPOLY:
            parts.append("h")
            continue
        if code == Path.CURVE3:
            points = _raised(x, y, points)
        operator = {Path.MOVETO: "m", Path.LINETO: "l"}.get(code, "c")
        parts.append(" ".join(f"{value:.2f}" for value in points) + f" {operator}")
        x, y = points[-2:]
    return " ".join(parts)


def _raised(x0: float, y0: float, points: tuple[float, ...]) -> tuple[float, ...]:
    """A quadratic curve as a cubic one."""
    x1, y1, x2, y2 = points
    return (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3, x2 + (x1 - x2) * 2 / 3, y2 + (y1 - y2) * 2 / 3, x2, y2)
