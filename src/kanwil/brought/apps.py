from django.apps import AppConfig


class BroughtConfig(AppConfig):
    name = "kanwil.brought"
