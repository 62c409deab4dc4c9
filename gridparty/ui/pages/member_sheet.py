"""Everything that a person's page shows, read in one go."""

from dataclasses import dataclass
from typing import Any

from gridparty.domain.ids import EntryId, MemberId
from gridparty.domain.registers import Register
from gridparty.operations import catalogues, dossier_facts, floating, member_forms, registers
from gridparty.operations.dossier_facts import DossierFile
from gridparty.operations.floating import LogRow
from gridparty.operations.member_forms import Choice

ALSO = ("activity_kinds", "service_categories", "attendance_states")
Words = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The file of a person as of today; words by catalogue and code; contact logs of the flows."""

    file: DossierFile
    words: Words
    registers: dict[str, Register]
    logs: dict[EntryId, tuple[LogRow, ...]]

    @property
    def id(self) -> MemberId:
        """Whose file it is."""
        return self.file.page.id

    @property
    def name(self) -> str:
        """The person's name."""
        return str(self.file.page.facts["name"])

    @property
    def person(self) -> Choice:
        """The person as the choice of a form."""
        return Choice(self.id, self.name, self.file.page.code)

    @property
    def branch(self) -> Choice | None:
        """The branch as the choice of a form."""
        branch = self.file.page.branch
        return None if branch is None else Choice(branch.unit, branch.unit_name)

    @property
    def is_gone(self) -> bool:
        """Whether the person's file is closed."""
        return self.file.page.closed_on is not None

    def word(self, catalogue: str, code: str | None) -> str:
        """The word of a code."""
        return self.words.get(catalogue, {}).get(code, code) if code else ""


def load(session: Any, *, member: MemberId) -> Sheet:
    """The sheet of a person. Raises NotFound."""
    file = dossier_facts.of_member(session, member=member)
    words = member_forms.words(session)
    return Sheet(
        file=file,
        words=words | {name: catalogues.labels(session, catalogue=name) for name in ALSO},
        registers=registers.kinds(session),
        logs={flow.entry: floating.log(session, entry=flow.entry) for flow in file.flows},
    )
