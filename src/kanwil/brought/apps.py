from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BroughtConfig(AppConfig):
    name = "kanwil.brought"

    def ready(self) -> None:
        from kanwil.access import may
        from kanwil.audit import verbs
        from kanwil.proof import from_above
        from kanwil.ui import navigation
        from kanwil.ui.navigation import NavItem

        from . import known, panels, signers

        verbs.register(
            brought__signer_known=_("made a signer known"),
            brought__list_known=_("gave a list of withdrawals of a known signer"),
            brought__signer_forgotten=_("forgot a signer"),
            brought__brought=_("brought a signed file of their own"),
            brought__kept=_("kept a signed statement from elsewhere as proof"),
            brought__removed=_("removed a brought file"),
        )
        known.register_resolver(signers.document_of)
        known.register_status_lists(signers.list_of)
        from_above.register_of_a_piece(panels.of_a_piece)
        from_above.register_way(from_above.Way(_("Bring a passport from elsewhere"), "brought", "upload"))
        navigation.register(
            NavItem(
                _("Known signers"),
                "known_signers",
                order=75,
                section=navigation.ORGANISATION,
                icon="key",
                shown=lambda actor: bool(may(actor, "keep_known_signers")),
            )
        )
