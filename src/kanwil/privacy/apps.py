from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "kanwil.privacy"

    def ready(self) -> None:
        from kanwil.audit import verbs

        verbs.register(
            privacy__erased=_("erased everything about somebody"),
            privacy__expired=_("removed what was past its time"),
            privacy__exported=_("took along everything about themselves"),
        )
