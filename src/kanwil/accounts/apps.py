from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "kanwil.accounts"

    def ready(self) -> None:
        from kanwil.audit import verbs
        from kanwil.ui.preferences import keep_language

        from . import checks  # noqa: F401  (registers the system check)

        verbs.register(
            accounts__opened=_("made an account"),
            accounts__closed=_("closed an account"),
            accounts__own_only=_("kept an account for the person alone"),
            accounts__reached_by=_("tied an account to an address of their own"),
            accounts__invited=_("made a one-time code"),
            accounts__code_used=_("set a password with a one-time code"),
            accounts__language=_("chose a language"),
        )
        keep_language(_with_the_account)


def _with_the_account(request: HttpRequest, language: str) -> None:
    """The language somebody chooses in a menu stays with the account, also on another device."""
    from . import actions

    if request.user.is_authenticated and request.user.language != language:
        actions.choose_language(request.actor, user=request.user, language=language)  # type: ignore[attr-defined]
