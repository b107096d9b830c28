from django.urls import path

from . import pages

urlpatterns = [
    path("weergave/", pages.choose_theme, name="choose_theme"),
    path("taal/", pages.choose_language, name="choose_language"),
    path("stijl/", pages.style_guide, name="style_guide"),
]
