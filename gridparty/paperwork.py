"""Printed matter of units and people: asks for what stands on it, sets it, and writes down whose data were printed.

Every function returns the bytes of a PDF. The paper libraries are loaded when the first one is called, for start-up.
"""

from collections.abc import Collection, Sequence
from datetime import date

from gridparty.app import App
from gridparty.domain.civil_time import today
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import BelongingId, EntryId, MemberId, OrderId, TermId, UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import (
    brand_booklets,
    disclosures,
    dossier_facts,
    feedback,
    feedback_runs,
    handovers,
    inventory,
    org_charts,
    paper_words,
    talent,
    terms,
    tree,
)
from gridparty.operations.feedback import FeedbackRun
from gridparty.reports import dossier_fields
from gridparty.reports.papers import Paper


def org_chart(
    app: App, *, unit: UnitId, month: Month, paper: Paper, is_portrait: bool = False, levels: int | None = None
) -> bytes:
    """The organisation chart of a unit in a month, with so many levels below it, or all (E1).

    Raises NotFound, and InvalidInput where it would take too many sheets.
    """
    from gridparty.reports import org_chart as paper_of  # noqa: PLC0415  late: start-up

    chart = app.ask(org_charts.gather, unit=unit, month=month, levels=levels)
    return paper_of.pdf(chart, paper=paper, is_portrait=is_portrait)


def person_file(
    app: App,
    *,
    member: MemberId,
    ticked: Collection[str] = dossier_fields.USUAL,
    revealed: Sequence[str] = (),
    reason: str | None = None,
) -> bytes:
    """一人一档 with the ticked fields (dossier_fields.FIELDS) alone; of masked ones those in `revealed` in full (S027).

    A reveal and the print are written down. Raises InvalidInput, NotFound, Forbidden.
    """
    from gridparty.reports import dossier as paper_of  # noqa: PLC0415  late: start-up

    if unknown := [key for key in (*ticked, *revealed) if key not in dossier_fields.FIELDS]:
        raise InvalidInput(_("There is no field {fields}.").format(fields=", ".join(unknown)))
    day = today()
    file = app.ask(dossier_facts.of_member, member=member, day=day)
    words = app.ask(paper_words.of_office)
    shown = [key for key in revealed if key in ticked]
    plain = app.run(disclosures.reveal, member=member, fields=shown, reason=reason) if shown else {}
    values = {key: str(value) for key, value in plain.items() if value}
    pdf = paper_of.pdf(file, ticked=ticked, words=words, day=day, revealed=values)
    fields = [key for key in dossier_fields.FIELDS if key in ticked]
    app.run(disclosures.add, kind=disclosures.PRINT, fields=fields, people=1, reason=reason)
    return pdf


def registration_card(app: App, *, registration: BelongingId) -> bytes:
    """报到卡 with 回执 (CHK-01); phone and address stay masked. Raises NotFound."""
    from gridparty.reports import slips  # noqa: PLC0415  late: start-up

    card = app.ask(feedback.card, registration=registration)
    return slips.registration(card, words=app.ask(paper_words.of_office))


def feedback_slips(app: App, *, unit: UnitId, first: Month, last: Month) -> bytes:
    """服务反馈单 and the lists for the work units, of a period (CHK-03). Raises NotFound."""
    run = app.ask(feedback.of_period, unit=unit, first=first, last=last)
    return _feedback(app, run)


def issued_feedback(app: App, *, run: EntryId) -> bytes:
    """The slips of an issued run once more, as they were issued (CHK-03). Raises NotFound."""
    return _feedback(app, app.ask(feedback_runs.one, run=run))


def _feedback(app: App, run: FeedbackRun) -> bytes:
    from gridparty.reports import slips  # noqa: PLC0415  late: start-up

    pdf = slips.feedback(run, words=app.ask(paper_words.of_office))
    _note_print(app, ("name", "work_unit", "services"), len(run.slips))
    return pdf


