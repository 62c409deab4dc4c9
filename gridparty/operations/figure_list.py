"""The list of figures: id, name, definition, and counting unit; figures of different units are never added (S035)."""

from dataclasses import dataclass

from gridparty.i18n import N_


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's id, its name and definition (English msgids), and its counting unit as printed."""

    id: str
    name: str
    definition: str
    unit: str


FIGURES = {
    figure.id: figure
    for figure in (
        Figure(
            "members",
            N_("Members"),
            N_("Open affiliations of full and probationary members in good standing on the month's last day"),
            "人",
        ),
        Figure("full_members", N_("Full members"), N_("Of the members, those who are full members"), "人"),
        Figure("probationary_members", N_("Probationary members"), N_("Of the members, those on probation"), "人"),
        Figure(
            "registered_members",
            N_("Registered members"),
            N_("People with an open residence registration on the month's last day; never inside the members"),
            "人",
        ),
        Figure("new_registrations", N_("New registrations"), N_("People who registered within the period"), "人"),
        Figure("people", N_("People"), N_("Members and registered members, everyone once"), "人"),
        Figure(
            "participants",
            N_("Participants"),
            N_("Of these people, those who came to an activity or did a service within the period"),
            "人",
        ),
        Figure("non_participants", N_("Not taken part"), N_("Of these people, those who did neither"), "人"),
        Figure("party_groups", N_("Party groups"), N_("Party groups on the month's last day"), "个"),
        Figure("branches", N_("Branches"), N_("Party branches of every kind on the month's last day"), "个"),
        Figure("grids", N_("Grids"), N_("Grids in the unit, and those that its branches cover"), "个"),
        Figure("households", N_("Households"), N_("Households of these grids"), "户"),
        Figure("buildings", N_("Buildings"), N_("Buildings of these grids"), "栋"),
        Figure(
            "activities",
            N_("Activities"),
            N_("Gatherings that began within the period; a joint one counts once at every level"),
            "场",
        ),
        Figure("expected", N_("Expected"), N_("Listed people of these activities, those on leave included"), "人次"),
        Figure("present", N_("Present"), N_("Listed people who came"), "人次"),
        Figure("leave", N_("On leave"), N_("Listed people who asked for leave"), "人次"),
        Figure("walk_ins", N_("Walk-ins"), N_("People who came without being listed"), "人次"),
        Figure(
            "registered_present",
            N_("Registered present"),
            N_("Of the walk-ins, members registered with the community"),
            "人次",
        ),
        Figure("attendance_rate", N_("Attendance rate"), N_("Present ÷ expected; leave stays in the denominator"), "%"),
        Figure("services", N_("Services"), N_("Services done within the period"), "次"),
        Figure("service_members", N_("Members who served"), N_("People who did these services, everyone once"), "人"),
        Figure("service_hours", N_("Service hours"), N_("Sum of every member's own time"), "小时"),
        Figure(
            "registered_service_hours",
            N_("Hours of registered members"),
            N_("Of the service hours, those of members registered with the community"),
            "小时",
        ),
        Figure("hours_per_member", N_("Hours per member"), N_("Service hours ÷ members"), "小时"),
        Figure(
            "people_helped",
            N_("People helped (counted)"),
            N_("Person-times helped as counted; unknown if nothing was written down"),
            "人次",
        ),
        Figure(
            "people_helped_estimated",
            N_("People helped (estimated)"),
            N_("Person-times helped as estimated; unknown if nothing was written down"),
            "人次",
        ),
    )
}
