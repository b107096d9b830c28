"""The addresses of this room."""

from django.urls import path
from django.views.generic import RedirectView

from .pages import mine, signers, verify

urlpatterns = [
    # without an account
    path("verify", verify.verify, name="verify"),
    path("verify/", RedirectView.as_view(pattern_name="verify"), name="verify_slash"),
    path("controleer/", RedirectView.as_view(pattern_name="verify"), name="verify_in_dutch"),
    # what I brought from elsewhere
    path("meegebracht/", mine.brought, name="brought"),
    path("meegebracht/<int:pk>/", mine.choose, name="brought_choose"),
    path("meegebracht/<int:pk>/bestand/", mine.original, name="brought_original"),
    path("meegebracht/<int:pk>/weg/", mine.remove, name="brought_remove"),
    # for an administrator
    path("bekende-ondertekenaars/", signers.known_signers, name="known_signers"),
    path("bekende-ondertekenaars/<int:pk>/weg/", signers.forget, name="known_signer_forget"),
]
