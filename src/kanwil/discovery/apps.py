from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscoveryConfig(AppConfig):
    name = "kanwil.discovery"

    def ready(self) -> None:
        from kanwil.audit import verbs
        from kanwil.matrix import from_above

        from . import panels, ways

        verbs.register_between_people(
            discovery__written=_("wrote an answer to find words"),
            discovery__forgotten=_("threw answers away"),
            discovery__laid=_("laid a talent card"),
            discovery__taken_up=_("took talent cards up again"),
        )
        from_above.register_ways(ways.ways)
        from_above.register_of_a_skill(panels.of_a_skill)
