"""The tables: the only ORM classes of the program.

Every logged row has id (joins rows inside this file), version and writer_epoch; every exchanged row but attendance
also has a uid, which alone leaves the file (D17). Ranges are half-open; a valid_from of the day BEGINNING means
"as long as anyone remembers" (D2).
"""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, MetaData, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from gridparty.storage.columns import Day, Facts, Moment, Uid, Words, uuid7

BEGINNING = date(1900, 1, 1)

metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_by_%(column_0_N_name)s",
        "uq": "%(table_name)s_one_%(column_0_N_name)s",
        "fk": "%(table_name)s_%(column_0_name)s_in_%(referred_table_name)s",
        "pk": "%(table_name)s_key",
    }
)


def to(column: str) -> ForeignKey:
    """Undo puts rows back in any order: keys are checked at once, but can wait for the commit (OPLOG 8)."""
    return ForeignKey(column, deferrable=True, initially="IMMEDIATE")


def rules(*items: SchemaItem, lasting: bool = False) -> tuple[Any, ...]:
    """Table arguments; an id is never given twice, because the op-log names rows by it (OPLOG 3).

    `lasting`: its rows record what happened, and acts that wrote them cannot be undone.
    """
    return (*items, {"sqlite_autoincrement": True, "info": {"lasting": lasting}})


class Base(DeclarativeBase):
    """The one declarative base."""

    metadata = metadata
    type_annotation_map: ClassVar = {
        UUID: Uid,
        datetime: Moment,
        date: Day,
        dict[str, Any]: Facts,
        tuple[str, ...]: Words,
    }


class Logged(Base):
    """A row whose every change the triggers write down."""

    __abstract__ = True
    __table_args__ = rules()

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-4)
    writer_epoch: Mapped[int] = mapped_column(server_default="1", sort_order=-1)

    @declared_attr
    def version(cls) -> Mapped[int]:
        rises = text(f"{cls.__tablename__}.version + 1")
        return mapped_column(Integer, server_default="1", onupdate=rises, sort_order=-2)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {} if cls.__dict__.get("__abstract__") else {"version_id_col": cls.__table__.c.version}


class Row(Logged):
    """A logged row with an identity of its own outside this file."""

    __abstract__ = True

    uid: Mapped[UUID] = mapped_column(unique=True, default=uuid7, sort_order=-3)


class Unit(Row):
    """Identity of a node of the one tree (D1); what it is called and where it hangs is dated."""

    __tablename__ = "units"


