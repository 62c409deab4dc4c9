import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridparty.domain.identity_number import make
from gridparty.domain.masking import graphemes, mask_address, mask_identity_number, mask_phone


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("19900005678", "199****5678"),
        ("+8619900005678", "+86199****5678"),
        ("+86 199-0000-5678", "+86 199****5678"),
        ("8619900005678", "86199****5678"),
        ("１９９００００５６７８", "199****5678"),
        ("0371-60000012", "**********12"),
        ("60000012", "******12"),
        ("12345", "*****"),
        ("19900005678；19900001234", "199****5678;199****1234"),
        ("", ""),
    ],
)
def test_phones(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


def test_identity_numbers() -> None:
    assert mask_identity_number("410103198001010014") == "410103********0014"
    assert mask_identity_number("11010519491231002X") == "110105********002X"
    assert mask_identity_number("410103520229003") == "410103******003"
    assert mask_identity_number("E12345678") == "E********"
    assert mask_identity_number("12") == "**"


@given(st.dates(), st.integers(0, 999))
def test_the_birth_date_never_shows(day: object, number: int) -> None:
    written = f"{day:%Y%m%d}".rjust(8, "0")
    masked = mask_identity_number(make(f"410102{written}{number:03d}"))
    assert masked[6:14] == "*" * 8
    assert len(masked) == 18


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("郑州市二七区某某路12号某某小区3号楼2单元501", "郑州市二七区某某路12号某某小区3号楼***"),
        ("某某花园东区501室", "某某花园***"),
        ("郑州市二七区某某路街道某某社区501", "郑州市二七区某某路街道某某社区***"),
        ("某某小区", "某某小区"),
        ("平房区后排左三", "平房区***"),
        ("", ""),
    ],
)
def test_addresses(address: str, masked: str) -> None:
    assert mask_address(address) == masked


@given(st.text())
def test_graphemes_lose_nothing(text: str) -> None:
    assert "".join(graphemes(text)) == text
