"""The addresses of this room."""

from django.urls import path

from .pages import week

urlpatterns = [
    path("ik/woorden/", week.week, name="find_words"),
    path("ik/woorden/kies/", week.pick, name="pick_words"),
]
