from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeavingConfig(AppConfig):
    name = "kanwil.leaving"

    def ready(self) -> None:
        from kanwil.audit import verbs
        from kanwil.people import departures
        from kanwil.ui import navigation

        from . import jobs, reaching  # noqa: F401  (jobs puts itself on the timetable)

        verbs.register(
            leaving__link_sent=_("asked for a link to an address of their own"),
            leaving__confirmed=_("confirmed an address of their own"),
            leaving__forgot_address=_("took an address of their own away"),
            leaving__said_in_time=_("said in time that something ends"),
        )
        departures.ON_LEAVING.append(reaching.reach_on_leaving)
        departures.ON_COMING_BACK.append(reaching.start_anew)
        navigation.register(
            navigation.NavItem(
                _("Taking along and goodbye"),
                "leaving",
                order=90,
                section=navigation.ACCOUNT,
                icon="leave",
                also_after_leaving=True,
            )
        )
