"""The addresses of this room."""

from django.urls import path

from . import pages

urlpatterns = [
    path("bevoegdheden/", pages.qualifications, name="qualifications"),
    path("bevoegdheden/erbij/", pages.add, name="qualification_add"),
    path("bevoegdheden/<int:pk>/", pages.change, name="qualification_change"),
    path("bevoegdheden/<int:pk>/weg/", pages.remove, name="qualification_remove"),
    path("bevoegdheden/teams/", pages.of_my_teams, name="team_qualifications"),
]
