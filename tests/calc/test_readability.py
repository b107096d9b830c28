"""The smoke alarm for hard sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwil.calc.readability import flesch_douma, measure, sentences, syllables

SPOKEN = """
ik 1 kan 1 dit 1 zelf 1 nog 1 niet 1 leer 1 het 1 anderen 3 met 1 hulp 1 wil 1 open 2 liever 2 blijven 2 breder 2
dieper 2 hoger 2 anders 2 proberen 3 medewerker 4 leidinggevende 5 vaardigheid 3 vaardigheden 4 ondernemingsraad 5
collega 3 collega's 3 gesprek 2 paspoort 2 bewijs 2 bevestiging 4 delen 2 beoordeling 4 ontwikkeling 4 ideeën 3
anoniem 3 uren 2 theater 3 ideaal 3 koeien 2 bijen 2 politie 3 actie 2 functioneren 5 ruïne 3 cliënt 2 cliënten 3
financiële 5 systeem 2 yoga 2 royaal 2 baby 2 bijzonder 3 niveau 2 niveaus 2 nieuw 1 nieuwe 2 leeuw 1 trouwen 2
januari 4 situatie 4 coördinatie 5 zeeën 2 beëindigen 4 draaien 2 mooi 1 creatief 3 realiseren 5 materiaal 4
officieel 4 radio 3 piano 3 teamleider 3 teams 1 coach 1 online 2 e-mail 2 museum 3 quiz 1 training 2 één 1 zo'n 1
beïnvloeden 4 geïnteresseerd 5 buiten 2 fruit 1 reünie 3 werkplaats 2 storing 2 ggz 3
"""


@pytest.mark.parametrize(("word", "count"), list(zip(SPOKEN.split()[::2], map(int, SPOKEN.split()[1::2]), strict=True)))
def test_syllables_are_counted_as_you_say_the_word(word, count):
    assert syllables(word) == count


def test_the_figure_is_the_one_you_get_by_hand():
    # 4 words, 1 sentence, syllables dit 1 ziet 1 alleen 2 jij 1 = 5
    assert flesch_douma("Dit ziet alleen jij.") == pytest.approx(206.835 - 0.93 * 4 - 77 * 5 / 4, abs=0.001)


def test_our_own_promise_is_easy_and_a_sentence_from_the_law_is_hard():
    ours = (
        "Dit ziet alleen jij. Je leidinggevende ziet het niet. HR ziet het ook niet. Wil je het delen? Kies dan zelf "
        "wat je deelt en met wie. Je kunt altijd stoppen met delen. Dan ziet de ander het niet meer."
    )
    law = (
        "De verwerkingsverantwoordelijke verstrekt betrokkene op het moment van verkrijging van de persoonsgegevens "
        "informatie over de rechtmatigheid van de verwerking en de bewaartermijnen daarvan."
    )
    assert flesch_douma(ours) > 90
    assert flesch_douma(law) < 20
    assert measure(ours).longest_sentence == 9
    assert measure(ours).sentences == 7


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dit is goed. Dit ook!", 2),
        ("Neem iets mee, bijv. een foto of d.w.z. een bewijs.", 1),
        ("J. de Vries ziet dit. Jij ook.", 2),
        ("Kies zelf:\n- alleen ik\n- mijn team", 3),
        ("Het duurt 3.5 uur. Dan ben je klaar.", 2),
        ("“Mag dat?” Ja.", 2),
        ("Wacht…\n\nKlaar", 2),
        ("Geen punt aan het eind", 1),
        ("... ?!", 0),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_stops(text, count):
    assert len(sentences(text)) == count


def test_a_text_without_words_has_no_figure():
    for nothing in ("", "   ", "12 – 34", "?!"):
        with pytest.raises(ValueError, match="no word"):
            flesch_douma(nothing)


def test_numbers_make_a_sentence_longer():
    assert measure("We zoeken 2 van de 12 collega's.").longest_sentence == 7


@given(st.text(max_size=200))
def test_any_text_can_be_cut_in_sentences_without_losing_a_letter(text):
    kept = "".join("".join(sentences(text)).split())
    letters = [letter for letter in text if letter.isalnum()]
    assert [letter for letter in kept if letter.isalnum()] == letters


@given(st.lists(st.sampled_from(["Dit is goed.", "Jij kiest zelf.", "Wil je dit delen?"]), min_size=1, max_size=6))
def test_saying_it_twice_makes_it_no_harder(parts):
    text = " ".join(parts)
    assert flesch_douma(text) == pytest.approx(flesch_douma(f"{text} {text}"), abs=0.002)
