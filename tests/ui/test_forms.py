"""Forms: what is not right stands on top, with a link to the field; what you typed stays."""

import re

import pytest
from django import forms
from django.utils import translation


class Wish(forms.Form):
    """A form with each kind of field."""

    why = forms.CharField(label="Waarom?", help_text="Twee zinnen is genoeg.", widget=forms.Textarea)
    level = forms.ChoiceField(label="Niveau", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    team = forms.ChoiceField(label="Team", choices=[("1", "Oost")])
    also = forms.BooleanField(label="Deel ook", required=True)
    note = forms.CharField(label="Notitie", required=False)


@pytest.fixture
def wrong():
    with translation.override("nl"):
        yield str(Wish({"note": "bewaar mij"}))


def test_each_mistake_links_to_a_field_that_is_on_the_page(wrong):
    links = re.findall(r'<a href="#([^"]+)"', wrong)
    assert len(links) == 4
    for link in links:
        assert re.search(rf'<(input|select|textarea)[^>]* id="{link}"', wrong), link


def test_the_mistake_is_said_in_plain_dutch(wrong):
    assert "Waarom? Vul dit nog in." in wrong
    assert "Niveau: Vul dit nog in." in wrong


def test_the_mistake_is_also_read_out_with_its_field(wrong):
    described = re.search(r'<textarea[^>]*aria-describedby="([^"]+)"', wrong).group(1).split()
    assert described == ["id_why_helptext", "id_why_error"]
    assert all(f'id="{one}"' in wrong for one in described)


def test_what_was_typed_stays(wrong):
    assert 'value="bewaar mij"' in wrong


def test_every_input_has_a_label(wrong):
    for field in re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', wrong):
        assert f'for="{field}"' in wrong, field


def test_what_may_stay_empty_says_so(wrong):
    assert re.search(r"Notitie\s*<span class=\"optional\">\(mag leeg blijven\)", wrong)


def test_a_form_without_mistakes_shows_no_list_of_mistakes():
    assert "data-errors" not in str(Wish())


def test_a_mistake_cannot_bring_code_onto_the_page():
    form = Wish({"team": "<script>"})
    assert "<script>" not in str(form)
