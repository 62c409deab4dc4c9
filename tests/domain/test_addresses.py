"""Addresses found by a few words: numbers are whole ones, width and spaces don't matter (S095)."""

import pytest

from gridparty.domain.addresses import is_at


@pytest.mark.parametrize(
    ("address", "text", "found"),
    [
        ("航海路18号院3号楼2单元501", "3号楼", True),
        ("航海路18号院13号楼2单元501", "3号楼", False),
        ("航海路18号院１３ 号楼", "13号楼", True),
        ("航海路18号院3#楼", "3号楼", True),
        ("航海路18号院3号楼", "航海路", True),
        ("中原路12号", "中原路1", False),
        ("中原路1号", "中原路1", True),
        ("淮河路A座", "a座", True),
        ("淮河路1.5号", "1x5", False),
        ("淮河路", "", False),
        ("淮河路", "  ", False),
        ("", "淮河路", False),
        (None, "淮河路", False),
    ],
)
def test_where_an_address_lies(address: str | None, text: str, found: bool) -> None:
    assert is_at(address, text) is found
