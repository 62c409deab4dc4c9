"""Whether an address lies where a few words say: a building, an estate, a road (S095)."""

import re
import unicodedata


def is_at(address: str | None, text: str) -> bool:
    """Whether the address contains the text, whatever the width of its characters and the spaces between them.

    Numbers are whole ones: 3号楼 is not found in 13号楼, nor 中原路1 in 中原路12号. An empty text is found nowhere.
    """
    wanted = _plain(text)
    if not wanted or not address:
        return False
    before = r"(?<!\d)" if wanted[0].isdigit() else ""
    after = r"(?!\d)" if wanted[-1].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, _plain(address)) is not None


def _plain(text: str) -> str:
    """Without spaces, in the usual width and small letters: ３ 号楼 → 3号楼, # becomes 号."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold().replace("#", "号")
