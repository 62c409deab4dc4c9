"""Which column of a spreadsheet means which field: proposed from the heads, and judged before anything is read.

A mapping leads from a column (from 0) to the key of a field; an empty key says that the column is not read.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from gridparty.domain.column_letters import column_letters
from gridparty.domain.errors import InvalidInput
from gridparty.domain.import_fields import Kind
from gridparty.domain.import_heads import Layout, meaning_of_levels, normal_head
from gridparty.i18n import _

MISSING, TWICE, UNKNOWN = "missing", "twice", "unknown"


@dataclass(frozen=True, slots=True)
class Question:
    """Something about the columns that a person should settle: a field without one, with several, or a column without.

    Only a MISSING one stands in the way: of several columns the first that is filled counts, and one of UNKNOWN
    meaning is not read.
    """

    what: str
    field: str | None
    columns: tuple[int, ...]
    sentence: str


def known_heads(kind: Kind) -> dict[str, str]:
    """Normal head → field, of every alias of the kind's fields; a field's own label is one too."""
    found: dict[str, str] = {}
    for field in kind.fields:
        for alias in field.aliases:
            found.setdefault(normal_head(alias), field.key)
    for field in kind.fields:
        found.setdefault(normal_head(field.label), field.key)
    return found


def propose(layout: Layout, known: Mapping[str, str]) -> dict[int, str]:
    """Every column's field, "" where its head says nothing that is known."""
    return {column: meaning_of_levels(words, known) or "" for column, words in enumerate(layout.levels)}


def questions(
    layout: Layout, mapping: Mapping[int, str], kind: Kind, *, filled: Collection[int] = ()
) -> tuple[Question, ...]:
    """What is to be settled, the gravest first. `filled`: columns that hold anything, for those without a head."""
    columns: dict[str, list[int]] = defaultdict(list)
    for column, key in sorted(mapping.items()):
        columns[key].append(column)
    found = []
    for field in kind.fields:
        its = tuple(columns.get(field.key, ()))
        if field.is_required and not its:
            sentence = _("No column is “{field}”; choose one, it is needed.").format(field=field.label)
            found.append(Question(MISSING, field.key, (), sentence))
        elif len(its) > 1 and not field.is_shared:
            names = "、".join(letters(column) for column in its)
            sentence = _("The columns {columns} all mean “{field}”; of each row the first filled one is read.")
            found.append(Question(TWICE, field.key, its, sentence.format(columns=names, field=field.label)))
    found.sort(key=lambda question: question.what != MISSING)
    heads = dict(enumerate(layout.heads))
    unread = tuple(column for column in sorted({*heads, *filled}) if not mapping.get(column))
    unread = tuple(column for column in unread if heads.get(column) or column in filled)
    if unread:
        names = "、".join(heads.get(column) or letters(column) for column in unread)
        found.append(Question(UNKNOWN, None, unread, _("Columns that are not read: {heads}").format(heads=names)))
    return tuple(found)


def check(layout: Layout, mapping: Mapping[int, str], kind: Kind) -> None:
    """Raises InvalidInput where a needed field has no column, and for a field that the kind does not have."""
    keys = {field.key for field in kind.fields} | {""}
    if unknown := [key for key in mapping.values() if key not in keys]:
        raise InvalidInput(_("“{field}” is not a field of {kind}.").format(field=unknown[0], kind=kind.label))
    for question in questions(layout, mapping, kind):
        if question.what == MISSING:
            raise InvalidInput(question.sentence)


def chosen(words: Mapping[str, str | None], layout: Layout, kind: Kind, start: Mapping[int, str]) -> dict[int, str]:
    """The mapping that starts from a proposal and follows a person's words: head or column letters → field or null.

    A field is named by its key or its label. Raises InvalidInput for a head or a field that is not there.
    """
    mapping = dict(start)
    heads: dict[str, list[int]] = defaultdict(list)
    for column, levels in enumerate(layout.levels):
        for name in {normal_head(layout.heads[column]), *map(normal_head, levels[-1:])} - {""}:
            heads[name].append(column)
    fields = {name: field.key for field in kind.fields for name in (field.label, field.key)}
    for head, field in words.items():
        columns = heads.get(normal_head(head)) or _lettered(head, len(layout.levels))
        if not columns:
            raise InvalidInput(_("There is no column “{head}”; look at the head row.").format(head=head))
        if field and field not in fields:
            raise InvalidInput(_("“{field}” is not a field of {kind}.").format(field=field, kind=kind.label))
        mapping.update(dict.fromkeys(columns, fields[field] if field else ""))
    return mapping


def signature(heads: Sequence[str]) -> str:
    """What a remembered mapping is found by: the heads, a line each."""
    return "\n".join(" ".join(head.split()) for head in heads)


def letters(column: int) -> str:
    """A column as spreadsheets call it: 0 is A, 27 is AB."""
    return column_letters(column + 1)


def _lettered(name: str, width: int) -> list[int]:
    return [column for column in range(width) if letters(column) == name.strip().upper()]
