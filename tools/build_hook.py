"""The build step of the package: compiles the translations (D22).

Runs for the wheel, the sdist and the editable install alike, so a .mo file is never committed.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = Path("resources/locale")
A_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # without one the present time would be written, and no two builds be equal


def compiled(po: Path) -> bytes:
    """The .mo file's content for a .po file; untranslated and fuzzy messages stay out."""
    with po.open("rb") as source:
        catalogue = read_po(source)
    catalogue.creation_date = catalogue.revision_date = A_DAY
    content = BytesIO()
    write_mo(content, catalogue)
    return content.getvalue()


def compile_translations(root: Path) -> list[Path]:
    """Writes each .mo beside its .po, where it differs; returns the .mo files."""
    made = []
    for po in sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        content = compiled(po)
        if not mo.is_file() or mo.read_bytes() != content:
            mo.write_bytes(content)
        made.append(mo)
    return made


class TranslationsHook(BuildHookInterface):
    """What hatchling calls before it gathers the files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles in place; the .mo files then travel with the resources folder."""
        for mo in compile_translations(Path(self.root)):
            build_data["artifacts"].append(str(mo.relative_to(self.root)))
