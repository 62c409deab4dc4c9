"""Identities inside one file, told apart for the reader and the type checker."""

from typing import NewType

UnitId = NewType("UnitId", int)
MemberId = NewType("MemberId", int)
BelongingId = NewType("BelongingId", int)
ActivityId = NewType("ActivityId", int)
AttendanceId = NewType("AttendanceId", int)
ServiceId = NewType("ServiceId", int)
DisclosureId = NewType("DisclosureId", int)
EntryId = NewType("EntryId", int)
EventId = NewType("EventId", int)
TransferId = NewType("TransferId", int)
ActId = NewType("ActId", int)
OrderId = NewType("OrderId", int)
EntryPersonId = NewType("EntryPersonId", int)
TermId = NewType("TermId", int)
PostId = NewType("PostId", int)
LinkId = NewType("LinkId", int)
FormId = NewType("FormId", int)
