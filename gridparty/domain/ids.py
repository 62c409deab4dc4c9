"""Identities inside one file, told apart for the reader and the type checker."""

from typing import NewType

UnitId = NewType("UnitId", int)
MemberId = NewType("MemberId", int)
BelongingId = NewType("BelongingId", int)
ActivityId = NewType("ActivityId", int)
AttendanceId = NewType("AttendanceId", int)
ServiceId = NewType("ServiceId", int)
DisclosureId = NewType("DisclosureId", int)
ActId = NewType("ActId", int)
