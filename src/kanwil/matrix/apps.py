from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatrixConfig(AppConfig):
    name = "kanwil.matrix"

    def ready(self) -> None:
        from kanwil.access import who_sees_what
        from kanwil.audit import names, verbs
        from kanwil.leaving import of_your_own
        from kanwil.people import departures
        from kanwil.people import panels as panels_of_a_person
        from kanwil.skills import panels as panels_of_a_word
        from kanwil.skills import succession
        from kanwil.ui import navigation
        from kanwil.ui.navigation import NavItem

        # jobs puts itself on the timetable
        from . import actions, following, jobs, list_import, overview, panels, shown_elsewhere  # noqa: F401

        list_import.register()
        verbs.register(
            matrix__said=_("said what they can or want"),
            matrix__removed=_("took a skill off their list"),
            matrix__taken_back=_("took a change back"),
            matrix__shared=_("shared something"),
            matrix__unshared=_("stopped sharing something"),
            matrix__asked=_("asked somebody to look"),
            matrix__confirmed=_("confirmed a skill"),
            matrix__sent_back=_("looked and did not confirm"),
            matrix__confirmation_withdrawn=_("withdrew a confirmation"),
            matrix__list_answered=_("answered a question from a list"),
            matrix__listed=_("put questions from a list to people"),
            matrix__list_withdrawn=_("took questions from a list back"),
            matrix__team_list=_("changed a team's list of skills"),
            matrix__exported=_("took the table of a team along as a file"),
            matrix__need=_("changed what a team needs"),
            matrix__profile=_("changed the profile of a job"),
            matrix__counted=_("counted what people share, for figures about groups"),
            matrix__succeeded=_("moved skills to the word that replaced theirs"),
        )
        navigation.register(NavItem(_("I can and want"), "own", order=10, icon="me"))
        navigation.register(NavItem(_("What I share"), "sharing", order=10, section=navigation.ACCOUNT, icon="share"))
        navigation.register(NavItem(_("Who sees what"), "who_sees_what", order=80, icon="eye"))
        who_sees_what.PANELS[:] = [shown_elsewhere.sharing_panel]
        names.register_things("skill", shown_elsewhere.skill_names)
        names.register_pages(team=_("the page of your team"))
        names.register_pages(team_export=_("a file with the table of your team"))
        navigation.register(NavItem(_("Our team"), "my_team", order=20, icon="people"))
        names.register_pages(find=_("Who can and wants this?"))
        navigation.register(NavItem(_("Overview"), "overviews", order=40, icon="building", shown=overview.sees_counts))
        navigation.register(NavItem(_("Find colleagues"), "find", order=30, icon="search"))
        panels_of_a_person.register(panels.shared_with_you)
        of_your_own.register(panels.kept_by_you)
        panels_of_a_word.register(panels.on_my_list)
        succession.register(following.follow)
        succession.register_return(following.come_back)
        departures.ON_LEAVING.append(actions.stop_sharing_on_leaving)
        departures.ON_LEAVING_TEAM.append(actions.stop_sharing_with_team)
