"""States of a transfer of affiliation, and which step leads where (ORG-11)."""

from datetime import date, timedelta

from gridparty.domain.errors import Conflict, InvalidInput
from gridparty.domain.months import months_after
from gridparty.i18n import N_, _

IN, OUT = "in", "out"
DRAFT, ISSUED, RECEIVED, CLOSED = "draft", "issued", "received", "closed"
RETURNED, EXPIRED = "returned", "expired"
STATES = {
    DRAFT: N_("Draft"),
    ISSUED: N_("Issued"),
    RECEIVED: N_("Received"),
    CLOSED: N_("Closed"),
    RETURNED: N_("Returned"),
    EXPIRED: N_("Expired"),
}
DIRECTIONS = {IN: N_("Transfer in"), OUT: N_("Transfer out")}
ISSUE, RECEIVE, CLOSE, RETURN, REMOVE = "issue", "receive", "close", "return", "remove"
STEPS = {
    ISSUE: N_("Issue the letter"),
    RECEIVE: N_("Received"),
    CLOSE: N_("Close with the receipt"),
    RETURN: N_("Returned"),
    REMOVE: N_("Delete"),
}
ALLOWED = {
    DRAFT: (ISSUE, RECEIVE, REMOVE),  # online transfers have no letter, so a draft can be received at once
    ISSUED: (RECEIVE, RETURN),
    EXPIRED: (ISSUE, RECEIVE, RETURN),
    RETURNED: (ISSUE,),
    RECEIVED: (CLOSE,),
    CLOSED: (),
}
OPEN = (DRAFT, ISSUED, RECEIVED)  # as they are stored
UNDER_WAY = (DRAFT, ISSUED)
USUAL = timedelta(days=30)  # the validity of a letter outside the city (DOMAIN 1.5)
WARN_BEFORE = timedelta(days=7)  # [P] (ORG-11)
LONGEST_MONTHS = 3  # no letter is valid for longer (DOMAIN 1.5)


def state_on(state: str, valid_until: date | None, day: date) -> str:
    """The state as it reads on a day: an issued letter expires the day after its last."""
    return EXPIRED if state == ISSUED and valid_until is not None and valid_until < day else state


def is_due(state: str, valid_until: date | None, day: date) -> bool:
    """Whether the letter's validity ends within 7 days or is past."""
    return state in (ISSUED, EXPIRED) and valid_until is not None and valid_until - day <= WARN_BEFORE


def check_step(state: str, step: str) -> None:
    """Raises Conflict if the step does not follow on the state."""
    if step not in ALLOWED[state]:
        raise Conflict(
            _("A transfer that is “{state}” cannot take the step “{step}”.").format(
                state=_(STATES[state]), step=_(STEPS[step])
            )
        )


def check_letter(letter: str, day: date, valid_until: date) -> str:
    """The letter's number, trimmed. Raises InvalidInput for none, or a validity that cannot be (DOMAIN 1.5)."""
    number = letter.strip()
    if not number:
        raise InvalidInput(_("A letter of transfer needs its number."))
    if not day <= valid_until <= months_after(day, LONGEST_MONTHS):
        raise InvalidInput(_("A letter of transfer is valid from its day for 3 months at most; check both days."))
    return number
