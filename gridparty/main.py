"""The entry: settles language and the options that hold everywhere, then hands over to the command line (D21, D23)."""

import logging
import sys

from gridparty import __version__
from gridparty.paths import log_file

BUG = 70
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
    from gridparty.cli import run  # noqa: PLC0415  late: --version needs no libraries

    try:
        sys.exit(run(sys.argv[1:]))
    except Exception:
        sys.exit(_bug())


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
