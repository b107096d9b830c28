from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "kanwil.accounts"

    def ready(self) -> None:
        from kanwil.audit import verbs

        from . import checks  # noqa: F401  (registers the system check)

        verbs.register(
            accounts__opened=_("made an account"),
            accounts__closed=_("closed an account"),
            accounts__invited=_("made a one-time code"),
            accounts__code_used=_("set a password with a one-time code"),
            accounts__language=_("chose a language"),
        )
