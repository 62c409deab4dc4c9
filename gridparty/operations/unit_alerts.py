"""Alerts about units in a month: sizes, posts and terms (ORG-03, ORG-05, GRID-02). They warn and never block."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain import terms as term_rules
from gridparty.domain import unit_alerts as rules
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month, months_after
from gridparty.domain.unit_alerts import ALERT, NOTICE, Finding, Size
from gridparty.i18n import N_, _
from gridparty.operations import catalogues, heads, terms, thresholds, tree
from gridparty.storage.tables import Post

SECRETARY = "secretary"
SENTENCES = {
    "branch_large": N_("A branch has at most {limit} members; this one has {number}. Consider dividing it."),
    "branch_small": N_("A branch needs {limit} full members; this one has {number}. Consider a joint branch."),
    "no_committee": N_("A branch with so many full members has a committee of at least {limit}; {number} are known."),
    "general_branch_small": N_("A general branch normally has about {limit} members; this one has {number}."),
    "general_branch_large": N_("With {number} members (about {limit}) a general branch may become a committee."),
    "committee_small": N_("A Party committee normally has about {limit} members; this one has {number}."),
    "grid_small": N_("A grid normally has at least {limit} households; this one has {number}."),
    "grid_large": N_("A grid normally has at most {limit} households; this one has {number}. Consider dividing it."),
    "no_secretary": N_("No secretary is known; enter the post."),
    "term_near": N_("An election is due on {day}, within {number} months."),
    "term_overdue": N_("An election was due on {day}; hold it, or enter the extension that was approved."),
    "term_long_extension": N_("The term was extended to {day}, by more than a year; look at the document again."),
}


@dataclass(frozen=True, slots=True)
class AlertRow:
    """Something to say about a unit: a code, a level (alert, notice), a sentence, and in words what it rests on."""

    unit: UnitId
    unit_name: str
    kind: str
    code: str
    level: str
    sentence: str
    rests_on: str


def of_month(session: Session, month: Month, unit: UnitId | None = None) -> tuple[AlertRow, ...]:
    """The alerts of a unit and what is below it (or of all units) as of the month's last day, alerts before notices.

    Raises NotFound.
    """
    now = tree.on_day(session, day=month.last)
    if unit is not None and unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    below = now.subtree(unit) if unit is not None else list(now.nodes)
    found = [*_of_sizes(session, now, below, month.last), *_of_terms(session, unit, month.last)]
    order = {each: place for place, each in enumerate(now.nodes)}
    return tuple(sorted(found, key=lambda row: (row.level != ALERT, order.get(row.unit, 0), row.code)))


def _of_sizes(session: Session, now: tree.Tree, units: list[UnitId], day: date) -> list[AlertRow]:
    limits = thresholds.get(session)
    branches = {
        code for code, item in catalogues.items(session, catalogue="unit_kinds").items() if item.facts.get("branch")
    }
    people = heads.count(session, in_tree=now, day=day)
    committees, secretaries = _holders(session, day)
    rows = []
    for each in units:
        node = now.nodes[each]
        size = Size(
            kind=node.kind,
            is_branch=node.kind in branches,
            name=node.name,
            members=people.full[each] + people.probationary[each],
            full=people.full[each],
            on_committee=len(committees[each]),
            secretaries=len(secretaries[each]),
            households=node.facts.get("households"),
        )
        rows += [_row(node, found, day) for found in rules.of_size(size, limits)]
    return rows


def _holders(session: Session, day: date) -> tuple[dict[UnitId, set[int]], dict[UnitId, set[int]]]:
    """Who sits on the committees, and who is secretary, by unit."""
    known = catalogues.items(session, catalogue="posts")
    on_committee = [code for code, item in known.items() if item.facts.get("committee")]
    committees: dict[UnitId, set[int]] = defaultdict(set)
    secretaries: dict[UnitId, set[int]] = defaultdict(set)
    held = select(Post.unit_id, Post.member_id, Post.post).where(heads.holds_on(day), Post.post.in_(on_committee))
    for unit, member, post in session.execute(held):
        committees[UnitId(unit)].add(member)
        if post == SECRETARY:
            secretaries[UnitId(unit)].add(member)
    return committees, secretaries


def _row(node: tree.Node, found: Finding, day: date) -> AlertRow:
    rests = _("{number} on {day}, held against {limit} ({rule})")
    return AlertRow(
        unit=node.id,
        unit_name=node.name,
        kind=node.kind,
        code=found.code,
        level=found.level,
        sentence=_(SENTENCES[found.code]).format(number=found.number, limit=found.limit),
        rests_on=rests.format(number=found.number, day=day, limit=found.limit, rule=found.rule),
    )


def _of_terms(session: Session, unit: UnitId | None, day: date) -> list[AlertRow]:
    rows = []
    for term in terms.rows(session, unit=unit, day=day):
        if term.reminder is not None:
            overdue = term.reminder == term_rules.OVERDUE
            code = "term_overdue" if overdue else "term_near"
            rows.append(_term_row(term, code, ALERT if overdue or term.reminder == 1 else NOTICE, term.last_day))
        until = term.extended_until
        if until is not None and until > months_after(term.due, term_rules.LONG_EXTENSION):
            rows.append(_term_row(term, "term_long_extension", NOTICE, until))
    return rows


def _term_row(term: terms.TermRow, code: str, level: str, day: date) -> AlertRow:
    rests = _("term since {start}, due on {due} (ORG-05)")
    return AlertRow(
        unit=term.unit,
        unit_name=term.unit_name,
        kind=term.kind,
        code=code,
        level=level,
        sentence=_(SENTENCES[code]).format(day=day, number=term.reminder),
        rests_on=rests.format(start=term.start, due=term.due),
    )
