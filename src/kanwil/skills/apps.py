from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SkillsConfig(AppConfig):
    name = "kanwil.skills"

    def ready(self) -> None:
        from kanwil.audit import verbs
        from kanwil.ui import navigation

        from . import bringing

        bringing.register_kind()
        navigation.register(navigation.NavItem(_("Skills"), "language", order=90, icon="book"))
        navigation.register(
            navigation.NavItem(
                _("Skills languages"),
                "languages",
                order=40,
                section=navigation.ORGANISATION,
                icon="book",
                shown=lambda actor: hasattr(actor, "grants") and bool(bringing.allowed(actor)),
            )
        )
        verbs.register(
            skills__scale_made=_("made a scale"),
            skills__own_word_added=_("added an own word to the language"),
            skills__own_word_changed=_("changed an own word of the language"),
            skills__own_word_placed=_("hung an own word beneath another one"),
            skills__own_word_unplaced=_("took an own word away from where it hung"),
            skills__own_word_retired=_("no longer uses an own word"),
            skills__own_word_used_again=_("uses an own word again"),
            skills__scale_changed=_("changed the words of a scale"),
            skills__scale_used=_("used a scale for the words of a language"),
            skills__linked=_("linked a word with another language"),
            skills__framework_use=_("opened or closed a language for choosing"),
            skills__imported=_("brought in a skills language"),
            skills__import_undone=_("took back an import of a skills language"),
            skills__gave_way=_("moved a word to its successor"),
        )
