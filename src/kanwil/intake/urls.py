"""The addresses of brought files."""

from django.urls import path

from . import pages
from .models import Batch

app_name = "intake"
urlpatterns = [
    path("invoer/", pages.batches, name="batches"),
    path("invoer/nieuw/<slug:kind>/", pages.bring, name="bring"),
    path("invoer/nieuw/<slug:kind>/voorbeeld/", pages.example, name="example"),
    path("invoer/<int:pk>/", pages.batch, name="batch"),
    path("invoer/<int:pk>/kolommen/", pages.columns, name="columns"),
    path("invoer/<int:pk>/stand/", pages.stand, name="stand"),
    path("invoer/<int:pk>/controleer/", pages.begin, {"to": Batch.CHECKING}, name="check"),
    path("invoer/<int:pk>/neem-over/", pages.begin, {"to": Batch.APPLYING}, name="apply"),
    path("invoer/<int:pk>/draai-terug/", pages.begin, {"to": Batch.UNDOING}, name="undo"),
    path("invoer/<int:pk>/gooi-weg/", pages.drop, name="drop"),
    path("invoer/<int:pk>/verslag.csv", pages.download, name="report"),
]