class UnitState(Row):
    """A unit's parent, kind, names, code and facts over a span of days (D2)."""

    __tablename__ = "unit_states"
    __table_args__ = rules(
        Index("unit_states_by_unit", "unit_id", "valid_from"),
        Index("unit_states_by_code", "code"),
        Index("unit_states_by_parent", "parent_id"),
    )

    unit_id: Mapped[int] = mapped_column(to("units.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    parent_id: Mapped[int | None] = mapped_column(to("units.id"))
    kind: Mapped[str]
    name: Mapped[str]
    place_name: Mapped[str | None]
    code: Mapped[str | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class UnitLink(Row):
    """unit → other over a span of days: covers, functional_parent, member_unit (D1)."""

    __tablename__ = "unit_links"
    __table_args__ = rules(Index("unit_links_by_unit", "unit_id"), Index("unit_links_by_other", "other_id"))

    unit_id: Mapped[int] = mapped_column(to("units.id"))
    other_id: Mapped[int] = mapped_column(to("units.id"))
    role: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Member(Row):
    """A person whom the office keeps (D6; DOMAIN §1.4). Search keys lie beside the name."""

    __tablename__ = "members"
    __table_args__ = rules(
        Index("members_by_name", "name"),
        Index("members_by_pinyin", "pinyin"),
        Index("members_by_initials", "initials"),
        Index("members_by_pinyin_2", "pinyin_2", sqlite_where=text("pinyin_2 IS NOT NULL")),
        Index("members_by_initials_2", "initials_2", sqlite_where=text("initials_2 IS NOT NULL")),
        Index("members_by_phone_reversed", "phone_reversed"),
        Index("members_by_id_number", "id_number"),
    )

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    pinyin: Mapped[str]
    initials: Mapped[str]
    pinyin_2: Mapped[str | None]
    initials_2: Mapped[str | None]
    gender: Mapped[str | None]
    ethnicity: Mapped[str | None]
    birth_date: Mapped[int | None]
    id_number: Mapped[str | None]
    education: Mapped[str | None]
    degree: Mapped[str | None]
    stage: Mapped[str]
    standing: Mapped[str]
    join_date: Mapped[int | None]
    full_date: Mapped[int | None]
    occupation: Mapped[str | None]
    work_unit: Mapped[str | None]
    phone: Mapped[str | None]
    phone_reversed: Mapped[str | None]
    landline: Mapped[str | None]
    address: Mapped[str | None]
    native_place: Mapped[str | None]
    is_floating: Mapped[bool] = mapped_column(default=False)
    is_lost: Mapped[bool] = mapped_column(default=False)
    closed_on: Mapped[date | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    remark: Mapped[str | None]


class Belonging(Row):
    """A member's affiliation, residence registration or functional belonging over a span of days (D6)."""

    __tablename__ = "belongings"
    __table_args__ = rules(
        Index("belongings_by_member", "member_id", "kind"),
        Index("belongings_by_unit", "unit_id", "kind", "valid_from", "valid_to", "member_id"),
    )

    member_id: Mapped[int] = mapped_column(to("members.id"))
    unit_id: Mapped[int] = mapped_column(to("units.id"))
    kind: Mapped[str]
    group_id: Mapped[int | None] = mapped_column(to("units.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    receipt: Mapped[str | None] = mapped_column(unique=True)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class MemberState(Row):
    """Stage and standing of a member over days that are past; the member's own row says what they are now (D2).

    A row is written when they change on a day, so that the months before it keep their numbers.
    """

    __tablename__ = "member_states"
    __table_args__ = rules(Index("member_states_by_member", "member_id", "valid_from"))

    member_id: Mapped[int] = mapped_column(to("members.id"))
    stage: Mapped[str]
    standing: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date]


class Post(Row):
    """A post that a member holds in a unit over a span of days (ORG-06)."""

    __tablename__ = "posts"
    __table_args__ = rules(Index("posts_by_member", "member_id"), Index("posts_by_unit", "unit_id"))

    member_id: Mapped[int] = mapped_column(to("members.id"))
    unit_id: Mapped[int] = mapped_column(to("units.id"))
    post: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")


class Activity(Row):
    """A gathering: one host unit, one or several kinds, a start (LIFE-02, D11)."""

    __tablename__ = "activities"
    __table_args__ = rules(
        Index("activities_by_unit", "unit_id", "start"), Index("activities_by_start", "start", "unit_id")
    )

    unit_id: Mapped[int] = mapped_column(to("units.id"))
    kinds: Mapped[tuple[str, ...]]
    title: Mapped[str]
    start: Mapped[datetime]
    half_hours: Mapped[int | None]
    place: Mapped[str | None]
    expects: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ActivityUnit(Row):
    """A unit that holds an activity together with its host (LIFE-03)."""

    __tablename__ = "activity_units"
    __table_args__ = rules(UniqueConstraint("activity_id", "unit_id"), Index("activity_units_by_unit", "unit_id"))

    activity_id: Mapped[int] = mapped_column(to("activities.id"))
    unit_id: Mapped[int] = mapped_column(to("units.id"))


class Attendance(Logged):
    """One person at one activity (D8); the unit is the one of the activity's units for which it counts (D11)."""

    __tablename__ = "attendance"
    __table_args__ = rules(
        UniqueConstraint("member_id", "activity_id"),
        Index("attendance_by_activity", "activity_id", "unit_id", "state", "role", "member_id"),
    )

    activity_id: Mapped[int] = mapped_column(to("activities.id"))
    member_id: Mapped[int] = mapped_column(to("members.id"))
    unit_id: Mapped[int] = mapped_column(to("units.id"))
    state: Mapped[str]
    role: Mapped[str]
    way: Mapped[str | None]
    at: Mapped[datetime | None]


class Service(Row):
    """A service done in a grid; how many residents it reached is counted or estimated, or unknown (D10, REQ-04)."""

    __tablename__ = "services"
    __table_args__ = rules(Index("services_by_unit", "unit_id", "day"), Index("services_by_day", "day", "unit_id"))

    unit_id: Mapped[int] = mapped_column(to("units.id"))
    day: Mapped[date]
    category: Mapped[str]
    summary: Mapped[str]
    place: Mapped[str | None]
    people_helped: Mapped[int | None]
    people_helped_estimated: Mapped[int | None]


class ServiceMember(Row):
    """A member who did a service, and his or her own time in half-hours (D10, CHK-05)."""

    __tablename__ = "service_members"
    __table_args__ = rules(
        UniqueConstraint("member_id", "service_id"),
        Index("service_members_by_service", "service_id", "member_id", "half_hours", "role"),
    )

    service_id: Mapped[int] = mapped_column(to("services.id"))
    member_id: Mapped[int] = mapped_column(to("members.id"))
    half_hours: Mapped[int]
    role: Mapped[str]  # what the member was to the unit that day: listed, registered or guest


class CatalogueItem(Row):
    """One word of the vocabulary: shipped, then the office's own to edit (D23)."""

    __tablename__ = "catalogue_items"
    __table_args__ = rules(UniqueConstraint("catalogue", "code"))

    catalogue: Mapped[str]
    code: Mapped[str]
    zh: Mapped[str]
    en: Mapped[str]
    position: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Disclosure(Row):
    """Personal data that left its mask: revealed on screen, exported or printed (DESIGN §3, SEC-01).

    `member_id` is no key, so that the record outlives a person who was entered by mistake; ids are never given twice.
    """

    __tablename__ = "disclosures"
    __table_args__ = rules(Index("disclosures_by_member", "member_id"), lasting=True)

    kind: Mapped[str]
    member_id: Mapped[int | None]
    fields: Mapped[tuple[str, ...]]
    people: Mapped[int | None]
    reason: Mapped[str | None]


class Setting(Row):
    """One setting of the office."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[dict[str, Any]] = mapped_column(default=dict)
