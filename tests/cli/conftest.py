"""The command line as a clerk calls it: in this process, for speed; a few tests start a real one."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gridparty import cli


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        assert self.code == 0, self
        assert self.out.count("\n") == 1
        return json.loads(self.out)


Command = Callable[..., Answer]


def sentence(answer: Answer) -> str:
    """The refusal: exit code 1, nothing on stdout, one sentence on stderr."""
    assert (answer.code, answer.out) == (1, ""), answer
    assert answer.err.endswith("\n")
    assert answer.err.count("\n") == 1
    assert "Traceback" not in answer.err
    return answer.err.strip()


@pytest.fixture
def bare(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command exactly as given."""

    def call(*arguments: str) -> Answer:
        capsys.readouterr()
        code = cli.run(list(arguments))
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return call


@pytest.fixture
def file(tmp_path: Path, template: Path) -> Path:
    """An empty office on disk."""
    path = tmp_path / "office.gridparty"
    path.write_bytes(template.read_bytes())
    return path


@pytest.fixture
def call(bare: Command, file: Path) -> Command:
    """Runs a command on that office."""
    return lambda *arguments: bare(*arguments, "--db", str(file))


@pytest.fixture
def ask(call: Command) -> Callable[..., Any]:
    """The same with --json; returns the document."""
    return lambda *arguments: call(*arguments, "--json").json
