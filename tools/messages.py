"""Brings the Chinese translation up to date with the code.

    python tools/messages.py [--add FILE.tsv]…   extracts, keeps translations, adds new ones, compiles
    python tools/messages.py --compile           only compiles

A TSV line is msgid, TAB, Chinese; line breaks and tabs inside a message are written \\n and \\t. Translations whose
message has left the code are dropped and named. click's own messages cannot be extracted from our code: click.pot lists
those that a person can meet.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from build_hook import LOCALE, compile_translations

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / LOCALE / "zh_CN/LC_MESSAGES/gridparty.po"
CLICK = ROOT / LOCALE / "click.pot"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}
HEADER = r"""# The Chinese text of gridparty. "make messages" keeps it in step with the code.
msgid ""
msgstr ""
"Language: zh_CN\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""

Text = str | tuple[str, ...] | list[str]  # one form, or singular and plural


def messages_in_code() -> Iterator[tuple[str, Text]]:
    """Every marked message of the package, with the file that holds it."""
    for name, _line, msgid, _comments, _context in extract_from_dir(ROOT / "gridparty", keywords=KEYWORDS):
        yield f"gridparty/{name}", msgid


def messages_of_click() -> Iterator[tuple[str, Text]]:
    """The messages listed in click.pot."""
    for message in _read(CLICK):
        if message.id:
            yield "click", message.id


def _read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source)


def read_tsv(path: Path) -> dict[str, str]:
    """Message and translation of each line. Raises SystemExit where a line has not exactly two fields."""
    found = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        fields = [field.replace("\\n", "\n").replace("\\t", "\t") for field in line.split("\t")]
        if len(fields) != 2:
            raise SystemExit(f"{path}:{number}: {len(fields)} fields instead of msgid, TAB, Chinese")
        found[fields[0]] = fields[1]
    return found


def merged(added: dict[str, str]) -> tuple[Catalog, list[str]]:
    """The new catalogue, and the messages whose translation no longer has a use."""
    known: dict[str, str] = {}
    if PO.is_file():
        known = {_first(message.id): _first(message.string or "") for message in _read(PO) if message.id}
    known.update(added)
    catalogue = Catalog(locale="zh_CN")
    for place, msgid in [*messages_in_code(), *messages_of_click()]:
        text = known.get(_first(msgid), "")
        catalogue.add(msgid, text if isinstance(msgid, str) else (text,), locations=[(place, 0)])
    return catalogue, sorted(known.keys() - {_first(message.id) for message in catalogue})


def _first(text: Text) -> str:
    """The only form of a text, or the first: the singular in English, the one there is in Chinese."""
    return text if isinstance(text, str) else text[0]


def write_catalogue(catalogue: Catalog) -> None:
    """Writes the .po sorted by message and without dates or line numbers, so that a diff shows only text."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as target:
        target.write(HEADER.encode())
        write_po(target, catalogue, width=120, sort_output=True, omit_header=True, include_lineno=False)


def main() -> None:
    """The command line of this tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--add", metavar="FILE.tsv", type=Path, action="append", default=[])
    parser.add_argument("--compile", action="store_true")
    options = parser.parse_args()
    if not options.compile:
        added: dict[str, str] = {}
        for path in options.add:
            added.update(read_tsv(path))
        catalogue, unused = merged(added)
        write_catalogue(catalogue)
        for msgid in unused:
            print(f"no longer in the code, dropped: {msgid}")
        for message in catalogue:
            if message.id and not _first(message.string or ""):
                print(f"not translated: {_first(message.id)}")
    compile_translations(ROOT)


if __name__ == "__main__":
    main()
