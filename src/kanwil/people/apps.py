from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "kanwil.people"

    def ready(self) -> None:
        from kanwil.access.actor import makes_actors
        from kanwil.audit import names, verbs

        from . import importing
        from .actors import actor_by_id
        from .named import named_to

        names.register(named_to)
        makes_actors(actor_by_id)
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
            people__imported=_("brought in a list of people"),
            people__import_undone=_("took back a list of people"),
            people__removed=_("removed somebody who came with a list"),
            people__unit_removed=_("removed a unit that came with a list"),
        )
