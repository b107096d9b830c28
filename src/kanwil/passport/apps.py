from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PassportConfig(AppConfig):
    name = "kanwil.passport"

    def ready(self) -> None:
        from kanwil.audit import verbs
        from kanwil.brought import known
        from kanwil.matrix import from_above
        from kanwil.privacy.export import register_files
        from kanwil.ui import navigation
        from kanwil.ui.navigation import NavItem

        from . import links, own_lists, panels, taking
        from .printing import ready  # noqa: F401  (its check says when no PDF can be made here)

        verbs.register(
            passport__made=_("made a skills passport"),
            passport__changed=_("changed a skills passport"),
            passport__taken=_("took a skills passport along as a file"),
            passport__removed=_("threw a skills passport away"),
            passport__link_given=_("made a link to a skills passport"),
            passport__link_ended=_("ended a link to a skills passport"),
            passport__link_opened=_("opened a skills passport by a link"),
        )
        known.register_status_lists(own_lists.own_list)
        from_above.register_by_link(links.things_shown)
        from_above.register_beside_my_list(panels.beside_my_list)
        register_files(
            taking.everything_of,
            folder=_("skills passport"),
            words=_("Your skills passports: as a PDF to read, and signed for whoever wants to check them."),
        )
        item = NavItem(
            _("My skills passport"),
            "passports",
            order=14,
            section=navigation.ACCOUNT,
            icon="passport",
            also_after_leaving=True,
        )
        navigation.register(item)
