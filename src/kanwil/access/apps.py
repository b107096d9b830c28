from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "kanwil.access"

    def ready(self) -> None:
        """Load every feature's rules once, so that the registry is whole before the first question."""
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("access")
        autodiscover_modules("privacy")
