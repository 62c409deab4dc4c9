"""The entry: picks the window or the command line before importing either (D21, D23)."""

import logging
import os
import sys
from pathlib import Path

from gridparty import __version__
from gridparty.paths import log_file

USAGE, BUG = 2, 70
WINDOW_COMMANDS = ("open", "screenshot")
CHILD_COMMAND = "--reading-child"  # how exchange.tables starts a frozen program to read a spreadsheet


def main() -> None:
    """Runs the program and exits: 0 done, 1 refused, 2 usage, 70 bug."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if sys.argv[1:] == ["--version"]:
        print(f"gridparty {__version__}")  # noqa: T201
        sys.exit(0)
    if sys.argv[1:2] == [CHILD_COMMAND]:
        from gridparty.exchange import reading_child  # noqa: PLC0415  late: a child that reads needs nothing else

        reading_child.main(sys.argv[2:])
        sys.exit(0)
    try:
        sys.exit(_chosen(sys.argv[1:]))
    except Exception:
        sys.exit(_bug())


def _chosen(arguments: list[str]) -> int:
    """The window for no command at all and for those that need one, the command line for the others (D21)."""
    command = _command(arguments)
    if command in WINDOW_COMMANDS or (command is None and not {"--help", "--json"} & set(arguments)):
        wants_help = bool({"-h", "--help"} & set(arguments))
        if why_not := "" if wants_help else _no_screen(command):
            sys.stderr.write(why_not + "\n")
            return USAGE
        from gridparty.ui import commands  # noqa: PLC0415  late: the command line never loads Qt

        return commands.run(_command_first(arguments, command))
    from gridparty.cli import run  # noqa: PLC0415  late: the window never loads typer

    wants_window = command == "demo" and "--window" in arguments
    code = run([word for word in arguments if word != "--window"] if wants_window else arguments)
    if code or not wants_window:
        return code
    from gridparty.ui import commands  # noqa: PLC0415  late: as above

    return commands.run(["open", str(_demo_file(arguments))])


def _command(arguments: list[str]) -> str | None:
    """The first word that is a command: not an option, nor the file behind --db."""
    words = iter(arguments)
    for word in words:
        if word == "--db":
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None


def _command_first(arguments: list[str], command: str | None) -> list[str]:
    if command is None:
        return ["open", *arguments]
    place = arguments.index(command)
    return [command, *arguments[:place], *arguments[place + 1 :]]


def _no_screen(command: str | None) -> str:
    """A sentence where Qt would find no screen and stop the process; empty if there is one."""
    has_screen = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & os.environ.keys()
    if command == "screenshot" or has_screen or not sys.platform.startswith("linux"):
        return ""
    from gridparty.i18n import _  # noqa: PLC0415  late: --version needs no libraries

    return _("There is no screen for the window; gridparty --help shows what works without one.")


def _demo_file(arguments: list[str]) -> Path:
    for name in ("-o", "--output"):
        if name in arguments[:-1]:
            return Path(arguments[arguments.index(name) + 1]) / "demo.gridparty"
    return Path("out") / "demo.gridparty"


def _bug() -> int:
    """Writes the fault down: where it happened, never what was in the data."""
    from gridparty.i18n import _  # noqa: PLC0415  late: as above

    kind, _value, trace = sys.exc_info()
    lines = [f"gridparty {__version__}: {kind.__name__ if kind else '?'}"]
    while trace is not None:
        lines.append(f"  {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno} {trace.tb_frame.f_code.co_name}")
        trace = trace.tb_next
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        logging.basicConfig(filename=path, format="%(asctime)s %(message)s", encoding="utf-8")
        logging.error("\n".join(lines))
    except OSError:
        sys.stderr.write("\n".join(lines) + "\n")
    sys.stderr.write(_("A fault in the program. What happened is written down in {path}.").format(path=path) + "\n")
    return BUG


if __name__ == "__main__":
    main()
