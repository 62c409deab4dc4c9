"""How the window looks: colours for light and dark, font size, and the style sheet made from them (DESIGN §5)."""

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from gridparty.paths import FONTS, RESOURCES

FAMILIES = ("Noto Sans SC", "GP Sans Rest", "GP Song Rest")  # no two files share a family (D25)
FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "GPSansRest-Regular.ttf", "GPSongRest-Regular.ttf")
SMALLEST, USUAL, LARGEST = 12, 12, 20  # points (D26)

SCALES = (0.85, 1, 1.15, 1.5, 2, 3)  # of type
SPACES = (0.15, 0.25, 0.3, 0.4, 0.6, 1, 1.4)  # of a line


@dataclass(frozen=True, slots=True)
class Colours:
    """One accent red, four status colours, and greys; as CSS colours."""

    window: str
    surface: str
    raised: str  # hovered rows and buttons
    ink: str
    faint: str  # secondary text
    hint: str  # placeholders, disabled text
    line: str
    edge: str  # borders of fields and buttons
    accent: str
    on_accent: str
    accent_dark: str  # pressed
    tint: str  # background of what is selected
    link: str
    bar: str  # chart and rate bars
    bar_back: str
    good: str
    good_tint: str
    info: str
    warn: str
    bad: str


LIGHT = Colours(
    window="#f5f6f8", surface="#ffffff", raised="#f0f2f5", ink="#1b1f24", faint="#5d6673", hint="#8a93a0",
    line="#e6e8ec", edge="#c9ced6", accent="#b5121b", on_accent="#ffffff", accent_dark="#8f0e15", tint="#fbe9e9",
    link="#1664c8", bar="#8c99ad", bar_back="#e9ebf0", good="#15803d", good_tint="#ecf7ef", info="#1d6fe8",
    warn="#d08a00", bad="#c8202b",
)  # fmt: skip
DARK = Colours(
    window="#17191d", surface="#1f2227", raised="#2a2e35", ink="#e8eaed", faint="#a4acb8", hint="#7d8590",
    line="#32363d", edge="#4a505a", accent="#f07075", on_accent="#1a0304", accent_dark="#d9565c", tint="#3f2529",
    link="#74aefc", bar="#77839a", bar_back="#343942", good="#46b56b", good_tint="#1f3527", info="#5b9dff",
    warn="#e2a52e", bad="#ff6369",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """Colours and font size together."""

    colours: Colours
    points: int
    is_dark: bool


_now = Look(LIGHT, USUAL, False)


def now() -> Look:
    """The look of this moment, for what paints itself."""
    return _now


def load_fonts() -> None:
    """Makes the bundled fonts known to Qt."""
    for file in FILES:
        QFontDatabase.addApplicationFont(str(FONTS / file))


def apply(app: QApplication, *, dark: bool, points: int) -> None:
    """Gives the whole program a look; windows that are open change at once."""
    global _now
    colours = DARK if dark else LIGHT
    _now = Look(colours, min(max(points, SMALLEST), LARGEST), dark)
    app.setFont(font())
    app.setPalette(_palette(colours))
    app.setStyleSheet(style_sheet(_now))


def font(*, scale: float = 1.0, bold: bool = False) -> QFont:
    """The program's font, larger or smaller than usual by a factor."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPointSizeF(_now.points * scale)
    made.setBold(bold)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def style_sheet(look: Look) -> str:
    """resources/style/window.qss with the look's colours and sizes filled in."""
    folder = RESOURCES / "style"
    source = (folder / "window.qss").read_text(encoding="utf-8")
    line = QFontMetrics(font()).height()
    sizes = {f"pt{round(scale * 100)}": f"{look.points * scale:.1f}pt" for scale in SCALES}
    spaces = {f"em{round(part * 100)}": f"{max(1, round(line * part))}px" for part in SPACES}
    return Template(source).substitute(asdict(look.colours), style=folder.as_posix(), **sizes, **spaces)


Role = QPalette.ColorRole


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        Role.Window: c.window, Role.WindowText: c.ink, Role.Base: c.surface,
        Role.AlternateBase: c.raised, Role.Text: c.ink, Role.Button: c.surface,
        Role.ButtonText: c.ink, Role.BrightText: c.on_accent,
        Role.Highlight: c.tint, Role.HighlightedText: c.ink, Role.Link: c.link,
        Role.ToolTipBase: c.surface, Role.ToolTipText: c.ink,
        Role.PlaceholderText: c.hint, Role.Accent: c.accent,
        Role.Light: c.raised, Role.Midlight: c.line, Role.Mid: c.edge,
        Role.Dark: c.edge, Role.Shadow: c.edge,
    }  # fmt: skip
    for role, css in roles.items():
        palette.setColor(role, QColor(css))
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.hint))
    return palette
