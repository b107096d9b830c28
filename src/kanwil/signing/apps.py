from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SigningConfig(AppConfig):
    name = "kanwil.signing"

    def ready(self) -> None:
        from kanwil.audit import verbs
        from kanwil.matrix import withdrawing
        from kanwil.privacy import erase
        from kanwil.ui import navigation
        from kanwil.ui.navigation import NavItem

        from . import jobs, late  # noqa: F401  (jobs puts itself on the timetable)

        verbs.register(
            signing__named=_("got keys to sign with"),
            signing__signed=_("had a skill signed to take along"),
            signing__passport=_("signed a passport"),
            signing__withdrawn=_("withdrew what was signed"),
            signing__published=_("signed the list of withdrawals"),
        )
        withdrawing.ON_WITHDRAWING.append(late.follow_confirmation)
        erase.ON_ERASING.append(late.on_erasing)
        navigation.register(NavItem(_("Signed"), "signed", order=25, section=navigation.ACCOUNT, icon="check"))
