"""The addresses of this room."""

from django.urls import path
from django.views.generic import RedirectView

from .pages import verify

urlpatterns = [
    # without an account
    path("verify", verify.verify, name="verify"),
    path("verify/", RedirectView.as_view(pattern_name="verify"), name="verify_slash"),
    path("controleer/", RedirectView.as_view(pattern_name="verify"), name="verify_in_dutch"),
]
