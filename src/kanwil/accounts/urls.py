"""The addresses of getting in."""

from django.urls import include, path

from . import pages

urlpatterns = [
    path("code/", pages.use_code, name="use_code"),
    path("account/", pages.account, name="account"),
    path("account/taal/", pages.language, name="account_language"),
    path("account/", include("allauth.account.urls")),
    path("account/slot/", include("allauth.mfa.urls")),
]
