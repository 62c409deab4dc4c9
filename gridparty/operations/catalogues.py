"""The vocabulary: shipped as data in db/catalogues, then the office's own (D23)."""

import hashlib
import json
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

SHIPPED = "shipped_vocabulary"  # the setting that tells how each item was shipped; long, and seldom read


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
    """Adds shipped items that the file does not have, and renews those that nobody edited; an edited one stays."""
    known = {(row.catalogue, row.code): row for row in session.scalars(select(CatalogueItem))}
    before: dict[str, str] = _setting(session, SHIPPED)
    marks = dict(before)
    for position, item in shipped():
        key = f"{item.catalogue}/{item.code}"
        row = known.get((item.catalogue, item.code))
        if row is None:
            row = CatalogueItem(catalogue=item.catalogue, code=item.code, zh="", en="", position=0, facts={})
            session.add(row)
        elif before.get(key) != _mark(row.zh, row.en, row.facts) and (key in before or row.version > 1):
            continue
        new = {"zh": item.zh, "en": item.en, "position": position, "facts": item.facts}
        for column, value in new.items():
            if getattr(row, column) != value:
                setattr(row, column, value)
        marks[key] = _mark(item.zh, item.en, item.facts)
    _set(session, SHIPPED, marks)
    _set(session, "vocabulary", {"version": version})


def _setting(session: Session, key: str) -> dict[str, Any]:
    return session.scalar(select(Setting.value).where(Setting.key == key)) or {}


def _set(session: Session, key: str, value: dict[str, Any]) -> None:
    setting = session.scalar(select(Setting).where(Setting.key == key))
    if setting is None:
        session.add(Setting(key=key, value=value))
    elif setting.value != value:
        setting.value = value


def _mark(zh: str, en: str, facts: dict[str, Any]) -> str:
    """Tells whether an item is still as it was shipped."""
    text = json.dumps([zh, en, facts], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


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
