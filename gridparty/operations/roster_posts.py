"""The posts that a roster brings in: which, since when, where the holder came from (S007, ORG-06)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.ids import MemberId, PostId, UnitId
from gridparty.domain.partial_dates import first_day, from_day
from gridparty.domain.rosters import RosterRow
from gridparty.storage.bulk import insert_columns
from gridparty.storage.tables import BEGINNING, Post

SOURCE = "source"  # a fact of a post
CHANGED = ("post", "post_since", "post_source")  # keys of what changes


@dataclass(frozen=True, slots=True)
class Taken:
    """A post as a row of a roster has it; the partial date `since` and the source are None where it says nothing."""

    post: str
    since: int | None
    source: str | None

    @property
    def start(self) -> date:
        """The first day with it: the first that the partial date allows."""
        return BEGINNING if self.since is None else first_day(self.since)

    @property
    def facts(self) -> dict[str, Any]:
        """The lesser facts of the post."""
        return {SOURCE: self.source} if self.source else {}


@dataclass(frozen=True, slots=True)
class Held:
    """A post that somebody holds or once held."""

    id: PostId
    start: date
    is_open: bool
    source: str | None


Key = tuple[MemberId, str]


def taken(row: RosterRow, words: Mapping[str, str]) -> Taken | None:
    """The post of a row, None without one of the catalogue; `words`: word → code."""
    code = words.get(row.post) if row.post else None
    return Taken(code, row.post_since, row.post_source) if code else None


def held(session: Session) -> dict[Key, Held]:
    """Everybody's posts; of one held several times the latest."""
    found = select(Post.member_id, Post.post, Post.id, Post.valid_from, Post.valid_to, Post.facts)
    return {
        (MemberId(row.member_id), row.post): Held(
            PostId(row.id), row.valid_from, row.valid_to is None, row.facts.get(SOURCE)
        )
        for row in session.connection().execute(found.order_by(Post.valid_from, Post.id))
    }


def changes(given: Taken, known: Held | None) -> dict[str, tuple[Any, Any]]:
    """What the row changes about somebody who is in the file: column → old and new; a post that ended stays ended."""
    if known is None:
        new = {"post": given.post, "post_since": given.since, "post_source": given.source}
        return {name: (None, value) for name, value in new.items() if value is not None}
    if not known.is_open:
        return {}
    found: dict[str, tuple[Any, Any]] = {}
    if given.since is not None and given.start != known.start:
        found["post_since"] = (None if known.start == BEGINNING else from_day(known.start), given.since)
    if given.source is not None and given.source != known.source:
        found["post_source"] = (known.source, given.source)
    return found


def add(session: Session, posts: Sequence[tuple[MemberId, UnitId, Taken]]) -> None:
    """Writes new posts, all in one entry of the op-log."""
    if posts:
        columns: dict[str, Sequence[Any]] = {
            "member_id": [member for member, _unit, _taken in posts],
            "unit_id": [unit for _member, unit, _taken in posts],
            "post": [taken.post for _member, _unit, taken in posts],
            "valid_from": [taken.start for _member, _unit, taken in posts],
            "facts": [taken.facts for _member, _unit, taken in posts],
        }
        insert_columns(session.connection(), Post, columns)


def write(session: Session, member: MemberId, unit: UnitId, given: Taken, known: Held | None) -> None:
    """Writes what `changes` told of somebody who is in the file."""
    if known is None:
        session.add(Post(member_id=member, unit_id=unit, post=given.post, valid_from=given.start, facts=given.facts))
        return
    row = session.get_one(Post, known.id)
    if given.since is not None:
        row.valid_from = given.start
    row.facts = {**row.facts, **given.facts}
