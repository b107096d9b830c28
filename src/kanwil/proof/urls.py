"""The addresses of this room."""

from django.urls import path

from .pages import asking, evidence

urlpatterns = [
    # what I keep
    path("bewijs/", evidence.proof, name="proof"),
    path("bewijs/erbij/<slug:kind>/", evidence.add, name="proof_add"),
    path("bewijs/van-een-collega/<int:pk>/", evidence.from_story, name="proof_from_story"),
    path("bewijs/<int:pk>/", evidence.evidence, name="evidence"),
    path("bewijs/<int:pk>/wijzig/", evidence.change, name="evidence_change"),
    path("bewijs/<int:pk>/weg/", evidence.remove, name="evidence_remove"),
    path("bewijs/<int:pk>/deel/", evidence.share, name="evidence_share"),
    path("bewijs/<int:pk>/stop/", evidence.stop, name="evidence_stop"),
    path("bewijs/<int:pk>/bestand/", evidence.file, name="evidence_file"),
    # looking along and confirming
    path("ik/<int:pk>/vraag/", asking.ask, name="ask_to_look"),
    path("meekijken/", asking.looking, name="looking"),
    path("meekijken/<int:pk>/", asking.look, name="look"),
    path("meekijken/<int:pk>/terug/", asking.withdraw, name="withdraw_confirmation"),
]
