"""The addresses of this room."""

from django.urls import path

from .pages import by_link, own

urlpatterns = [
    path("paspoort/", own.passports, name="passports"),
    path("paspoort/maak/", own.make, name="passport_make"),
    path("paspoort/<int:pk>/", own.passport, name="passport"),
    path("paspoort/<int:pk>/kies/", own.choose, name="passport_choose"),
    path("paspoort/<int:pk>/weg/", own.remove, name="passport_remove"),
    path("paspoort/<int:pk>/mee/<slug:form>/", own.take, name="passport_take"),
    path("paspoort/<int:pk>/link/", own.give_link, name="passport_link"),
    path("paspoort/link/<int:pk>/stop/", own.end_link, name="passport_link_end"),
    # without an account
    path("p/<str:token>/", by_link.passport, name="passport_by_link"),
    path("p/<str:token>/bestand/", by_link.signed_file, name="passport_file_by_link"),
]
