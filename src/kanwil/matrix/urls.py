"""The addresses of this room."""

from django.urls import path

from .pages import find, team

urlpatterns = [
    path("team/", team.my_team, name="my_team"),
    path("team/<int:unit_id>/", team.team, name="team"),
    path("team/<int:unit_id>/cel/<int:person_id>/<int:skill_id>/", team.team_cell, name="team_cell"),
    path("team/<int:unit_id>/vaardigheid/<int:skill_id>/", team.team_skill, name="team_skill"),
    path("team/<int:unit_id>/meer/", team.team_several, name="team_several"),
    path("team/<int:unit_id>/ongedaan/", team.team_undo, name="team_undo"),
    # among colleagues
    path("vind/", find.find, name="find"),
]
