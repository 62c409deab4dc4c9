"""The figures once more, naively: plain loops over raw rows, with nothing of the program's queries (D6, D8–D11)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from gridparty.domain.months import Month

Raw = Mapping[str, list[Any]]
Value = int | float | None


def tree_of(raw: Raw, first: date, last: date) -> dict[int, Any]:
    """unit → its last state within the days from first to last (D3)."""
    found: dict[int, Any] = {}
    for state in sorted(raw["unit_states"], key=lambda state: state.valid_from):
        if state.valid_from <= last and (state.valid_to is None or state.valid_to > first):
            found[state.unit_id] = state
    return found


def below(states: Mapping[int, Any], unit: int) -> set[int]:
    """The unit and everything under it."""
    return {each for each in states if unit in _line(states, each)}


def _line(states: Mapping[int, Any], unit: int | None) -> list[int]:
    line = []
    while unit is not None and unit in states:
        line.append(unit)
        unit = states[unit].parent_id
    return line


def recount(raw: Raw, unit: int, first: Month, last: Month | None = None) -> dict[str, Value]:
    """Every figure of a unit and what is below it."""
    end = last or first
    states = tree_of(raw, first.first, end.last)
    inside = below(states, unit)
    people = _people(raw, states, inside, first, end)
    structure = _structure(raw, states, inside, first, end)
    came = _attendance(raw, inside, first, end)
    served = _services(raw, inside, first, end)
    active = _active(raw, first, end)
    everyone = people["members"] | people["registered"]
    members = len(people["members"])
    return {
        "members": members,
        "full_members": len(people["full"]),
        "probationary_members": len(people["probationary"]),
        "registered_members": len(people["registered"]),
        "new_registrations": len(people["new"]),
        "people": len(everyone),
        "participants": len(everyone & active),
        "non_participants": len(everyone - active),
        **structure,
        **came,
        **served,
        "hours_per_member": served["service_hours"] / members if members else None,
    }


def _people(raw: Raw, states: Mapping[int, Any], inside: set[int], first: Month, last: Month) -> dict[str, set[int]]:
    member = {row.id: row for row in raw["members"]}
    found: dict[str, set[int]] = {key: set() for key in ("members", "full", "probationary", "registered", "new")}
    for row in raw["belongings"]:
        place = row.group_id if row.group_id in states else row.unit_id
        if place not in inside:
            continue
        holds = row.valid_from <= last.last and (row.valid_to is None or row.valid_to > last.last)
        who = member[row.member_id]
        if row.kind == "registration":
            if holds:
                found["registered"].add(row.member_id)
            if first.first <= row.valid_from <= last.last:
                found["new"].add(row.member_id)
        elif row.kind == "affiliation" and holds:
            stage, is_good = _state(raw, who, last.last)
            if stage in ("full", "probationary") and is_good:
                found["members"].add(row.member_id)
                found[stage].add(row.member_id)
    return found


def _state(raw: Raw, who: Any, day: date) -> tuple[str, bool]:
    """(stage, in good standing) on a day; of those who left, the belongings tell until when."""
    for was in raw["member_states"]:
        if was.member_id == who.id and was.valid_from <= day < was.valid_to:
            return was.stage, was.standing == "good"
    return who.stage, who.standing == "good" or who.closed_on is not None


def _structure(raw: Raw, states: Mapping[int, Any], inside: set[int], first: Month, last: Month) -> dict[str, int]:
    stands = {each for each, row in states.items() if row.valid_to is None or row.valid_to > last.last}
    kinds = [states[each].kind for each in inside & stands]
    grids = {each for each in inside if states[each].kind in ("grid", "dedicated_grid")}
    for link in raw["unit_links"]:
        holds = link.valid_from <= last.last and (link.valid_to is None or link.valid_to > first.first)
        if link.role == "covers" and holds and link.unit_id in inside & stands and link.other_id in states:
            grids.add(link.other_id)
    grids &= stands
    return {
        "party_groups": kinds.count("party_group"),
        "branches": sum(kind.endswith("_branch") and not kind.endswith("general_branch") for kind in kinds),
        "grids": len(grids),
        "households": sum(states[each].facts.get("households") or 0 for each in grids),
        "buildings": sum(states[each].facts.get("buildings") or 0 for each in grids),
    }


def _begins_within(start: datetime, first: Month, last: Month) -> bool:
    day = (start.astimezone(UTC) + timedelta(hours=8)).date()  # civil time, D4
    return first.first <= day <= last.last


def _attendance(raw: Raw, inside: set[int], first: Month, last: Month) -> dict[str, Value]:
    held = {row.id for row in raw["activities"] if _begins_within(row.start, first, last)}
    units = {row.id: {row.unit_id} for row in raw["activities"]}
    for row in raw["activity_units"]:
        units[row.activity_id].add(row.unit_id)
    rows = [row for row in raw["attendance"] if row.activity_id in held and row.unit_id in inside]
    listed = [row for row in rows if row.role == "listed"]
    present = sum(row.state in ("present", "made_up") for row in listed)
    walked = [row for row in rows if row.role != "listed" and row.state in ("present", "made_up")]
    return {
        "activities": sum(bool(units[each] & inside) for each in held),
        "expected": len(listed),
        "present": present,
        "leave": sum(row.state == "leave" for row in listed),
        "walk_ins": len(walked),
        "registered_present": sum(row.role == "registered" for row in walked),
        "attendance_rate": present / len(listed) if listed else None,
    }


def _services(raw: Raw, inside: set[int], first: Month, last: Month) -> dict[str, Any]:
    done = {row.id: row for row in raw["services"] if row.unit_id in inside and first.first <= row.day <= last.last}
    who = [row for row in raw["service_members"] if row.service_id in done]
    counted = [row.people_helped for row in done.values() if row.people_helped is not None]
    estimated = [row.people_helped_estimated for row in done.values() if row.people_helped_estimated is not None]
    unknown = bool(done) and not counted and not estimated
    return {
        "services": len(done),
        "service_members": len({row.member_id for row in who}),
        "service_hours": sum(row.half_hours for row in who) / 2,
        "registered_service_hours": sum(row.half_hours for row in who if row.role == "registered") / 2,
        "people_helped": None if unknown else sum(counted),
        "people_helped_estimated": None if unknown else sum(estimated),
    }


def _active(raw: Raw, first: Month, last: Month) -> set[int]:
    held = {row.id for row in raw["activities"] if _begins_within(row.start, first, last)}
    done = {row.id for row in raw["services"] if first.first <= row.day <= last.last}
    came = {
        row.member_id for row in raw["attendance"] if row.activity_id in held and row.state in ("present", "made_up")
    }
    return came | {row.member_id for row in raw["service_members"] if row.service_id in done}
