"""What a person's file must hold to be complete (S100): a tick for each section."""

from PySide6.QtWidgets import QWidget

from gridparty.i18n import _
from gridparty.operations import dossier_completeness, settings
from gridparty.operations.dossier_completeness import SECTIONS
from gridparty.ui.dialogs.act_form import FLAG, ActForm, Ask
from gridparty.ui.office import Office

HOLDERS = "holders_only"


def ask_required(office: Office, parent: QWidget) -> None:
    """Opens the form with the sections that are required now."""
    now = office.ask_now(dossier_completeness.required)
    stored = office.ask_now(settings.get, key=dossier_completeness.SETTING)
    ActForm(
        office, dossier_completeness.require, title=_("What a file must hold"),
        meaning=_("A file is complete when it holds everything that is ticked; the rate follows at once."),
        asks=(
            *(Ask(key, _(word), FLAG, key in now) for key, word in SECTIONS.items()),
            Ask(HOLDERS, _("Only who holds a post needs a file"), FLAG, stored.get(HOLDERS)),
        ),
        said=_("What a file must hold was changed."),
        shape=lambda values: {
            "sections": [key for key in SECTIONS if values[key]],
            HOLDERS: values[HOLDERS],
        },
        parent=parent,
    ).open()  # fmt: skip
