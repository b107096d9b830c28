"""The living style guide: drawn by the real tags, for who is logged in."""

import re

import pytest
from django.urls import reverse


@pytest.fixture
def page(cast):
    return cast.client("anna").get(reverse("style_guide")).text


def test_a_stranger_is_asked_to_log_in(client, db):
    assert client.get(reverse("style_guide")).status_code == 302


def test_nothing_on_the_page_needs_a_style_or_script_of_its_own(page):
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]* src=)", page)


def test_every_id_is_there_once(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_every_link_within_the_page_arrives(page):
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_every_button_says_what_it_does(page):
    for button in re.findall(r"<button.*?</button>", page, re.S):
        assert "aria-label" in button or re.sub(r"<[^>]+>", "", button).strip(), button
