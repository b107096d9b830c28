"""The menus: what a feature puts in, who sees it, and where you are."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from kanwil.ui import navigation
from kanwil.ui.navigation import NavItem, menus_for


@pytest.fixture
def empty_menus(monkeypatch):
    """No feature has put anything in yet."""
    monkeypatch.setattr(navigation, "_items", [])


ANNA = SimpleNamespace(name="Anna", leads=False)
BRAM = SimpleNamespace(name="Bram", leads=True)


def at(path):
    return RequestFactory().get(path)


def test_an_entry_for_managers_is_only_there_for_who_leads(empty_menus):
    navigation.register(NavItem("Ruimte", "style_guide", shown=lambda actor: actor.leads))
    assert [entry.name for entry in menus_for(BRAM, at("/")).main] == ["Ruimte"]
    assert menus_for(ANNA, at("/")).main == []


def test_a_stranger_has_no_menu(empty_menus):
    navigation.register(NavItem("Team", "style_guide"))
    assert menus_for(None, at("/")).main == []


def test_a_page_this_installation_does_not_have_is_not_in_the_menu(empty_menus):
    navigation.register(NavItem("Verhalen", "no_such_page"))
    assert menus_for(ANNA, at("/")).main == []


def test_the_entry_of_this_page_is_marked_also_deeper_in(empty_menus):
    navigation.register(NavItem("Stijl", "style_guide", order=1))
    navigation.register(NavItem("Taal", "choose_language", order=2))
    marked = [entry.name for entry in menus_for(ANNA, at("/stijl/knoppen/")).main if entry.current]
    assert marked == ["Stijl"]


def test_registering_twice_gives_one_entry(empty_menus):
    for _ in range(2):
        navigation.register(NavItem("Stijl", "style_guide"))
    assert len(menus_for(ANNA, at("/")).main) == 1


def test_a_phone_shows_at_most_five_places_and_the_rest_under_more(empty_menus):
    for number in range(6):
        navigation.register(NavItem(f"Kamer {number}", "style_guide", order=number))
    menus = menus_for(ANNA, at("/"))
    assert [entry.name for entry in menus.beyond] == ["Kamer 4", "Kamer 5"]
    assert menus.more and menus.phone_columns == 5


def test_five_places_fit_without_more(empty_menus):
    for number in range(5):
        navigation.register(NavItem(f"Kamer {number}", "style_guide", order=number))
    menus = menus_for(ANNA, at("/"))
    assert not menus.more and menus.phone_columns == 5
