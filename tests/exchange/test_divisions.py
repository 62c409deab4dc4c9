from pathlib import Path

import pytest

from gridparty.domain.errors import InvalidInput
from gridparty.exchange.divisions import DivisionRow, read_divisions

HEAD = "code,name,level,parent_code\n"
GOOD = (
    HEAD
    + "9901,某市,city,99\n990101,某区,district,9901\n990101001,某街道,street,990101\n990101001001,某社区,community,\n"
)


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "divisions.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    rows = read_divisions(written(tmp_path, GOOD, encoding))
    assert len(rows) == 4
    assert rows[0] == DivisionRow("9901", "某市", "city", "99")
    assert rows[3] == DivisionRow("990101001001", "某社区", "community", None)


def test_heads_in_another_order_other_columns_and_blank_lines(tmp_path: Path) -> None:
    text = "Name,x,parent_code,CODE,level\r\n\r\n 某区 ,1,9901,990101,district\r\n,,,,\r\n"
    assert read_divisions(written(tmp_path, text)) == (DivisionRow("990101", "某区", "district", "9901"),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "divisions.csv"),
        ("code,name,level\n", "parent_code"),
        (HEAD + "99010,某区,district,9901\n", "99010"),
        (HEAD + "99010x,某区,district,9901\n", "99010x"),
        (HEAD + "990101001,某区,district,9901\n", "990101001"),
        (HEAD + "990101,某区,county,9901\n", "county"),
        (HEAD + "990101,,district,9901\n", "990101"),
        (HEAD + "990101,某区,district,9901\n\n990101,另区,district,9901\n", "4"),
        (HEAD + "990101\n", "2"),
        (HEAD + '990101,"某区,district,9901\n', "2"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_divisions(written(tmp_path, text))
    assert told in str(refused.value)


def test_missing_and_foreign_files(tmp_path: Path) -> None:
    path = tmp_path / "divisions.csv"
    for data in (None, b"\x00\x01"):
        if data:
            path.write_bytes(data)
        with pytest.raises(InvalidInput):
            read_divisions(path)
    with pytest.raises(InvalidInput):
        read_divisions(tmp_path)
