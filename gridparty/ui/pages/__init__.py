"""Pages of the main window in the order of their tabs; each is imported when it is first wanted (start-up)."""

from dataclasses import dataclass

from gridparty.i18n import N_


@dataclass(frozen=True, slots=True)
class Tab:
    """A page: its stable name, the word on its tab (a msgid), and where its class lies."""

    name: str
    title: str
    kind: str  # the class, in the module of that name in this package
    is_rare: bool = False  # its tab is there while it is in sight; a menu leads to it


TABS = (
    Tab("overview", N_("Overview"), "OverviewPage"),
    Tab("members", N_("Party members"), "MembersPage"),
    Tab("activities", N_("Gatherings"), "ActivitiesPage"),
    Tab("services", N_("Services done"), "ServicesPage"),
    Tab("organisation", N_("Organisation"), "OrganisationPage"),
    Tab("registers", N_("Registers"), "RegistersPage"),
    Tab("briefing", N_("Briefing"), "BriefingPage"),
    Tab("imports", N_("Import"), "ImportsPage"),
    Tab("orders", N_("Reorganisation"), "OrdersPage", is_rare=True),
    Tab("forms", N_("Forms to fill"), "FormsPage", is_rare=True),
    Tab("history", N_("History"), "HistoryPage"),
)
DESK = Tab("desk", N_("Sign-in desk"), "DeskPage")
