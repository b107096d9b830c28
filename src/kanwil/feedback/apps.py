from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "kanwil.feedback"

    def ready(self) -> None:
        from kanwil.audit import verbs
        from kanwil.matrix import from_above
        from kanwil.people import departures
        from kanwil.people import panels as panels_of_a_person
        from kanwil.skills import succession
        from kanwil.ui import navigation

        from . import following, leaving, panels

        verbs.register_between_people(
            feedback__asked=_("asked somebody what they saw"),
            feedback__link_made=_("made a link for a story"),
            feedback__stopped=_("took back a question to a colleague"),
            feedback__declined=_("said “not now” to a question"),
            feedback__answered=_("wrote a story"),
            feedback__card=_("sent a card"),
            feedback__withdrawn=_("took back what they wrote"),
            feedback__put_away=_("put a story away"),
            feedback__brought_back=_("brought a story back"),
            feedback__removed=_("removed a story"),
            feedback__tied=_("said about which skill a story is"),
            feedback__no_cards=_("wants no cards any more"),
            feedback__cards_again=_("wants cards again"),
        )
        departures.ON_LEAVING.append(leaving.stop_on_leaving)
        succession.register(following.follow)
        succession.register_return(following.come_back)
        from_above.register_waiting(panels.written_for_me)
        from_above.register_waiting(panels.waits_for_me)
        from_above.register_beside_my_list(panels.beside_my_list)
        from_above.register_of_a_skill(panels.of_a_skill)
        panels_of_a_person.register(panels.to_a_colleague)
        stories = navigation.NavItem(
            _("Stories of colleagues"), "stories", order=15, section=navigation.ACCOUNT, icon="talk"
        )
        navigation.register(stories)
