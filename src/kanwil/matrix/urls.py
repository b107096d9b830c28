"""The addresses of this room."""

from django.urls import path

from .pages import choosing, find, list_import, listed, overview, own, sharing, team, team_export, team_list

urlpatterns = [
    # what I can and want
    path("ik/", own.own, name="own"),
    path("ik/kies/", choosing.choose, name="choose"),
    path("ik/kies/deze/", choosing.choose_these, name="choose_these"),
    path("ik/terug/<uuid:change>/", own.take_back, name="take_back"),
    path("ik/<int:pk>/", own.claim, name="claim"),
    path("ik/<int:pk>/zeg/", own.say_level, name="say_level"),
    path("ik/<int:pk>/weg/", own.remove_claim, name="remove_claim"),
    path("ik/<int:pk>/deel/", sharing.share_claim, name="share_claim"),
    path("klopt-dat/", listed.listed, name="listed"),
    # sharing
    path("delen/", sharing.sharing, name="sharing"),
    path("delen/iets/", sharing.share_something, name="share_something"),
    path("delen/team/", sharing.share_with_team, name="share_with_team"),
    path("delen/stop/", sharing.stop, name="stop_sharing"),
    path("delen/opnieuw/", sharing.again, name="share_again"),
    path("delen/zo-ziet-het-eruit/", sharing.through_eyes, name="through_eyes"),
    path("delen/nieuwe-leidinggevende/", sharing.ask_new_leader, name="ask_new_leader"),
    # the team
    path("team/", team.my_team, name="my_team"),
    path("team/<int:unit_id>/", team.team, name="team"),
    path("team/<int:unit_id>/cel/<int:person_id>/<int:skill_id>/", team.team_cell, name="team_cell"),
    path("team/<int:unit_id>/vaardigheid/<int:skill_id>/", team.team_skill, name="team_skill"),
    path("team/<int:unit_id>/meer/", team.team_several, name="team_several"),
    path("team/<int:unit_id>/lijst/", team_list.team_list, name="team_list"),
    path("team/<int:unit_id>/lijst/erbij/", team_list.team_list_add, name="team_list_add"),
    path("team/<int:unit_id>/lijst/ongedaan/", team_list.team_list_undo, name="team_list_undo"),
    path("team/<int:unit_id>/lijst/ploegen/", team_list.team_shifts, name="team_shifts"),
    path("team/<int:unit_id>/lijst/<int:skill_id>/", team_list.team_need, name="team_need"),
    path("oude-lijst/<int:pk>/kolommen/", list_import.list_columns, name="list_columns"),
    path("oude-lijst/<int:pk>/waarden/", list_import.list_values, name="list_values"),
    path("team/<int:unit_id>/tabel.<slug:form>", team_export.team_export, name="team_export"),
    path("team/<int:unit_id>/ongedaan/", team.team_undo, name="team_undo"),
    # among colleagues
    path("overzicht/", overview.overviews, name="overviews"),
    path("overzicht/<int:unit_id>/", overview.overview, name="overview"),
    path("overzicht/<int:unit_id>/vaardigheid/<int:skill_id>/", overview.overview_skill, name="overview_skill"),
    path("overzicht/<int:unit_id>/bestand.<str:form>", overview.overview_file, name="overview_file"),
    path("vind/", find.find, name="find"),
]
