"""Results of elections on paper: one to be signed, and those of a span (S152)."""

from datetime import date

from pdf_reading import all_text

from gridparty.domain.ids import MemberId, TermId, UnitId
from gridparty.operations.paper_words import PaperWords
from gridparty.operations.terms import Elected, Election, TermRow
from gridparty.reports import election_results
from gridparty.reports.document import Document, Signatures, Table

NAMES = {MemberId(1): "王秀兰", MemberId(2): "龑䶮𬱖"}
HELD = Election(45, 42, (Elected(MemberId(1), "secretary", 40), Elected(MemberId(2), "committee_member")))


def term(number: int, election: Election) -> TermRow:
    return TermRow(
        id=TermId(number), unit=UnitId(number), unit_name=f"第{number}网格党支部", kind="grid_branch",
        start=date(2026, 3, number), due=date(2031, 3, number), extended_until=None, extension_document=None,
        ended=None, last_day=date(2031, 3, number), days_left=1800, reminder=None, election=election, names=NAMES,
    )  # fmt: skip


def table(document: Document) -> Table:
    (found,) = (block for block in document.blocks if isinstance(block, Table))
    return found


def test_the_table_of_one_election_is_signed(words: PaperWords) -> None:
    shown = election_results.result_document(term(1, HELD), words=words)
    assert table(shown).rows == (("1", "书记", "王秀兰", "40", "95.2%"), ("2", "委员", "龑䶮𬱖", "—", "—"))
    assert sum(isinstance(block, Signatures) for block in shown.blocks) == 2
    text = all_text(election_results.result(term(1, HELD), words=words))
    for word in (
        "第1网格党支部换届选举结果表",
        "2026年3月1日",
        "应到会有选举权的党员45名，实到42名，到会率93.3%",
        "龑䶮𬱖",
    ):
        assert word in text


def test_nothing_written_down_but_the_day(words: PaperWords) -> None:
    text = all_text(election_results.result(term(1, Election()), words=words))
    assert "未登记结果" in text
    assert "应到" not in text


def test_elections_of_a_span(words: PaperWords) -> None:
    span = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    rows = (term(1, HELD), term(2, Election()), term(3, Election(present=9)))
    shown = election_results.results_document(rows, unit_name="东苑社区党委", words=words, **span)
    assert [row[:4] for row in table(shown).rows] == [
        ("1", "第1网格党支部", "2026.03.01", "42/45"), ("", "", "", ""), ("2", "第2网格党支部", "2026.03.02", "—"),
        ("3", "第3网格党支部", "2026.03.03", "9/—"),
    ]  # fmt: skip
    text = all_text(election_results.results(rows, unit_name="东苑社区党委", words=words, **span))
    assert "完成换届选举的党组织3个，选出班子成员2名。其中未登记结果的2个。" in text
    text = all_text(election_results.results((), unit_name="东苑社区党委", words=words, **span))
    assert "完成换届选举的党组织0个" in text
