"""The addresses of people, teams and roles."""

from django.urls import path

from .pages import accounts, council, keeping, people, roles, units

urlpatterns = [
    path("mensen/", people.people, name="people"),
    path("mensen/nieuw/", people.add, name="person_add"),
    path("mensen/<int:person_id>/", people.person, name="person"),
    path("mensen/<int:person_id>/wijzig/", keeping.change, name="person_change"),
    path("mensen/<int:person_id>/team/", keeping.place, name="person_place"),
    path("mensen/<int:person_id>/team/<int:unit_id>/uit/", keeping.leave_team, name="person_leave_team"),
    path("mensen/<int:person_id>/leidt/", keeping.lead, name="person_lead"),
    path("mensen/<int:person_id>/leidt/<int:unit_id>/stop/", keeping.stop_leading, name="person_stop_leading"),
    path("mensen/<int:person_id>/weg/", keeping.leave, name="person_leave"),
    path("mensen/<int:person_id>/terug/", keeping.come_back, name="person_come_back"),
    path("mensen/<int:person_id>/code/", accounts.code, name="person_code"),
    path("mensen/<int:person_id>/account-dicht/", accounts.close, name="person_close_account"),
    path("mensen/<int:person_id>/account-open/", accounts.reopen, name="person_reopen_account"),
    path("mensen/<int:person_id>/rol/", roles.give, name="role_give"),
    path("teams/", units.units, name="units"),
    path("teams/nieuw/", units.open_unit, name="unit_add"),
    path("teams/<int:unit_id>/", units.unit, name="unit"),
    path("teams/<int:unit_id>/wijzig/", units.rename, name="unit_rename"),
    path("teams/<int:unit_id>/verhang/", units.move, name="unit_move"),
    path("teams/<int:unit_id>/sluit/", units.close, name="unit_close"),
    path("teams/<int:unit_id>/codes/", accounts.codes, name="unit_codes"),
    path("rollen/", roles.roles, name="roles"),
    path("rollen/<int:grant_id>/stop/", roles.end, name="role_end"),
    path("or/", council.council, name="council"),
    path("or/controleer/", council.check, name="council_check"),
]
