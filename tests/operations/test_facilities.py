"""Facilities in figures: area as of a month, the share at a set area, growth, money (S030, S088)."""

from datetime import date

import pytest
from offices import Office

from gridparty.app import App
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import EntryId, UnitId
from gridparty.domain.months import Month
from gridparty.operations import coverage, facilities, registers, thresholds, units

START = date(2011, 1, 1)
BEFORE, AFTER = Month(2012, 12), Month(2015, 12)


def street(app: App, communities: int) -> tuple[UnitId, list[UnitId]]:
    top = app.run(units.add, parent=None, kind="street", name="某某街道党工委", code="410102050").id
    places = [
        app.run(units.add, parent=top, kind="community", name=f"第{number}社区党委", code=f"410102050{number:03d}").id
        for number in range(1, communities + 1)
    ]
    return top, places


def facility(app: App, unit: UnitId, area: object, kind: str = "service_centre", **facts: object) -> EntryId:
    return app.run(
        registers.add,
        register="facility",
        name="党群服务中心",
        unit=unit,
        start=START,
        facts={"kind": kind, "area": area, **facts},
    )


def enlarge(app: App, entry: EntryId, day: date, area: float, method: str = "新建", money: object = None) -> None:
    facts = {"area": area, "method": method, "money": money}
    app.run(registers.add_event, entry=entry, kind="area_change", day=day, facts=facts)


def test_seventy_eight_communities_each_with_a_service_centre(app: App) -> None:
    """S030: “全区78个社区全部建立了党群服务中心”，投入100余万元."""
    top, places = street(app, 78)
    for place in places[:-1]:
        facility(app, place, 80)
    facility(app, places[-1], 30, kind="activity_room")

    def covered() -> tuple[int, float | None, tuple[UnitId, ...]]:
        found = app.ask(coverage.of_register, register="facility", unit=top, choice=("kind", "service_centre"))
        return found.covered, found.share, found.without

    assert covered() == (77, 77 / 78, (places[-1],))
    last = facility(app, places[-1], None)
    assert covered() == (78, 1.0, ())
    app.run(registers.add_event, entry=last, kind="progress", day=date(2012, 3, 1), facts={"stage": "主体完工"})
    for day, money in ((date(2012, 4, 1), 600_000), (date(2012, 9, 1), 450_000.5)):
        app.run(registers.add_event, entry=last, kind="investment", day=day, facts={"money": money, "purpose": "装修"})
    ledger = app.ask(facilities.invested, unit=top, first=Month(2012, 1), last=Month(2012, 12))
    assert (len(ledger.rows), ledger.money, ledger.gained) == (2, 1_050_000.5, 0)
    assert app.ask(facilities.invested, unit=places[0], first=Month(2012, 1), last=Month(2012, 12)).rows == ()


def test_sixty_three_percent_of_the_communities_reach_a_thousand_square_metres(app: App) -> None:
    """S088: 63 of 100 reach 1000㎡ in December 2015, none did in 2012."""
    top, places = street(app, 100)
    for number, place in enumerate(places):
        entry = facility(app, place, 200)
        if number < 63:
            enlarge(app, entry, date(2014, 6, 1), 1000, method="改扩建")
    before = app.ask(facilities.areas, unit=top, month=BEFORE)
    after = app.ask(facilities.areas, unit=top, month=AFTER)
    assert (before.reached, before.share, before.area) == (0, 0.0, 20_000)
    assert (after.reached, after.share, after.area, after.threshold) == (63, 0.63, 70_400, 1000)
    assert {place.unit for place in after.places if place.reached} == set(places[:63])
    assert after.places[0].area == 200, "the smallest first"
    app.run(thresholds.put, changes={"premises_area": 200})
    assert app.ask(facilities.areas, unit=top, month=AFTER).share == 1.0
    assert app.ask(facilities.areas, unit=top, month=AFTER, threshold=1500).reached == 0


