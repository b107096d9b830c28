from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "kanwil.intake"

    def ready(self) -> None:
        from kanwil.audit import verbs
        from kanwil.ui import navigation

        from . import jobs, kinds

        verbs.register(
            intake__brought=_("brought in a file"),
            intake__mapped=_("said which column is which"),
            intake__checked=_("had a file checked"),
            intake__applied=_("took over a file"),
            intake__undone=_("took back a file"),
            intake__dropped=_("threw a file away"),
            intake__cleaned=_("removed old files"),
        )
        jobs.register()
        navigation.register(
            navigation.NavItem(
                _("Bring in lists"),
                "intake:batches",
                order=60,
                section=navigation.ORGANISATION,
                shown=kinds.any_for,
                icon="upload",
            )
        )
