"""Draws on a reportlab canvas: text with fallback fonts, typeset lines, rules and boxes.

Heights are given from the top edge of the page downwards, in points, unless a method says otherwise.
"""

import math
from collections import Counter
from collections.abc import Iterable
from typing import BinaryIO

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfgen.canvas import Canvas

from gridparty.reports import fonts
from gridparty.reports.fonts import Role
from gridparty.reports.linebreak import Line
from gridparty.reports.measures import BLACK, PAGE_HEIGHT, PAGE_WIDTH, Colour
from gridparty.reports.tounicode import EmbeddedFont

PRODUCER = "gridparty"


def begin_pdf(target: BinaryIO, *, title: str, width: float = PAGE_WIDTH, height: float = PAGE_HEIGHT) -> Canvas:
    """A canvas whose save() writes the PDF to the target; sides in points. The same drawings give the same bytes."""
    fonts.prepare()
    canvas = Canvas(target, pagesize=(width, height), pageCompression=1, invariant=1, initialFontName=fonts.FIRST_FONT)
    canvas.setTitle(fonts.printable(title))
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    return canvas


class Pen:
    """Writes page content straight into the canvas and notes characters that no font has."""

    def __init__(self, canvas: Canvas, height: float = PAGE_HEIGHT) -> None:
        self.canvas = canvas
        self.height = height
        self.missing: Counter[str] = Counter()
        self._fill = BLACK
        self._names: dict[tuple[EmbeddedFont, int], str] = {}

    def end_page(self) -> None:
        """Closes the page and begins the next."""
        self.canvas.showPage()
        self._fill = BLACK

    def text(
        self,
        x: float,
        y: float,
        text: str,
        role: Role,
        size: float,
        *,
        colour: Colour = BLACK,
        spacing: float = 0.0,
    ) -> None:
        """Sets a text with its base line at height y; spacing is added after every character."""
        self.raw(f"BT {self._begin(x, self.height - y, colour)}{spacing:.3f} Tc {self._show(text, role, size)}ET")

    def turned_text(
        self, x: float, y: float, text: str, role: Role, size: float, *, angle: float, colour: Colour
    ) -> None:
        """Sets a text at a point in the coordinates now in force, counted from below, turned against the clock."""
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        matrix = f"{cos:.4g} {sin:.4g} {-sin:.4g} {cos:.4g} {x:.2f} {y:.2f} Tm"
        red, green, blue = colour
        self.raw(f"q {red:.3g} {green:.3g} {blue:.3g} rg BT {matrix} 0 Tc {self._show(text, role, size)}ET Q")

    def line(
        self,
        x: float,
        y: float,
        line: Line,
        role: Role,
        size: float,
        *,
        tracking: float = 0.0,
        colour: Colour = BLACK,
    ) -> None:
        """Sets a typeset line; tracking is what was added to every advance when it was broken, in points."""
        parts = [f"BT {self._begin(x, self.height - y, colour)}"]
        for piece in line.pieces:
            spacing = tracking + (line.spread * size if piece.loose else 0.0)
            parts.append(f"{spacing:.3f} Tc {self._show(piece.text, role, size)}")
        parts.append("ET")
        self.raw("".join(parts))

    def rule(
        self,
        points: Iterable[tuple[float, float, float, float]],
        width: float,
        colour: Colour = BLACK,
        *,
        dashes: tuple[float, ...] = (),
    ) -> None:
        """Draws straight rules, each from (x, y) to (x, y), all of one width and colour, whole or in dashes."""
        segments = " ".join(
            f"{x1:.2f} {self.height - y1:.2f} m {x2:.2f} {self.height - y2:.2f} l" for x1, y1, x2, y2 in points
        )
        self.raw(f"q {_stroke(width, colour, dashes)} {segments} S Q")

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fills a box whose top left corner is at (x, y)."""
        red, green, blue = colour
        self.raw(
            f"q {red:.3g} {green:.3g} {blue:.3g} rg {x:.2f} {self.height - y - height:.2f} {width:.2f} {height:.2f}"
            " re f Q"
        )

    def outline(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        rule: float,
        colour: Colour = BLACK,
        dashes: tuple[float, ...] = (),
    ) -> None:
        """Draws the outline of a box whose top left corner is at (x, y), in one rule or in dashes."""
        self.raw(
            f"q {_stroke(rule, colour, dashes)} {x:.2f} {self.height - y - height:.2f} {width:.2f} {height:.2f} re S Q"
        )

    def raw(self, operators: str) -> None:
        """Adds page operators as they are; they must leave the graphics state as they found it."""
        self.canvas._code.append(operators)

    def _begin(self, x: float, y: float, colour: Colour) -> str:
        fill = ""
        if colour != self._fill:
            self._fill = colour
            fill = "{:.3g} {:.3g} {:.3g} rg ".format(*colour)
        return f"{fill}1 0 0 1 {x:.2f} {y:.2f} Tm "

    def _show(self, text: str, role: Role, size: float) -> str:
        document, names = self.canvas._doc, self._names
        runs = fonts.runs(text, role)
        if runs.missing:
            self.missing.update(runs.missing)
        shown = ""
        for font, run in runs.pieces:
            for subset, codes in font.splitString(run, document):
                name = names.get((font, subset))
                if name is None:
                    name = names[font, subset] = font.getSubsetInternalName(subset, document)
                shown += f"{name} {size:g} Tf ({escapePDF(codes)}) Tj "
        return shown


def _stroke(width: float, colour: Colour, dashes: tuple[float, ...]) -> str:
    """The operators that set the width, the dashes and the colour of a line."""
    red, green, blue = colour
    pattern = f" [{' '.join(f'{length:.2f}' for length in dashes)}] 0 d" if dashes else ""
    return f"{width:.3f} w{pattern} {red:.3g} {green:.3g} {blue:.3g} RG"
