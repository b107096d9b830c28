"""However much somebody chooses: four pages, and the paper says what does not stand on it."""

from dataclasses import replace

import pytest

from tests.passport.paper import FORKLIFT, STORY, WELDING, printed, sheet, words

FILE = [("skillspaspoort.json", "application/json", "Om na te kijken", b"{}")]


def skills(number, **changes):
    return tuple(replace(WELDING, name=f"Vaardigheid {n:03d}", **changes) for n in range(1, number + 1))


def test_one_skill_is_one_page():
    pdf = printed(sheet(about="", title="", proof=(), qualifications=(), skills=skills(1)))
    assert len(pdf.pages) == 1
    assert "passen niet" not in words(pdf)


def test_a_sheet_without_anything_is_a_page_too():
    assert len(printed(sheet(skills=(), proof=(), qualifications=(), about="", organisation="", title="")).pages) == 1


def test_an_ordinary_passport_stands_on_it_whole():
    pdf = printed(sheet(skills=skills(12), proof=(STORY,) * 3))
    text = words(pdf)
    assert len(pdf.pages) <= 4
    assert all(f"Vaardigheid {n:03d}" in text for n in range(1, 13))
    assert text.count("over twee ploegen") == 3
    assert "vier bladzijden" not in text


@pytest.fixture(scope="module")
def eighty():
    return printed(sheet(skills=skills(80), proof=(STORY,) * 30), attachments=FILE)


def test_eighty_skills_fill_four_pages_and_the_rest_is_counted(eighty):
    text = words(eighty)
    shown = sum(f"Vaardigheid {n:03d}" in text for n in range(1, 81))
    assert len(eighty.pages) == 4
    assert 30 < shown < 80
    assert all(f"Vaardigheid {n:03d}" in text for n in range(1, shown + 1)), "the first of the person's own order"
    assert f"Nog {80 - shown} vaardigheden passen niet op vier bladzijden." in text
    assert "Dat vind je in het bestand dat in deze pdf zit." in text


def test_proof_gives_way_before_skills_and_qualifications_stay(eighty):
    text = words(eighty)
    assert "over twee ploegen" not in text
    assert "Nog 30 bewijzen passen niet" in text
    assert "Heftruck rijden" in text
    assert "Bram Bramsen, collega, zag dit op 3 maart 2026." in text


def test_long_stories_become_titles_first():
    long = replace(STORY, told=(("Wat deed ik?", "Ik verdeelde de lasnaden over twee ploegen. " * 60),))
    text = words(printed(sheet(proof=(long,) * 8)))
    assert text.count("De brug van Doesburg") == 8
    assert "Van het bewijs staan hier alleen de titels. Vraag Anna de Vries ernaar." in text


def test_very_much_of_everything_still_fits():
    words_of_hers = "Ik hoor aan de bank wanneer een beitel bot wordt. " * 60
    much = skills(
        60, words=words_of_hers, explanation=words_of_hers, sources=WELDING.sources * 9, proof=("Bewijs",) * 9
    )
    pdf = printed(
        sheet(skills=much, about=words_of_hers, proof=(STORY,) * 20, qualifications=(FORKLIFT,) * 40),
        whole_at="https://kanwil.delinde.example/p/abc",
    )
    text = words(pdf)
    assert len(pdf.pages) <= 4
    assert "Vaardigheid 003" in text
    assert "Nog 28 bevoegdheden passen niet" in text
    assert "Lange teksten zijn hier ingekort" in text
    assert "Meer mensen zeggen dit." in text
    assert "Het hele paspoort staat op https://kanwil.delinde.example/p/abc." in text
