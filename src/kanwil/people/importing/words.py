"""What an import of people says: reasons and notes."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "duplicate_number": _("This employee number stands in more than one row: %(rows)s."),
    "two_home_teams": _("This number stands in rows with other teams: %(rows)s. Put extra teams in one row."),
    "number_zeros": _("We know this number as %(number)s. Did zeros at the front disappear?"),
    "unknown_leader": _("The manager with number %(number)s is not in the file and not in Kanwil."),
    "leader_left": _("The manager with number %(number)s no longer works here."),
    "unknown_unit": _("“%(unit)s” is not a name of a team."),
    "unit_not_clear": _("More than one team can be meant by “%(unit)s”. Write the whole way, or its code."),
    "unit_circle": _("“%(unit)s” would hang beneath itself. Check which department hangs beneath which."),
    "unit_closed": _("“%(unit)s” is closed. Open it again, or choose another team."),
    "already_left": _("This person left already, and is not known in Kanwil."),
    "left_before_joined": _("The last day is before the first day."),
    "changed_meanwhile": _("This was changed after the check. Check the file again."),
    "changed_since": _("This was changed after the list was taken over."),
    "in_use": _("Somebody uses this already."),
    "this_is_you": _("This is you. Somebody else must note that you leave."),
    "not_in_file": _("Stands in Kanwil, not in the file."),
    "new_unit": _("A new team or department."),
    "people_stay": _("%(people)s people in Kanwil are not in this file. They stay."),
    "many_leave": _("Attention: %(people)s people would leave, of %(total)s. Is the file complete?"),
    "double_leaders": _("Some teams get more than one manager: %(units)s. Is that right?"),
}
