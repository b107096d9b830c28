from django.apps import AppConfig


class UiConfig(AppConfig):
    """How Kanwil looks and speaks. Knows no feature."""

    name = "kanwil.ui"
