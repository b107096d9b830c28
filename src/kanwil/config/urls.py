"""Every address of Kanwil. A feature names its own pages; here they get their place."""

from django.urls import include, path

from .pages import start

handler500 = "kanwil.ui.broken.broken"

urlpatterns = [
    path("", start, name="home"),
    path("", include("kanwil.people.urls")),
    path("", include("kanwil.skills.urls")),
    path("", include("kanwil.leaving.urls")),
    path("", include("kanwil.matrix.urls")),
    path("", include("kanwil.feedback.urls")),
    path("", include("kanwil.discovery.urls")),
    path("", include("kanwil.proof.urls")),
    path("", include("kanwil.qualifications.urls")),
    path("", include("kanwil.brought.urls")),
    path("", include("kanwil.signing.urls")),
    path("", include("kanwil.passport.urls")),
    path("", include("kanwil.audit.urls")),
    path("", include("kanwil.privacy.urls")),
    path("", include("kanwil.access.urls")),
    path("", include("kanwil.intake.urls")),
    path("", include("kanwil.ui.urls")),
    path("", include("kanwil.accounts.urls")),
    path("", include("kanwil.demo.urls")),
]
