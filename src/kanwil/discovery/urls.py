"""The addresses of this room."""

from django.urls import path

from .pages import lately, questions, week

urlpatterns = [
    # a few sentences
    path("ik/woorden/", week.week, name="find_words"),
    path("ik/woorden/kies/", week.pick, name="pick_words"),
    # questions, one by one
    path("ik/woorden/vragen/", questions.start, name="word_questions"),
    path("ik/woorden/vragen/wis/", questions.forget, name="forget_answers"),
    path("ik/woorden/vragen/woorden/", questions.words, name="words_of_answers"),
    path("ik/woorden/vragen/<slug:key>/", questions.question, name="word_question"),
    # how far am I?
    path("ik/<int:pk>/laatst/", lately.lately, name="lately"),
]
