"""The Chinese text is complete, fits the code and is compiled (DESIGN §3 "Strings", D22, D23)."""

import argparse
import ast
import os
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest
import typer
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

from tools.build_hook import compiled

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
PO = LOCALE / "zh_CN" / "LC_MESSAGES" / "gridparty.po"
CLICK = LOCALE / "click.pot"
MARKS = {"_": 1, "N_": 1, "ngettext": 2}  # how many leading arguments are messages
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


Text = str | tuple[str, ...] | list[str] | None


@pytest.fixture(scope="module")
def chinese() -> Catalog:
    return read(PO)


def read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source)


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def forms(text: Text) -> tuple[str, ...]:
    """The singular and plural of a message, or its only form."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def marked_in_code() -> set[str]:
    found = extract_from_dir(ROOT / "gridparty", keywords=KEYWORDS)
    return {forms(msgid)[0] for _name, _line, msgid, _comments, _context in found}


def calls_that_mark(source: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            yield node


def unreadable_marks(source: str) -> list[int]:
    """Lines where a mark holds a text that is built there and so can never be found in the catalogue.

    A name, an attribute or a look-up is fine: it passes on what N_() marked elsewhere.
    """
    return [
        call.lineno
        for call in calls_that_mark(source)
        for argument in call.args[: MARKS[call.func.id]]  # type: ignore[attr-defined]
        if is_built(argument)
    ]


def is_built(argument: ast.expr) -> bool:
    """An f-string, a sum, a choice between texts, or a text put together by a method."""
    if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute):
        return argument.func.attr in {"format", "join", "replace"}
    return isinstance(argument, ast.JoinedStr | ast.BinOp | ast.IfExp)


def placeholders(text: str) -> set[str]:
    """The names in {name}, {name:…}, {name!r} and %(name)s."""
    braces = {field for _text, field, _spec, _conversion in string.Formatter().parse(text) if field is not None}
    return {f"{{{field}}}" for field in braces} | {f"%({name})s" for name in re.findall(r"%\((\w+)\)[sdif]", text)}


def test_every_message_is_translated(chinese: Catalog) -> None:
    assert [message.id for message in messages(chinese) if message.fuzzy or not all(forms(message.string))] == []


def test_every_message_of_the_code_is_in_the_catalogue(chinese: Catalog) -> None:
    missing = marked_in_code() - {forms(message.id)[0] for message in messages(chinese)}
    assert missing == set(), 'run "make messages"'


def test_every_message_of_click_is_in_the_catalogue(chinese: Catalog) -> None:
    wanted = {forms(message.id)[0] for message in messages(read(CLICK))}
    assert wanted - {forms(message.id)[0] for message in messages(chinese)} == set()


def modules_of(library: ModuleType) -> Iterator[Path]:
    yield from Path(library.__file__ or "").parent.rglob("*.py")


def test_click_still_says_these_messages() -> None:
    said = {
        forms(msgid)[0]
        for path in [Path(argparse.__file__), *(each for library in (click, typer) for each in modules_of(library))]
        for _line, msgid, _comments, _context in extract_from_file("python", path)
    }
    assert {forms(message.id)[0] for message in messages(read(CLICK))} - said == set()


def fits(message: Message) -> bool:
    """Whether the translation has the message's placeholders; with a plural, those of either form may serve."""
    of_forms = [placeholders(form) for form in forms(message.id)]
    least, most = set.intersection(*of_forms), set.union(*of_forms)
    return all(least <= placeholders(text) <= most for text in forms(message.string))


def test_placeholders_agree(chinese: Catalog) -> None:
    translated = [message for message in messages(chinese) if all(forms(message.string))]
    assert [message.id for message in translated if not fits(message)] == []


def test_a_changed_placeholder_is_noticed() -> None:
    assert fits(Message("{n} rows", "{n} 行"))
    assert not fits(Message("{n} rows", "{m} 行"))
    assert not fits(Message("%(n)s rows", "行"))
    assert fits(Message(("{n} row of {file}", "{n} rows of {file}"), ("{file} 的 {n} 行",)))


def test_marks_hold_plain_text() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted((ROOT / "gridparty").rglob("*.py"))
        for line in unreadable_marks(path.read_text("utf-8"))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "source",
    [
        '_(f"{a} rows")',
        '_("a" + b)',
        '_("{a}".format(a=1))',
        'N_("%s" % a)',
        '_("a" if b else "c")',
        'ngettext("a", f"{b}", 2)',
    ],
)
def test_text_that_cannot_be_extracted_is_noticed(source: str) -> None:
    assert unreadable_marks(source) == [1]


def test_the_compiled_catalogue_is_there_and_fresh() -> None:
    assert PO.with_suffix(".mo").is_file(), 'run "make setup"'
    assert PO.with_suffix(".mo").read_bytes() == compiled(PO), 'run "make setup"'


@pytest.mark.parametrize(("language", "words"), [("zh_CN", "没有 '--nonsense' 这个选项"), ("en", "No such option")])
def test_click_speaks_the_users_language(language: str, words: str) -> None:
    code = "import gridparty.i18n, typer; app = typer.Typer(); app.command()(lambda: None); app()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--nonsense"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"GRIDPARTY_LANGUAGE": language, "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"},
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert words in done.stderr
