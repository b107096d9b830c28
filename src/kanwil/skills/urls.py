"""The addresses of this room."""

from django.urls import path

from .pages import keeping, language, languages, scales

urlpatterns = [
    path("vaardigheden/", language.language, name="language"),
    path("vaardigheden/<int:skill_id>/", language.word, name="word"),
    path("vaardigheden/nieuw/", keeping.add, name="own_word_add"),
    path("vaardigheden/<int:skill_id>/wijzig/", keeping.change, name="own_word_change"),
    path("vaardigheden/<int:skill_id>/zet-terug/", keeping.undo, name="own_word_undo"),
    path("vaardigheden/<int:skill_id>/plaats/", keeping.place, name="own_word_place"),
    path("vaardigheden/<int:skill_id>/los/", keeping.unplace, name="own_word_unplace"),
    path("vaardigheden/<int:skill_id>/niet-meer/", keeping.retire, name="own_word_retire"),
    path("vaardigheden/<int:skill_id>/weer/", keeping.use_again, name="own_word_use_again"),
    path("schalen/", scales.scales, name="scales"),
    path("schalen/nieuw/", scales.add, name="scale_add"),
    path("schalen/<int:scale_id>/", scales.scale, name="scale"),
    path("schalen/<int:scale_id>/gebruik/", scales.use, name="scale_use"),
    path("skillstalen/", languages.languages, name="languages"),
    path("skillstalen/<int:framework_id>/gebruik/", languages.use_language, name="use_language"),
    path("skillstalen/competentnl/", languages.ask_competentnl, name="ask_competentnl"),
]
