"""The one mechanism for the program's own text: English msgids, Chinese by default (D23).

The language is chosen when this module is first imported, before anything that marks text; the environment
variable GRIDPARTY_LANGUAGE (zh_CN or en) overrides the default. click marks its own messages with the process-wide
gettext domain, so that domain is bound to our catalogue too.
"""

import gettext
import os

from gridparty.paths import LOCALE

DOMAIN = "gridparty"
LANGUAGE = os.environ.get("GRIDPARTY_LANGUAGE") or "zh_CN"

os.environ["LANGUAGE"] = LANGUAGE
gettext.bindtextdomain(DOMAIN, str(LOCALE))
gettext.textdomain(DOMAIN)
_translations = gettext.translation(DOMAIN, str(LOCALE), [LANGUAGE], fallback=True)


def _(message: str) -> str:
    """The message in the user's language."""
    return _translations.gettext(message) if message else ""


def N_(message: str) -> str:  # noqa: N802  gettext's customary name
    """Marks a message that is translated later, where it is shown."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a message that fits the count."""
    return _translations.ngettext(one, many, count)