def handover_list(app: App, *, order: OrderId) -> bytes:
    """交接清单 of a change order (S093). Raises NotFound."""
    from gridparty.reports import handover as paper_of  # noqa: PLC0415  late: start-up

    found = app.ask(handovers.of_order, order=order)
    pdf = paper_of.pdf(found, words=app.ask(paper_words.of_office))
    _note_print(app, ("name", "gender", "stage", "code", "branch"), len(found.members))
    return pdf


def brand_booklet(app: App, *, unit: UnitId, day: date | None = None) -> bytes:
    """一社区一品牌 of a unit and below (S104). Raises NotFound."""
    from gridparty.reports import booklet as paper_of  # noqa: PLC0415  late: start-up

    booklet = app.ask(brand_booklets.gather, unit=unit, day=day)
    return paper_of.pdf(booklet, words=app.ask(paper_words.of_office))


def inventory_table(app: App, *, unit: UnitId, month: Month | None = None) -> bytes:
    """组织概况表 of a unit, today or at the end of a month (S002). Raises NotFound."""
    from gridparty.reports import inventory_table as paper_of  # noqa: PLC0415  late: start-up

    found = app.ask(inventory.of_unit, unit=unit, month=month)
    day = month.last if month else today()
    return paper_of.pdf(found, unit_name=_name(app, unit, day), day=day, words=app.ask(paper_words.of_office))


def election_list(app: App, *, unit: UnitId, day: date | None = None) -> bytes:
    """换届提醒清单: elections due within six months or overdue (ORG-05). Raises NotFound."""
    from gridparty.reports import office_lists  # noqa: PLC0415  late: start-up

    at = day or today()
    rows = app.ask(terms.due, unit=unit, day=at)
    return office_lists.elections(rows, unit_name=_name(app, unit, at), day=at, words=app.ask(paper_words.of_office))


def election_result(app: App, *, term: TermId) -> bytes:
    """换届选举结果表: the election with which a term began, for the tellers to sign (S152). Raises NotFound."""
    from gridparty.reports import election_results  # noqa: PLC0415  late: start-up

    row = app.ask(terms.of_term, term=term)
    pdf = election_results.result(row, words=app.ask(paper_words.of_office))
    _note_print(app, ("name", "post", "votes"), len(row.election.results))
    return pdf


def election_results(app: App, *, unit: UnitId, first: date, last: date) -> bytes:
    """换届选举结果汇总表: the elections held from `first` to `last` in a unit and below (S152). Raises NotFound."""
    from gridparty.reports import election_results as paper_of  # noqa: PLC0415  late: start-up

    rows = app.ask(terms.held, unit=unit, first=first, last=last)
    words, name = app.ask(paper_words.of_office), _name(app, unit, last)
    pdf = paper_of.results(rows, unit_name=name, first=first, last=last, words=words)
    _note_print(app, ("name", "post", "votes"), sum(len(row.election.results) for row in rows))
    return pdf


def talent_list(app: App, *, unit: UnitId, day: date | None = None, pool: str = talent.POOL) -> bytes:
    """The talent pool of a unit and below, with its breakdown by source (S013). Raises NotFound."""
    from gridparty.reports import office_lists  # noqa: PLC0415  late: start-up

    at = day or today()
    rows = app.ask(talent.rows, unit=unit, day=at, pool=pool)
    sources = app.ask(talent.sources, unit=unit, day=at, pool=pool)
    words = app.ask(paper_words.of_office)
    pdf = office_lists.talents(rows, sources=sources, unit_name=_name(app, unit, at), day=at, words=words, pool=pool)
    _note_print(app, ("name", "branch", "source"), len(rows))
    return pdf


def _note_print(app: App, fields: Sequence[str], people: int) -> None:
    app.run(disclosures.add, kind=disclosures.PRINT, fields=fields, people=people)


def _name(app: App, unit: UnitId, day: date) -> str:
    return app.ask(tree.on_day, day=day).name(unit)
