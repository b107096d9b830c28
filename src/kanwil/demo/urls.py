"""The demo door. It has no address at all outside demo mode."""

from django.conf import settings
from django.urls import URLPattern, path

from . import pages

urlpatterns: list[URLPattern] = []
if settings.DEMO:
    urlpatterns = [
        path("demo/", pages.door, name="demo_door"),
        path("demo/binnen/", pages.enter, name="demo_enter"),
    ]
