"""The addresses of this room."""

from django.urls import path

from . import pages

urlpatterns = [
    path("skillstalen/", pages.languages, name="languages"),
    path("skillstalen/<int:framework_id>/gebruik/", pages.use_language, name="use_language"),
    path("skillstalen/competentnl/", pages.ask_competentnl, name="ask_competentnl"),
]
