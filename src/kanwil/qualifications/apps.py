from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualificationsConfig(AppConfig):
    name = "kanwil.qualifications"

    def ready(self) -> None:
        from kanwil.audit import names, verbs
        from kanwil.matrix import from_above
        from kanwil.ui import navigation
        from kanwil.ui.navigation import NavItem

        from . import importing, jobs, panels  # noqa: F401  (jobs puts itself on the timetable)

        verbs.register(
            qualifications__kept=_("kept a qualification"),
            qualifications__changed=_("changed a qualification"),
            qualifications__removed=_("took a qualification off their list"),
            qualifications__said_in_time=_("said in time that something waits"),
            qualifications__listed=_("brought in a list of qualifications"),
            qualifications__list_withdrawn=_("took a list of qualifications back"),
        )
        names.register_pages(validity=_("whether your qualifications are valid"))
        from_above.register_waiting(panels.ends)
        from_above.register_through_eyes(panels.through_eyes)
        importing.register()
        account = navigation.ACCOUNT
        navigation.register(NavItem(_("My qualifications"), "qualifications", order=17, section=account, icon="shield"))
        leads = NavItem(
            _("Qualifications in my team"),
            "team_qualifications",
            order=25,
            section=account,
            icon="shield",
            shown=lambda actor: bool(getattr(actor, "leads", None)),
        )
        navigation.register(leads)
