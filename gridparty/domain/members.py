"""What is kept about a person (DOMAIN §1.4), and rules on stages and standing."""

from dataclasses import dataclass, field
from typing import Any

from gridparty.domain.errors import InvalidInput
from gridparty.i18n import _

NAME_LIMIT = 50  # characters, with · inside
NOT_A_MEMBER = "none"  # the stage of residents and volunteers who are not Party members


@dataclass(frozen=True, slots=True)
class Person:
    """A person's facts; dates are partial (D5), codes are those of the catalogues, None is unknown."""

    name: str
    gender: str | None = None
    ethnicity: str | None = None
    birth_date: int | None = None
    id_number: str | None = None
    education: str | None = None
    degree: str | None = None
    stage: str = "full"
    standing: str = "good"
    join_date: int | None = None
    full_date: int | None = None
    occupation: str | None = None
    work_unit: str | None = None
    phone: str | None = None
    landline: str | None = None
    address: str | None = None
    native_place: str | None = None
    is_floating: bool = False
    is_lost: bool = False
    facts: dict[str, Any] = field(default_factory=dict)
    remark: str | None = None


def check_name(text: str) -> str:
    """The name, trimmed. Raises InvalidInput if it is empty or too long."""
    name = text.strip()
    if not name or len(name) > NAME_LIMIT:
        raise InvalidInput(_("A person needs a name of 1 to {limit} characters.").format(limit=NAME_LIMIT))
    return name


def check_dates(*, birth_date: int | None, join_date: int | None, full_date: int | None) -> None:
    """Refuses an order of dates that cannot be (months known only in part are given the benefit of the doubt)."""
    if birth_date and join_date and join_date // 10000 < birth_date // 10000 + 18:
        raise InvalidInput(_("The date of admission lies before the 18th birthday; check both dates."))
    if join_date and full_date and full_date // 10000 < join_date // 10000:
        raise InvalidInput(_("The date of full membership lies before the date of admission; check both dates."))
