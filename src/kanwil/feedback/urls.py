"""The addresses of this room."""

from django.urls import path

from .pages import asking, by_link, receiving, telling

urlpatterns = [
    # what others saw of me
    path("verhalen/", receiving.stories, name="stories"),
    path("verhalen/<int:pk>/", receiving.story, name="story"),
    path("verhalen/<int:pk>/leg-weg/", receiving.put_away, name="story_put_away"),
    path("verhalen/<int:pk>/verwijder/", receiving.remove, name="story_remove"),
    path("verhalen/<int:pk>/vaardigheid/", receiving.tie, name="story_tie"),
    path("verhalen/geen-kaarten/", receiving.no_cards, name="no_cards"),
    # asking
    path("verhalen/vraag/", asking.ask, name="story_ask"),
    path("verhalen/link/", asking.link, name="story_link"),
    path("verhalen/vraag/<int:pk>/stop/", asking.stop, name="story_stop"),
    # telling what I saw
    path("verhalen/voor-een-ander/", telling.to_tell, name="to_tell"),
    path("verhalen/voor-een-ander/<int:pk>/", telling.tell, name="tell"),
    path("verhalen/voor-een-ander/<int:pk>/nu-niet/", telling.not_now, name="not_now"),
    path("verhalen/geschreven/<int:pk>/terug/", telling.withdraw, name="story_withdraw"),
    path("kaart/", telling.card, name="send_card"),
    # without an account
    path("wat-zag-je/bedankt/", by_link.thanks, name="told_thanks"),
    path("wat-zag-je/<str:token>/", by_link.tell, name="told_by_link"),
]
