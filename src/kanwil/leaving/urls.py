"""The addresses of this room."""

from django.urls import path

from .pages import link, own

urlpatterns = [
    path("meenemen/", own.leaving, name="leaving"),
    path("meenemen/adres/", own.address, name="leaving_address"),
    path("meenemen/adres/weg/", own.forget, name="leaving_forget"),
    path("meenemen/wissen/", own.erase, name="leaving_erase"),
    path("adres/bevestigd/", link.done, name="leaving_confirmed"),
    path("adres/<str:token>/", link.confirm, name="leaving_confirm"),
]
