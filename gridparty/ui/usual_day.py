"""The day that a form proposes for what is entered while the window looks at a month."""

from datetime import date

from gridparty.domain.civil_time import today
from gridparty.domain.months import Month


def usual_day(month: Month) -> date:
    """Today in this month; the last day of a month that is over, the first of one to come.

    So what was entered stands in the list that the person looks at.
    """
    now = today()
    if Month.of(now) == month:
        return now
    return month.last if month.last < now else month.first
