"""The signs of kan and wil, people and their words: always with words, never a digit."""

import datetime as dt
import re
from types import SimpleNamespace

import pytest
import time_machine
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from kanwil.ui import icons
from kanwil.ui.templatetags.kanwil import initials
from kanwil.ui.words import LEVELS


def drawn(template, path="/", **context):
    with translation.override("nl"):
        return Template(template).render(Context({"request": RequestFactory().get(path), **context})).strip()


def words_of(html):
    return re.sub(r"<[^>]+>", "", html)


@pytest.mark.parametrize("key", LEVELS)
def test_a_level_is_a_sentence_and_never_a_digit(key):
    assert words_of(drawn("{% mark level %}", level=key))
    assert not re.search(r"\d", words_of(drawn("{% mark level %}", level=key)))


def test_unknown_is_not_the_same_as_not_yet():
    unknown, not_yet = drawn("{% mark None %}"), drawn('{% mark "not_yet" %}')
    assert 'class="mark unknown"' in unknown and "niet gedeeld" in unknown
    assert 'class="mark level-0"' in not_yet and "nog niet" in not_yet


def test_a_level_of_an_own_scale_speaks_its_own_sentence():
    level = SimpleNamespace(key="meekijken", mark=1, sentence_nl="ik kijk mee", sentence_en="I watch")
    assert drawn("{% mark level %}", level=level) == '<span class="mark level-1">ik kijk mee</span>'


def test_confirmed_is_said_and_drawn():
    html = drawn('{% mark "independent" confirmed=True %}')
    assert "confirmed" in html and words_of(html) == "ik kan dit zelf, bevestigd"


def test_a_picture_keeps_its_words_for_who_listens():
    assert words_of(drawn('{% mark "learning" pic=True %}')) == "ik leer dit"


def test_an_open_wish_has_no_sign():
    assert drawn('{% wish "open" %}{% wish "" %}{% wish None %}') == ""


def test_words_of_a_person_are_never_code():
    html = drawn("{% quote said by=who %}", said="<script>x</script>", who="<b>Anna</b>")
    assert "<script>" not in html and "<b>" not in html


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Anna de Wit", "AW"),
        ("Gijs van ’t Hof", "GH"),
        ("Emre Yıldız", "EY"),
        ("Anne-Marie Bos", "AB"),
        ("Bo", "B"),
        ("", ""),
    ],
)
def test_initials_skip_the_small_words_of_a_name(name, letters):
    assert initials(name) == letters


def test_you_are_told_which_row_is_yours():
    assert "Anna (jij)" in drawn('{% person "Anna" you=True %}')


def test_coverage_says_in_words_what_is_the_matter():
    assert words_of(drawn('{% cover "single" 1 2 %}')) == "1 van 2hangt aan 1 collega"
    assert "genoeg" in drawn('{% cover "ok" 3 2 %}')
    assert "nog niemand" in drawn('{% cover "none" 0 2 %}')


def test_without_an_audience_only_you_see_it():
    assert "Dit ziet alleen jij" in drawn("{% seen_by %}")


@time_machine.travel("2026-03-12 08:30+01:00")
def test_sharing_tells_until_when():
    assert "Je team, tot 1 september" in drawn('{% seen_by "Je team" until=day %}', day=dt.date(2026, 9, 1))


@time_machine.travel("2026-03-12 10:30+01:00")
@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (dt.datetime(2026, 3, 12, 7, 5, tzinfo=dt.UTC), "vanochtend"),
        (dt.datetime(2026, 3, 11, 23, 30, tzinfo=dt.UTC), "vannacht"),
        (dt.date(2026, 3, 12), "vandaag"),
        (dt.date(2026, 3, 11), "gisteren"),
        (dt.date(2026, 3, 13), "morgen"),
        (dt.date(2026, 2, 26), "26 februari"),
        (dt.date(2025, 2, 26), "26 februari 2025"),
        (None, ""),
    ],
)
def test_a_day_is_said_as_people_say_it(moment, said):
    assert drawn("{{ moment|human_date }}", moment=moment) == said


def test_a_filter_keeps_the_other_filters_and_starts_at_the_first_page():
    assert drawn("{% query show='learn' %}", "/team/?q=las&page=3") == "?q=las&amp;show=learn"
    assert drawn("{% query q=None %}", "/team/?q=las") == "?"


def test_written_text_may_have_simple_marks_and_nothing_dangerous():
    html = drawn("{{ text|markdown }}", text="**vet** <script>x</script> [x](javascript:alert(1)) ![p](http://x/p.png)")
    assert "<strong>vet</strong>" in html
    assert "<script" not in html and "javascript:" not in html.replace("(javascript:", "") and "<img" not in html


def test_things_are_listed_as_people_say_them():
    assert drawn("{% in_words things %}", things=["Lassen", "Frezen", "Meten"]) == "Lassen, Frezen en Meten"
    assert drawn("{% in_words things %}", things=["<b>"]) == "&lt;b&gt;"


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_is_a_drawing_in_the_colour_of_the_text(name):
    html = icons.icon(name)
    assert html.count("<svg") == 1 and 'aria-hidden="true"' in html
    assert not re.search(r"#[0-9a-f]{3}|style=", html)


def test_an_icon_with_a_title_speaks():
    assert 'role="img" aria-label="Op slot"' in icons.icon("lock", title="Op slot")


@pytest.mark.parametrize("name", ["nope", "../words", ""])
def test_an_icon_that_does_not_exist_is_told_to_the_maker(name):
    with pytest.raises(ValueError, match="No icon"):
        icons.icon(name)
