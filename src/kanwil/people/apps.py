from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "kanwil.people"

    def ready(self) -> None:
        from kanwil.access.actor import makes_actors
        from kanwil.audit import names, verbs

        from . import departures, importing, way_in
        from .actors import actor_by_id
        from .named import named_to

        names.register(named_to)
        makes_actors(actor_by_id)
        names.register_pages(person=_("your page among the people"))
        departures.ON_LEAVING.append(way_in.own_on_leaving)
        departures.ON_COMING_BACK.append(way_in.reopen_on_coming_back)
        _menu()
        importing.register()

        verbs.register(
            people__unit_opened=_("started a unit"),
            people__unit_moved=_("moved a unit"),
            people__unit_renamed=_("renamed a unit"),
            people__unit_closed=_("closed a unit"),
            people__joined=_("added somebody"),
            people__placed=_("gave somebody a place in a team"),
            people__shift=_("noted in which shift or place somebody works"),
            people__left_team=_("ended a place in a team"),
            people__leads=_("made somebody leader of a unit"),
            people__stopped_leading=_("ended somebody's leading of a unit"),
            people__left=_("noted that somebody left"),
            people__came_back=_("noted that somebody came back"),
            people__changed=_("changed somebody's name or number"),
            people__granted=_("gave somebody a role"),
            people__grant_withdrawn=_("ended somebody's role"),
            people__log_checked=_("checked the log"),
            people__imported=_("brought in a list of people"),
            people__import_undone=_("took back a list of people"),
            people__removed=_("removed somebody who came with a list"),
            people__unit_removed=_("removed a unit that came with a list"),
        )


def _menu() -> None:
    from kanwil.access import may
    from kanwil.ui.navigation import ORGANISATION, NavItem, register

    register(NavItem(_("People"), "people", order=10, section=ORGANISATION, icon="people"))
    register(NavItem(_("Teams"), "units", order=20, section=ORGANISATION, icon="tree"))

    def sees_roles(actor: Any) -> bool:
        return bool(may(actor, "see_roles"))

    def oversees(actor: Any) -> bool:
        return bool(may(actor, "oversee"))

    register(NavItem(_("Roles"), "roles", order=70, section=ORGANISATION, icon="key", shown=sees_roles))
    register(
        NavItem(_("For the works council"), "council", order=75, section=ORGANISATION, icon="shield", shown=oversees)
    )
