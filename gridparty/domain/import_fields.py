"""The fields that the columns of a spreadsheet can mean, for each kind of import."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gridparty.i18n import N_

PEOPLE, UNITS, ACTIVITIES, SERVICES = "people", "units", "activities", "services"
REGISTER = "register:"  # followed by the code of a register of the catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field; `type` says how its cells are read (see import_values), `label` is in the user's language.

    `is_shared`: several columns may mean it without a question, as for remarks, which are joined.
    """

    key: str
    label: str
    type: str = "text"
    is_required: bool = False
    is_shared: bool = False
    aliases: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)  # word → code


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of import: what a file's rows are, and the fields that its columns may mean."""

    code: str
    label: str
    fields: tuple[Field, ...]

    def field(self, key: str) -> Field:
        """The field of that key; raises KeyError."""
        return next(each for each in self.fields if each.key == key)


# key → (label, type); required ones are marked by a star, those that several columns may mean by a plus
PEOPLE_FIELDS = {
    "serial": (N_("Running number"), "none+"),
    "name": (N_("Name"), "text*"),
    "id_number": (N_("Identity number"), "identity"),
    "gender": (N_("Gender"), "gender"),
    "ethnicity": (N_("Ethnicity"), "text"),
    "birth_date": (N_("Born"), "partial_date"),
    "education": (N_("Education"), "text"),
    "degree": (N_("Degree"), "text"),
    "branch": (N_("Branch"), "text"),
    "group": (N_("Party group"), "text"),
    "parent_org": (N_("Organisation above"), "text+"),
    "grid": (N_("Grid"), "text+"),
    "community": (N_("Community"), "text"),
    "join_date": (N_("Admitted"), "partial_date"),
    "full_date": (N_("Full member since"), "partial_date"),
    "stage": (N_("Kind"), "text"),
    "standing": (N_("Standing"), "text"),
    "post": (N_("Post"), "text"),
    "post_since": (N_("Holds the post since"), "partial_date"),
    "post_source": (N_("Where the holder came from"), "text"),
    "phone": (N_("Phone"), "phone+"),
    "landline": (N_("Landline"), "phone+"),
    "address": (N_("Address"), "text+"),
    "work_unit": (N_("Work unit"), "text+"),
    "native_place": (N_("Native place"), "text"),
    "is_floating": (N_("Floating"), "flag"),
    "is_lost": (N_("Out of contact"), "flag"),
    "applied_date": (N_("Applied on"), "partial_date"),
    "activist_date": (N_("Activist since"), "partial_date"),
    "candidate_date": (N_("Candidate since"), "partial_date"),
    "dues": (N_("Dues"), "text"),
    "dues_paid_through": (N_("Dues paid until"), "partial_date"),
    "household_no": (N_("Household number"), "text"),
    "remark": (N_("Remark"), "text+"),
}
UNIT_FIELDS = {
    "serial": (N_("Running number"), "none+"),
    "name": (N_("Name of the unit"), "text*"),
    "kind": (N_("Kind of unit"), "choice"),
    "parent": (N_("Organisation above"), "unit"),
    "code": (N_("Code"), "code"),
    "start": (N_("Set up on"), "date"),
    "households": (N_("Number of households"), "count"),
    "buildings": (N_("Number of buildings"), "count"),
    "boundary": (N_("Boundary"), "text"),
    "formation": (N_("Way of forming"), "choice"),
    "founders": (N_("Founding organisations"), "text"),
    "building": (N_("Building where it sits"), "text"),
    "bound_kind": (N_("Kind of carrier"), "choice"),
    "bound_to": (N_("Bound to"), "text"),
    "remark": (N_("Remark"), "text+"),
}
ACTIVITY_FIELDS = {
    "serial": (N_("Running number"), "none+"),
    "title": (N_("Title"), "text*"),
    "start": (N_("Start"), "moment*"),
    "clock": (N_("Time of day"), "clock"),
    "kinds": (N_("Kind of activity"), "choices*"),
    "unit": (N_("Host unit"), "unit"),
    "place": (N_("Place"), "text"),
    "hours": (N_("Hours"), "hours"),
    "present": (N_("People present"), "people+"),
    "leave": (N_("People on leave"), "people+"),
    "person": (N_("Person"), "person"),
    "state": (N_("Attendance"), "text"),
}
SERVICE_FIELDS = {
    "serial": (N_("Running number"), "none+"),
    "day": (N_("Date"), "date*"),
    "category": (N_("Category"), "choice*"),
    "summary": (N_("Summary of the service"), "text*"),
    "members": (N_("Members"), "people+*"),
    "hours": (N_("Hours"), "hours*"),
    "unit": (N_("Unit"), "unit"),
    "place": (N_("Place"), "text"),
    "people_helped": (N_("People helped (counted)"), "count"),
    "people_helped_estimated": (N_("People helped (estimated)"), "count"),
}
