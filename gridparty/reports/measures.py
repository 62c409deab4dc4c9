"""The measures of the official page (GB/T 9704-2012, DOMAIN §8.1) and the sizes and colours in use, in points."""

from typing import Final

MM: Final = 72 / 25.4

PAGE_WIDTH: Final = 210 * MM
PAGE_HEIGHT: Final = 297 * MM
TOP: Final = 37 * MM
LEFT: Final = 28 * MM
TYPE_WIDTH: Final = 156 * MM
TYPE_HEIGHT: Final = 225 * MM
RIGHT: Final = LEFT + TYPE_WIDTH
BOTTOM: Final = TOP + TYPE_HEIGHT  # from the top edge of the paper, as all heights here

LINES: Final = 22
CHARACTERS: Final = 28
PITCH: Final = TYPE_HEIGHT / LINES  # 28.99 pt
ADVANCE: Final = TYPE_WIDTH / CHARACTERS  # 15.79 pt

SIZE_2: Final = 22.0  # 二号
SIZE_SMALL_2: Final = 18.0  # 小二
SIZE_3: Final = 16.0  # 三号
SIZE_4: Final = 14.0  # 四号
SIZE_5: Final = 10.5  # 五号
SIZE_NAME: Final = 40.0  # the red name of a briefing
SIZE_CHART: Final = 8.25

ASCENT: Final = 0.88  # of the em square above the base line
SMALL_PITCH: Final = 16.0  # lines of fifth size

Colour = tuple[float, float, float]
BLACK: Final[Colour] = (0.0, 0.0, 0.0)
RED: Final[Colour] = (208 / 255, 2 / 255, 27 / 255)
GREY: Final[Colour] = (0.47, 0.47, 0.47)


def baseline(size: float, height: float) -> float:
    """How far below the top of a strip of that height the base line of centred glyphs lies."""
    return (height - size) / 2 + ASCENT * size
