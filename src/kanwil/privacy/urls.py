"""The addresses of this room."""

from django.urls import path

from . import pages

urlpatterns = [
    path("privacy/", pages.privacy_register, name="privacy_register"),
    path("privacy/neem-mee/", pages.export_me, name="export_me"),
]
