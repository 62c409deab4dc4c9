"""Everything that the menus, the toolbar and the key map offer, as data: one line is one action."""

from dataclasses import dataclass

from gridparty.i18n import N_


@dataclass(frozen=True, slots=True)
class Act:
    """An action: `call` names the window's slot, or "page:NAME" for a page; `needs_file`: greyed without one."""

    call: str
    text: str
    keys: str = ""
    needs_file: bool = True


MENUS: tuple[tuple[str, tuple[Act | None, ...]], ...] = (
    (N_("&File"), (
        Act("create_file", N_("&New office…"), "Ctrl+Shift+N", needs_file=False),
        Act("choose_file", N_("&Open…"), "Ctrl+O", needs_file=False),
        Act("open_sample", N_("Open a &sample office"), needs_file=False),
        None,
        Act("close", N_("&Quit"), "Ctrl+Q", needs_file=False),
    )),
    (N_("&Edit"), (
        Act("undo", N_("&Undo the last entry"), "Ctrl+Z"),
        Act("search", N_("&Search people and organisations"), "Ctrl+K"),
        Act("filter_tree", N_("&Filter the tree"), "Ctrl+L"),
    )),
    (N_("&Record"), (
        Act("new:services", N_("Record a &service"), "F3"),
        Act("new:activities", N_("New &activity…"), "F4"),
        Act("new:desk", N_("Sign-in &desk"), "F6"),
        None,
        Act("new:members", N_("Add a &member…"), "F7"),
        Act("new:registration", N_("&Register an in-service member…"), "F8"),
        None,
        Act("add_unit", N_("Add an &organisation below…"), "Ctrl+Shift+A"),
        Act("rename_unit", N_("&Correct the organisation's name…"), ""),
        Act("new:registers", N_("Add a register &entry…"), "Ctrl+Shift+E"),
    )),
    (N_("&View"), (
        Act("page:overview", N_("&Overview"), "Ctrl+1"),
        Act("page:members", N_("&Members"), "Ctrl+2"),
        Act("page:activities", N_("&Activities"), "Ctrl+3"),
        Act("page:services", N_("&Services"), "Ctrl+4"),
        Act("page:briefing", N_("&Briefing"), "Ctrl+5"),
        Act("page:imports", N_("&Import"), "Ctrl+6"),
        Act("page:history", N_("&History"), "Ctrl+7"),
        Act("page:organisation", N_("Or&ganisation"), "Ctrl+8"),
        Act("page:registers", N_("R&egisters"), "Ctrl+9"),
        None,
        Act("month_back", N_("The month &before"), "Ctrl+PgUp"),
        Act("month_forward", N_("The month a&fter"), "Ctrl+PgDown"),
        Act("reload", N_("&Reload"), "F5"),
        None,
        Act("toggle_dark", N_("&Dark"), "Ctrl+Shift+D", needs_file=False),
        Act("larger", N_("&Larger type"), "Ctrl++", needs_file=False),
        Act("smaller", N_("S&maller type"), "Ctrl+-", needs_file=False),
        Act("toggle_tree", N_("&Tree"), "F9"),
        Act("full_screen", N_("F&ull screen"), "F11", needs_file=False),
    )),
    (N_("Re&ports"), (
        Act("page:briefing", N_("Monthly &briefing"), ""),
        Act("print_briefing", N_("&Print the briefing…"), "Ctrl+P"),
        Act("print_papers", N_("&Organisation chart and lists on paper…"), "Ctrl+Shift+P"),
    )),
    (N_("E&xchange"), (
        Act("page:imports", N_("&Import a roster or divisions…"), "Ctrl+I"),
        Act("export_list", N_("&Export the list…"), "Ctrl+E"),
        None,
        Act("page:forms", N_("Fill a superior's &form…"), "Ctrl+Shift+T"),
    )),
    (N_("&Tools"), (
        Act("page:orders", N_("Changes of &organisations…"), ""),
        Act("page:history", N_("&What was done, and undo"), ""),
        Act("back_up", N_("&Back up now"), "Ctrl+B"),
        Act("check", N_("&Check the file"), ""),
    )),
    (N_("&Help"), (
        Act("show_keys", N_("&Keys"), "F1", needs_file=False),
        Act("about", N_("&About"), "", needs_file=False),
    )),
)  # fmt: skip

TOOLS = (
    ("new:services", N_("+ Record a service"), "primary"),
    ("new:desk", N_("✓ Sign-in desk"), ""),
    ("page:briefing", N_("▤ This month's briefing"), ""),
)

OTHER_KEYS = (
    (N_("In every list"), (
        ("Enter", N_("open the row")), ("F2", N_("edit the cell")), ("Ctrl+C", N_("copy the rows for Excel")),
        ("Ctrl+E", N_("export the list as a spreadsheet")),
        ("Ctrl+Shift+F", N_("filter row")), ("Ctrl+A", N_("select all rows")),
    )),
    (N_("At the sign-in desk"), (
        ("Enter", N_("check in")), ("↑ ↓", N_("choose among those who fit")), ("F11", N_("Full screen")),
        ("Esc", N_("empty the field; then back")),
    )),
)  # fmt: skip
