"""The addresses of this room."""

from django.urls import path

from . import pages

urlpatterns = [path("wie-ziet-wat/", pages.who_sees_what, name="who_sees_what")]
