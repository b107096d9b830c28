"""The addresses of this room."""

from django.urls import path

from . import pages

urlpatterns = [path("wie-keek/", pages.looks, name="looks")]
