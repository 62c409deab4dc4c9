"""Column types: how moments, days, identities and small facts lie in the database."""

import json
import os
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BLOB, Dialect, Integer, String, Text, TypeDecorator, Uuid
from sqlalchemy.types import TypeEngine

from gridparty.domain.civil_time import CIVIL
from gridparty.domain.errors import FileDamaged
from gridparty.i18n import _

EPOCH = date(1970, 1, 1)


def uuid7() -> UUID:
    """A new identity that sorts by the time it was made (UUID version 7)."""
    head = time.time_ns() // 1_000_000 << 80 | 0x7 << 76 | 0x2 << 62
    return UUID(int=head | int.from_bytes(os.urandom(10)) & ~(0xF << 76) & ~(0x3 << 62))


class Uid(TypeDecorator[UUID]):
    """A UUID: 16 bytes on SQLite, the native type on PostgreSQL; in the op-log its hexadecimal text."""

    impl, cache_ok = Uuid, True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(BLOB() if dialect.name == "sqlite" else Uuid())

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        return value.bytes if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect | None) -> UUID | None:
        if isinstance(value, bytes):
            return UUID(bytes=value)
        return UUID(value) if isinstance(value, str) else value


class Moment(TypeDecorator[datetime]):
    """A moment as UTC seconds; read back in civil time (D4)."""

    impl, cache_ok = Integer, True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value.timestamp())

    def process_result_value(self, value: int | None, dialect: Dialect | None) -> datetime | None:
        return None if value is None else datetime.fromtimestamp(value, UTC).astimezone(CIVIL)


class Day(TypeDecorator[date]):
    """A day as the number of days since 1970-01-01 (D5)."""

    impl, cache_ok = Integer, True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - EPOCH).days

    def process_result_value(self, value: int | None, dialect: Dialect | None) -> date | None:
        return None if value is None else EPOCH + timedelta(days=value)


class Facts(TypeDecorator[dict[str, Any]]):
    """Small facts that no query asks for, as JSON text with sorted keys."""

    impl, cache_ok = Text, True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else "{}"

    def process_result_value(self, value: str | None, dialect: Dialect | None) -> dict[str, Any]:
        if not value or value == "{}":
            return {}
        try:
            facts: dict[str, Any] = json.loads(value)
        except ValueError as error:  # the end of a long text on a damaged page comes as zeros, and nothing else tells
            raise FileDamaged(_("The file is damaged; restore the newest backup.")) from error
        return facts


class Words(TypeDecorator[tuple[str, ...]]):
    """A few codes in order, with blanks between; the first is the main one."""

    impl, cache_ok = String, True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        return " ".join(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect | None) -> tuple[str, ...]:
        return tuple(value.split()) if value else ()
