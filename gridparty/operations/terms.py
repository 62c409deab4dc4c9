"""Terms of office of committees and secretaries: beginning, extension, election; which are due (ORG-05, S152)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from gridparty.domain import terms as rules
from gridparty.domain.civil_time import today
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import MemberId, TermId, UnitId
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import catalogues, posts, tree
from gridparty.operations.marks import operation
from gridparty.storage.organisation_tables import Term
from gridparty.storage.tables import BEGINNING, Member, Post


@dataclass(frozen=True, slots=True)
class Elected:
    """One line of an election's result; `votes` None where they were not written down."""

    member: MemberId
    post: str
    votes: int | None = None


@dataclass(frozen=True, slots=True)
class Election:
    """What an election found: people entitled and present, and who was elected."""

    expected: int | None = None
    present: int | None = None
    results: tuple[Elected, ...] = ()


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term; `last_day` is the day an election is due, extensions included, `reminder` 6, 3, 1, 0 (overdue) or None.

    `election` is the one with which the term began, `names` names those elected.
    """

    id: TermId
    unit: UnitId
    unit_name: str
    kind: str
    start: date
    due: date
    extended_until: date | None
    extension_document: str | None
    ended: date | None
    last_day: date
    days_left: int
    reminder: int | None
    election: Election
    names: dict[MemberId, str]


@operation("terms.add", Permission.EDIT_UNITS, N_("Add a term of office"))
def add(session: Session, *, unit: UnitId, start: date, years: int | None = None, due: date | None = None) -> TermId:
    """The term that began on a day; how long it is follows from the kind of unit unless years or the day due are given.

    Raises InvalidInput, NotFound, Conflict if another term is open.
    """
    return _open(session, unit=unit, start=start, due=due or _due(session, unit, start, years), election=Election())


def _open(session: Session, *, unit: UnitId, start: date, due: date, election: Election) -> TermId:
    if due <= start:
        raise InvalidInput(_("A term cannot end before it began."))
    for other in session.scalars(select(Term).where(Term.unit_id == unit)):
        if other.ended is None:
            raise Conflict(
                _("A term has been open since {day}; hold an election to begin the next.").format(day=other.start)
            )
        if start < other.ended:
            raise InvalidInput(
                _("The term before lasted until {day}; the next cannot begin earlier.").format(day=other.ended)
            )
    row = Term(unit_id=unit, start=start, due=due, facts=_facts(election))
    session.add(row)
    session.flush()
    return TermId(row.id)


def _facts(election: Election) -> dict[str, Any]:
    facts = {
        "expected": election.expected,
        "present": election.present,
        "results": [{"member": each.member, "post": each.post, "votes": each.votes} for each in election.results],
    }
    return {key: value for key, value in facts.items() if value}


def _due(session: Session, unit: UnitId, start: date, years: int | None) -> date:
    now = tree.on_day(session, day=max(start, today()))
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    if years is None:
        years = default_years(now, unit)
    if years is None:
        raise InvalidInput(_("“{name}” is not elected; say how many years the term lasts.").format(name=now.name(unit)))
    if not 1 <= years <= rules.LONGEST:
        raise InvalidInput(_("A term lasts from 1 to {longest} years.").format(longest=rules.LONGEST))
    return rules.due_after(start, years)


def default_years(now: tree.Tree, unit: UnitId) -> int | None:
    """How many years a term of the unit lasts by rule; None for what is not elected (DOMAIN §1.2)."""
    above = [now.nodes[each].kind for each in now.ancestors(unit)]
    return rules.default_years(above[0], above[1:])


@operation("terms.edit", Permission.EDIT_UNITS, N_("Edit a term of office"))
def edit(session: Session, *, term: TermId, start: date | None = None, due: date | None = None) -> None:
    """Corrects the days of a term. Raises InvalidInput, NotFound."""
    row = _row(session, term)
    begins, ends = start or row.start, due or row.due
    if ends <= begins or (row.ended is not None and row.ended <= begins):
        raise InvalidInput(_("A term cannot end before it began."))
    row.start, row.due = begins, ends


@operation("terms.extend", Permission.EDIT_UNITS, N_("Extend a term of office"))
def extend(session: Session, *, term: TermId, until: date, document: str) -> None:
    """The superior lets the election wait until a day, by a document. Raises InvalidInput, Conflict."""
    row = _row(session, term)
    if row.ended is not None:
        raise Conflict(_("The term ended on {day}; only an open one can be extended.").format(day=row.ended))
    if until <= row.due:
        raise InvalidInput(_("The term lasts until {day} anyway; choose a later day.").format(day=row.due))
    if not document.strip():
        raise InvalidInput(_("Give the number of the document that approves the extension."))
    row.extended_until, row.extension_document = until, document.strip()


@operation("terms.elect", Permission.EDIT_UNITS, N_("Record an election"))
def elect(
    session: Session, *, unit: UnitId, day: date, election: Election | None = None, years: int | None = None
) -> TermId:
    """An election: the open term ends on the day and the next begins.

    Where results are given, committee posts of those not elected again end that day, and new posts begin.
    Raises InvalidInput, NotFound.
    """
    held = _with_codes(session, election or Election())
    _check_numbers(held)
    due = _due(session, unit, day, years)
    old = session.scalar(select(Term).where(Term.unit_id == unit, Term.ended.is_(None)))
    if old is not None:
        if day <= old.start:
            raise InvalidInput(_("The election must come after {day}, when the term began.").format(day=old.start))
        old.ended = day
        session.flush()
    term = _open(session, unit=unit, start=day, due=due, election=held)
    if held.results:
        _fill_posts(session, unit, day, held.results)
    return term


def _with_codes(session: Session, election: Election) -> Election:
    coded = (
        Elected(each.member, catalogues.resolve(session, catalogue="posts", text=each.post), each.votes)
        for each in election.results
    )
    return Election(election.expected, election.present, tuple(coded))


def _check_numbers(election: Election) -> None:
    came, of = election.present, election.expected
    if came is not None and of is not None and came > of:
        raise InvalidInput(
            _("{present} came to vote, but only {expected} were entitled; correct one.").format(
                present=came, expected=of
            )
        )
    most = max((each.votes or 0 for each in election.results), default=0)
    if came is not None and most > came:
        raise InvalidInput(
            _("Nobody can have {votes} votes where {present} came to vote.").format(votes=most, present=came)
        )


def _fill_posts(session: Session, unit: UnitId, day: date, results: Sequence[Elected]) -> None:
    known = catalogues.items(session, catalogue="posts")
    elected = {(each.member, each.post) for each in results}
    for row in session.scalars(select(Post).where(Post.unit_id == unit, Post.valid_to.is_(None))):
        if (row.member_id, row.post) in elected:
            elected.discard((MemberId(row.member_id), row.post))
        elif row.post in known and known[row.post].facts.get("committee"):
            row.valid_to = max(day, row.valid_from)
    for member, post in sorted(elected):
        posts.add(session, unit=unit, member=member, post=post, start=day)


@operation("terms.correct", Permission.EDIT_UNITS, N_("Correct the results of an election"))
def correct(session: Session, *, term: TermId, election: Election) -> None:
    """Other results of the election with which a term began; of an open term the posts follow.

    Raises InvalidInput, NotFound, Conflict if others would have been elected to a term that ended.
    """
    row = _row(session, term)
    held = _with_codes(session, election)
    _check_numbers(held)
    before = {(MemberId(each["member"]), each["post"]) for each in row.facts.get("results", ())}
    after = {(each.member, each.post) for each in held.results}
    if row.ended is not None and before != after:
        raise Conflict(_("The term ended on {day}; only its votes can be corrected.").format(day=row.ended))
    for member, post in sorted(before - after):
        _take_post(session, row, member, post)
    for member, post in sorted(after - before):
        _give_post(session, row, member, post)
    row.facts = _facts(held)


def _take_post(session: Session, term: Term, member: MemberId, post: str) -> None:
    for held in session.scalars(_posts(term, member, post).where(Post.valid_to.is_(None))):
        if held.valid_from >= term.start:
            session.delete(held)
        else:
            held.valid_to = term.start
    session.flush()


def _give_post(session: Session, term: Term, member: MemberId, post: str) -> None:
    ended = session.scalars(_posts(term, member, post).where(Post.valid_to == term.start)).first()
    if ended is not None:
        ended.valid_to = None
    elif session.scalars(_posts(term, member, post).where(Post.valid_to.is_(None))).first() is None:
        posts.add(session, unit=UnitId(term.unit_id), member=member, post=post, start=term.start)


def _posts(term: Term, member: MemberId, post: str) -> Select[Post]:
    return select(Post).where(Post.unit_id == term.unit_id, Post.member_id == member, Post.post == post)


@operation("terms.delete", Permission.EDIT_UNITS, N_("Delete a term of office"))
def remove(session: Session, *, term: TermId) -> None:
    """Deletes a term entered by mistake; undo brings it back (D16)."""
    session.delete(_row(session, term))


def _row(session: Session, term: TermId) -> Term:
    row = session.get(Term, term)
    if row is None:
        raise NotFound(_("There is no term #{term}; reload the list.").format(term=term))
    return row


def rows(
    session: Session, *, unit: UnitId | None = None, day: date | None = None, ended: bool = False, below: bool = True
) -> tuple[TermRow, ...]:
    """The terms open on a day (today) in a unit and below it (or the unit alone); `ended` adds those before.

    In the order of the days on which elections are due, ended terms last. Raises NotFound.
    """
    at = day or today()
    now = tree.load(session, first=BEGINNING if ended else at, last=at)
    if unit is not None and unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    found = select(Term).where(Term.start <= at)
    if not ended:
        found = found.where(or_(Term.ended.is_(None), Term.ended > at))
    if unit is not None:
        found = found.where(Term.unit_id.in_(now.subtree(unit) if below else [unit]))
    shown = _shown(session, [row for row in session.scalars(found) if row.unit_id in now.nodes], now, at)
    return tuple(sorted(shown, key=lambda row: (row.ended is not None, row.last_day, row.id)))


def held(session: Session, *, unit: UnitId, first: date, last: date) -> tuple[TermRow, ...]:
    """The terms that began by an election from `first` to `last` in a unit and below it, the earliest first (S152).

    Raises NotFound.
    """
    now = tree.load(session, first=first, last=last)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    found = select(Term).where(Term.start.between(first, last), Term.unit_id.in_(now.subtree(unit)))
    return _shown(session, session.scalars(found.order_by(Term.start, Term.id)).all(), now, last)


def of_term(session: Session, *, term: TermId) -> TermRow:
    """One term as on the day it began, with its election. Raises NotFound."""
    row = _row(session, term)
    now = tree.load(session, first=row.start, last=row.start)
    if row.unit_id not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    return _shown(session, [row], now, row.start)[0]


def _shown(session: Session, found: Sequence[Term], now: tree.Tree, day: date) -> tuple[TermRow, ...]:
    elected = {result["member"] for row in found for result in row.facts.get("results", ())}
    names = {
        MemberId(key): name
        for key, name in session.execute(select(Member.id, Member.name).where(Member.id.in_(elected)))
    }
    return tuple(_term_row(row, now, day, names) for row in found)


def due(session: Session, *, unit: UnitId | None = None, day: date | None = None) -> tuple[TermRow, ...]:
    """The open terms with an election due within 6 months of a day or overdue, the most pressing first (ORG-05)."""
    return tuple(row for row in rows(session, unit=unit, day=day) if row.reminder is not None and row.ended is None)


def _term_row(row: Term, now: tree.Tree, day: date, names: dict[MemberId, str]) -> TermRow:
    last = max(row.due, row.extended_until or row.due)
    ended = row.ended if row.ended is not None and row.ended <= day else None
    results = tuple(Elected(**each) for each in row.facts.get("results", ()))
    facts: dict[str, Any] = row.facts
    return TermRow(
        id=TermId(row.id),
        unit=UnitId(row.unit_id),
        unit_name=now.name(UnitId(row.unit_id)),
        kind=now.nodes[UnitId(row.unit_id)].kind,
        start=row.start,
        due=row.due,
        extended_until=row.extended_until,
        extension_document=row.extension_document,
        ended=ended,
        last_day=last,
        days_left=(last - day).days,
        reminder=None if ended else rules.reminder(last, day),
        election=Election(facts.get("expected"), facts.get("present"), results),
        names={each.member: names[each.member] for each in results if each.member in names},
    )


def without(session: Session, *, unit: UnitId | None = None, day: date | None = None) -> tuple[UnitId, ...]:
    """The elected units (in a unit and below it) of which no open term is known on a day."""
    at = day or today()
    now = tree.on_day(session, day=at)
    have = {row.unit for row in rows(session, unit=unit, day=at)}
    below = now.subtree(unit) if unit is not None else now.nodes
    return tuple(each for each in below if each not in have and default_years(now, each) is not None)
