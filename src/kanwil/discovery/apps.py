from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "kanwil.discovery"

    def ready(self) -> None:
        from kanwil.matrix import from_above

        from . import ways

        from_above.register_ways(ways.ways)
