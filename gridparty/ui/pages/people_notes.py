"""What stands above a list of people: sentences with the figures that belong to it (S009, S013, S097, S100)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from gridparty.domain import registers as rules
from gridparty.domain.counts import percent
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import development_lists, dossier_completeness, posts, registers, talent, tree
from gridparty.operations.posts import SentDown

FEW = 8  # names in a sentence


def applications(session: Any, unit: UnitId, day: date) -> str:
    """Applications handed in since the beginning of the year (S009)."""
    first, last = Month(day.year, 1), Month.of(day)
    count = len(development_lists.applications(session, unit=unit, first=first, last=last))
    words = _("Applications handed in from {first} to {last}: {count:,}")
    return words.format(first=first, last=last, count=count) if count else ""


def pool(session: Any, unit: UnitId, day: date) -> str:
    """People by source, and the target (S013)."""
    fields = registers.kind(session, register=talent.POOL).fields
    labels = {choice.code: rules.label(choice) for field in fields if field.key == "source" for choice in field.choices}
    counted = talent.sources(session, unit=unit, day=day)
    labels[""] = _("not noted")
    by_source = "、".join(f"{labels.get(code, code)} {count:,}" for code, count in counted.items())
    own = talent.targets(session, unit=unit, day=day)[0]
    sentences = [_("By source: {sources}").format(sources=by_source)] if by_source else []
    if own.target is not None:
        words = _("Target {target:,}: {people:,} in the pool ({share}), {missing:,} missing")
        share = percent(own.people / own.target) if own.target else "—"
        sentences.append(words.format(target=own.target, people=own.people, share=share, missing=own.missing))
    return "　".join(sentences)


def sent_down(session: Any, unit: UnitId, day: date) -> str:
    """First secretaries and staff sent down to communities and villages; nothing where nobody is (S097)."""
    found = posts.sent_down(session, unit=unit, day=day)
    if not found.communities or not (found.first_secretaries or found.people_sent):
        return ""
    words = _("First secretaries in {led:,} of {communities:,} communities and villages")
    led = words.format(led=found.with_first_secretary, communities=found.communities)
    return f"{led}{_without(session, found.without, day)}　{_staff(found)}"


def _without(session: Any, without: Sequence[UnitId], day: date) -> str:
    if not without:
        return ""
    now = tree.on_day(session, day=day)
    named = "、".join(now.name(each) for each in without[:FEW])
    words = _(" (none in {units} and others)") if len(without) > FEW else _(" (none in {units})")
    return words.format(units=named)


def _staff(found: SentDown) -> str:
    if found.staff is None:
        words = _("Sent down: {people:,} people (the share needs the number of staff: page “Organisation”, facts)")
        return words.format(people=found.people_sent)
    words = _("Sent down: {people:,} of {staff:,} staff ({share})")
    return words.format(people=found.people_sent, staff=found.staff, share=percent(found.share))


def file_rate(session: Any, unit: UnitId, day: date) -> str:
    """建档率 of the unit and below, and what a file must hold (S100)."""
    whole = dossier_completeness.completeness(session, unit=unit, day=day).total
    sections = "、".join(_(dossier_completeness.SECTIONS[key]) for key in dossier_completeness.required(session))
    return _("Complete files: {complete:,} of {people:,} ({rate}); they hold {sections}").format(
        complete=whole.complete, people=whole.people, rate=percent(whole.rate), sections=sections
    )
