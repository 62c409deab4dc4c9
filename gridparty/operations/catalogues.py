"""The vocabulary: shipped as data in db/catalogues, then the office's own (D23)."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.errors import InvalidInput
from gridparty.domain.permissions import Permission
from gridparty.i18n import LANGUAGE, N_, _
from gridparty.operations.marks import operation
from gridparty.paths import CATALOGUES
from gridparty.storage.tables import CatalogueItem, Setting


@dataclass(frozen=True, slots=True)
class Item:
    """One word of the vocabulary with the facts that rules read."""

    catalogue: str
    code: str
    zh: str
    en: str
    facts: dict[str, Any]

    @property
    def label(self) -> str:
        """The word in the user's language."""
        return self.zh if LANGUAGE.startswith("zh") else self.en


def shipped() -> Iterator[tuple[int, Item]]:
    """Every shipped item with its place in its catalogue."""
    for path in sorted(CATALOGUES.glob("*.toml")):
        for position, item in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["items"]):
            facts = {key: value for key, value in item.items() if key not in ("code", "zh", "en")}
            yield position, Item(path.stem, item["code"], item["zh"], item["en"], facts)


@operation("catalogues.load", Permission.SET_UP, N_("Load the shipped vocabulary"))
def load(session: Session, *, version: str) -> None:
    """Adds shipped items that the file does not have yet; what the office edited stays."""
    known = {tuple(row) for row in session.execute(select(CatalogueItem.catalogue, CatalogueItem.code))}
    for position, item in shipped():
        if (item.catalogue, item.code) not in known:
            session.add(
                CatalogueItem(
                    catalogue=item.catalogue,
                    code=item.code,
                    zh=item.zh,
                    en=item.en,
                    position=position,
                    facts=item.facts,
                )
            )
    setting = session.scalar(select(Setting).where(Setting.key == "vocabulary"))
    if setting is None:
        session.add(Setting(key="vocabulary", value={"version": version}))
    else:
        setting.value = {"version": version}


def items(session: Session, *, catalogue: str) -> dict[str, Item]:
    """The items of one catalogue by code, in order."""
    found = (
        select(CatalogueItem.catalogue, CatalogueItem.code, CatalogueItem.zh, CatalogueItem.en, CatalogueItem.facts)
        .where(CatalogueItem.catalogue == catalogue)
        .order_by(CatalogueItem.position, CatalogueItem.id)
    )
    return {row.code: Item(*row) for row in session.execute(found)}


def all_items(session: Session) -> tuple[Item, ...]:
    """Every item of every catalogue."""
    names = session.scalars(select(CatalogueItem.catalogue).distinct().order_by(CatalogueItem.catalogue))
    return tuple(item for name in names for item in items(session, catalogue=name).values())


def labels(session: Session, *, catalogue: str) -> dict[str, str]:
    """code → word in the user's language."""
    return {code: item.label for code, item in items(session, catalogue=catalogue).items()}


def resolve(session: Session, *, catalogue: str, text: str) -> str:
    """The code for a code, a Chinese or English label or an alias. Raises InvalidInput naming what there is."""
    known = items(session, catalogue=catalogue)
    word = text.strip()
    if word in known:
        return word
    for code, item in known.items():
        if word in (item.zh, item.en) or word in item.facts.get("aliases", ()):
            return code
    raise InvalidInput(
        _("“{word}” is not one of: {words}.").format(
            word=text, words="、".join(f"{item.label} ({code})" for code, item in known.items())
        )
    )
