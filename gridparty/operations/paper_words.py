"""The Chinese words of the vocabulary for printed matter, which is Chinese in every language of the window."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from gridparty.domain.registers import Register
from gridparty.operations import catalogues, registers, settings


@dataclass(frozen=True, slots=True)
class PaperWords:
    """Words by catalogue and code, what the registers are made of, and whether the office is an invented one."""

    words: dict[str, dict[str, str]]
    registers: dict[str, Register]
    is_sample: bool

    def word(self, catalogue: str, code: str | None) -> str:
        """The Chinese word of a code; the code itself where the catalogue does not know it, nothing for None."""
        return self.words.get(catalogue, {}).get(code, code) if code else ""


def of_office(session: Session) -> PaperWords:
    """The words of the file."""
    words: dict[str, dict[str, str]] = {}
    for item in catalogues.all_items(session):
        words.setdefault(item.catalogue, {})[item.code] = item.zh
    return PaperWords(words, registers.kinds(session), bool(settings.get(session, key="sample")))
