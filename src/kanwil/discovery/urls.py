"""The addresses of this room."""

from django.urls import path

from .pages import cards, lately, questions, week

urlpatterns = [
    # a few sentences
    path("ik/woorden/", week.week, name="find_words"),
    path("ik/woorden/kies/", week.pick, name="pick_words"),
    # questions, one by one
    path("ik/woorden/vragen/", questions.start, name="word_questions"),
    path("ik/woorden/vragen/wis/", questions.forget, name="forget_answers"),
    path("ik/woorden/vragen/woorden/", questions.words, name="words_of_answers"),
    path("ik/woorden/vragen/<slug:key>/", questions.question, name="word_question"),
    # talent cards
    path("ik/woorden/kaarten/", cards.cards, name="talent_cards"),
    path("ik/woorden/kaarten/papier/", cards.sheet, name="talent_cards_sheet"),
    path("ik/woorden/kaarten/opnieuw/", cards.take_up, name="take_up_cards"),
    path("ik/woorden/kaarten/<slug:card>/", cards.words, name="words_of_card"),
    # how far am I?
    path("ik/<int:pk>/laatst/", lately.lately, name="lately"),
]
