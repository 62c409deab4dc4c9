"""Why a file could not be read, as a code that travels from the reading child to its parent."""

from enum import StrEnum


class Cause(StrEnum):
    """What is wrong with a file."""

    EMPTY = "empty"
    DAMAGED = "damaged"
    PASSWORD = "password"
    OLD_FORMAT = "old_format"
    WEB_PAGE = "web_page"
    WRONG_KIND = "wrong_kind"
    TOO_LARGE = "too_large"
    ENCODING = "encoding"
    OPEN_QUOTE = "open_quote"
    NO_SHEET = "no_sheet"
    NOT_OPENED = "not_opened"
    TOO_SLOW = "too_slow"


class UnreadableError(Exception):
    """The file cannot be read; `detail` is the row, the sheet or the system's own words, as the cause needs."""

    def __init__(self, cause: Cause, detail: str = "") -> None:
        super().__init__(cause, detail)
        self.cause = cause
        self.detail = detail
