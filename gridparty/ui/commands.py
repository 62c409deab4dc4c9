"""The commands that need the window: open, screenshot (D21). Their own small parser: typer would slow the start."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from gridparty.i18n import _
from gridparty.paths import default_file


def run(arguments: Sequence[str]) -> int:
    """Runs `open [FILE]` or `screenshot …`; arguments as typed, --db anywhere. Returns the exit code."""
    chosen = _parser().parse_args(arguments)
    if chosen.command == "screenshot":
        return _screenshot(chosen)
    from gridparty.ui.run import open_window  # noqa: PLC0415  late: the scale is settled before Qt is loaded

    return open_window(chosen.file or chosen.db)


def _screenshot(chosen: argparse.Namespace) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # what that platform cannot do, it says often
    os.environ["QT_SCALE_FACTOR"] = str(chosen.scale)
    from gridparty.ui import run as running  # noqa: PLC0415  late: as above

    width, _x, height = chosen.size.partition("x")
    picture = running.Picture(
        db=chosen.db or default_file(),
        output=chosen.output,
        unit=chosen.unit,
        month=chosen.month,
        page=chosen.page,
        item=chosen.item,
        size=(int(width), int(height)),
        dark=chosen.theme == "dark",
        points=chosen.points,
    )
    return running.screenshot(picture)


def _size(text: str) -> str:
    width, _x, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) and int(height)):
        raise argparse.ArgumentTypeError(_("write the size as 1366x768"))
    return text


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--db", type=Path, default=os.environ.get("GRIDPARTY_DB"), help=_("The database file."))
    parser = argparse.ArgumentParser(prog="gridparty")
    commands = parser.add_subparsers(dest="command", required=True)
    opened = commands.add_parser("open", parents=[shared], help=_("Open the window."))
    opened.add_argument("file", type=Path, nargs="?", help=_("The database file."))
    picture = commands.add_parser(
        "screenshot", parents=[shared], help=_("A picture of a page as PNG, without a screen.")
    )
    picture.add_argument("--unit", default="", help=_("The unit (code, #id or name)."))
    picture.add_argument("--month", default="", help=_("Month, such as 2026-10."))
    picture.add_argument("--page", default="overview", help=_("The page's name."))
    picture.add_argument("--item", default="", help=_("What the page shows, such as a number."))
    picture.add_argument("--size", type=_size, default="1366x768", help=_("Width and height in pixels."))
    picture.add_argument("--scale", type=float, default=1.0, help=_("Scale of the screen, such as 1.5."))
    picture.add_argument("--theme", choices=("light", "dark"), default="light", help=_("Light or dark."))
    picture.add_argument("--points", type=int, default=12, help=_("Size of type, 12 to 20."))
    picture.add_argument(
        "-o", "--output", type=Path, required=True, help=_("The PNG file; an existing one is replaced.")
    )
    return parser
