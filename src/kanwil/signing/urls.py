"""The addresses of this room. The public ones stand in credentials, so they never change."""

from django.urls import path

from . import pages

urlpatterns = [
    path("ondertekend/", pages.signed, name="signed"),
    path("ondertekend/<int:pk>/trek-in/", pages.withdraw, name="signed_withdraw"),
    path("ondertekend/mijn-naam/<int:pk>/trek-in/", pages.take_name_back, name="signed_take_name_back"),
    # for everybody
    path(".well-known/did.json", pages.organisation_keys, name="organisation_keys"),
    path(".well-known/jwks.json", pages.token_keys, name="token_keys"),
    path("did.json", pages.organisation_keys_below, name="organisation_keys_below"),
    path("profiles/<slug:name>/did.json", pages.confirmer_keys, name="confirmer_keys"),
    path("credentials/status/<int:number>", pages.status_list, name="status_list"),
    # the same below the path in the organisation's name
    path("<path:prefix>/profiles/<slug:name>/did.json", pages.confirmer_keys, name="confirmer_keys_in_path"),
    path("<path:prefix>/did.json", pages.organisation_keys_below, name="organisation_keys_in_path"),
    path("<path:prefix>/credentials/status/<int:number>", pages.status_list, name="status_list_in_path"),
]