def test_thirteen_times_as_much(app: App) -> None:
    """S088: 5100㎡, 13 times what there was; each growth with its way, the ledger with its money."""
    top, places = street(app, 4)
    entries = [facility(app, place, area) for place, area in zip(places, (100, 100, 100, 92), strict=True)]
    ways = ("新建", "改扩建", "协调开发商", "协商共建单位")
    for entry, area, way in zip(entries, (2000, 1100, 1200, 800), ways, strict=True):
        enlarge(app, entry, date(2014, 5, 20), area, method=way, money=250_000)
    growth = app.ask(facilities.growth, unit=top, first=BEFORE, last=AFTER)
    assert (growth.before, growth.after, growth.gained) == (392, 5100, 4708)
    assert growth.factor == pytest.approx(13, abs=0.05)
    ledger = app.ask(facilities.invested, unit=top, first=Month(2014, 1), last=Month(2014, 12))
    assert [row.method for row in ledger.rows] == ["new_building", "extension", "developer", "resident_unit"]
    assert (ledger.money, ledger.gained) == (1_000_000, 4708)
    assert (ledger.rows[0].gained, ledger.rows[0].area) == (1900, 2000)
    with pytest.raises(InvalidInput):
        app.ask(facilities.growth, unit=top, first=AFTER, last=BEFORE)


def test_the_area_as_of_a_month(app: App) -> None:
    _top, (place,) = street(app, 1)
    entry = facility(app, place, 300)
    enlarge(app, entry, date(2013, 5, 20), 500)
    enlarge(app, entry, date(2014, 5, 20), 450.5)

    def area(month: Month) -> object:
        return app.ask(facilities.area_of, entry=entry, month=month)

    assert [area(Month(2013, 4)), area(Month(2013, 5)), area(Month(2014, 6))] == [300, 500, 450.5]
    with pytest.raises(NotFound):
        app.ask(facilities.area_of, entry=EntryId(999), month=AFTER)


def test_the_area_goes_along_when_a_facility_moves(app: App) -> None:
    """What happened before the move still counts, once."""
    top, (one, two) = street(app, 2)
    entry = facility(app, one, 300)
    enlarge(app, entry, date(2013, 5, 20), 1000, money=10)
    moved = app.run(registers.move, entry=entry, unit=two, day=date(2014, 1, 1))
    assert app.ask(facilities.area_of, entry=moved, month=Month(2014, 1)) == 1000
    enlarge(app, moved, date(2014, 3, 1), 1200, money=5)

    def per(month: Month) -> dict[UnitId, object]:
        return {place.unit: place.area for place in app.ask(facilities.areas, unit=top, month=month).places}

    assert per(Month(2013, 12)) == {one: 1000, two: 0}
    assert per(Month(2014, 4)) == {one: 0, two: 1200}
    assert app.ask(facilities.growth, unit=top, first=Month(2013, 12), last=Month(2014, 1)).factor == 1.0
    ledger = app.ask(facilities.invested, unit=top, first=Month(2013, 1), last=Month(2014, 12))
    assert [(row.gained, row.money) for row in ledger.rows] == [(700, 10), (200, 5)]


def test_a_room_inside_another_facility_is_not_counted_again(app: App) -> None:
    top, (place,) = street(app, 1)
    facility(app, place, 900)
    facility(app, place, 100, kind="activity_room", inside="是")
    unknown = facility(app, place, None, kind="studio")
    (found,) = app.ask(facilities.areas, unit=top, month=AFTER).places
    assert (found.area, found.facilities, found.unknown, found.reached) == (900, 2, 1, False)
    app.run(registers.edit, entry=unknown, facts={"area": 100})
    assert app.ask(facilities.areas, unit=top, month=AFTER).reached == 1


def test_a_facility_of_a_branch_counts_for_its_community(office_app: App, office: Office) -> None:
    facility(office_app, office.units["first"], 60)
    found = office_app.ask(facilities.areas, unit=office.units["street"], month=Month(2024, 10))
    assert {place.name: place.area for place in found.places} == {"东苑社区党委": 60, "西苑社区党委": 0}
    with pytest.raises(NotFound):
        office_app.ask(facilities.areas, unit=UnitId(999), month=Month(2024, 10))
