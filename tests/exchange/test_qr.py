"""QR codes as squares: the finder marks stand where a scanner looks for them, and codes differ as their texts do."""

from gridparty.exchange import qr

FINDER = ("#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######")


def corner(rows: tuple[tuple[bool, ...], ...], top: int, left: int) -> tuple[str, ...]:
    return tuple("".join("#" if rows[top + y][left + x] else "." for x in range(7)) for y in range(7))


def test_a_member_code_is_the_smallest_qr_code() -> None:
    rows = qr.matrix("1010000017")
    assert {len(row) for row in rows} == {len(rows)} == {21}
    assert corner(rows, 0, 0) == corner(rows, 0, 14) == corner(rows, 14, 0) == FINDER
    assert all(rows[6][x] == rows[x][6] == (x % 2 == 0) for x in range(8, 13))  # the timing lines


def test_codes_are_told_apart_and_stay_the_same() -> None:
    assert qr.matrix("1010000017") == qr.matrix("1010000017") != qr.matrix("1010000025")
