"""On a phone one skill takes two taps; with JavaScript off everything takes longer, and works."""

import pytest

from kanwil.intake.models import Batch
from kanwil.matrix.models import Claim, Share
from kanwil.people.models import Person
from tests.pages.scene import make_scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PHONE = {"width": 390, "has_touch": True, "is_mobile": True}
PLAIN = {"java_script_enabled": False}


@pytest.fixture
def scene(cast):
    return make_scene(cast)


def test_one_skill_in_two_taps(scene, open_as):
    page = open_as("anna", "/ik/", **PHONE)
    line = page.locator(f"#c{scene.private.pk}")
    line.locator("summary").first.tap()
    line.locator("button.level").last.tap()
    page.locator(f"#c{scene.private.pk} .saved").wait_for()
    scene.private.refresh_from_db()
    assert scene.private.level.key == "teaching"
    assert line.locator(".says").inner_text().startswith("Ik leer het anderen")


def test_what_you_tap_is_large_enough(scene, open_as):
    """WCAG 2.5.8 asks 24 by 24 px; a thumb at a bedside wants 40 high."""
    page = open_as("anna", "/ik/", **PHONE)
    page.locator("summary").last.tap()
    low = page.evaluate(
        "[...document.querySelectorAll('main :is(button, .btn, summary)')].filter(one => one.offsetHeight)"
        ".map(one => [one.innerText, one.getBoundingClientRect().height]).filter(([, high]) => high < 32)"
    )
    assert low == []


def test_on_a_phone_the_team_is_read_one_skill_at_a_time(scene, open_as):
    page = open_as("fatima", f"/team/{scene.cast.units.east.pk}/", **PHONE)
    assert page.locator(".matrix tbody td:visible").count() == 4
    first = page.locator(".pick-step select").input_value()
    page.locator(".pick-step [rel=next]").tap()
    page.wait_for_url("**skill=**")
    assert page.locator(".pick-step select").input_value() != first


def test_without_javascript_you_choose_say_and_share(cast, open_as):
    page = open_as("yusuf", "/ik/kies/?uit=zoek", **PLAIN)
    page.fill("#zoek", "lassen")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_label("Lassen").check()
    page.locator("#offers .btn.primary").click()
    said = Claim.objects.get(person=cast.yusuf)
    assert said.skill == cast.skills["lassen"] and said.level is None

    page.locator(f"#c{said.pk} summary").first.click()
    page.locator(f"#c{said.pk} button.level", has_text="Ik kan dit zelf").click()
    page.locator(f"#c{said.pk} .wishes button", has_text="leren").click()
    said.refresh_from_db()
    assert (said.level.key, said.wish) == ("independent", "learn")

    page.goto("/delen/iets/")
    page.locator("[name=claims]").check()
    page.get_by_label("Wijkteam Oost").first.check()
    page.get_by_role("button", name="Laat zien").click()
    page.locator("#eyes .btn.primary").click()
    assert Share.objects.filter(claim=said, to_unit=cast.units.east).exists()


def test_without_javascript_the_table_of_the_team_is_whole_and_a_cell_is_a_page(scene, open_as):
    page = open_as("anna", f"/team/{scene.cast.units.east.pk}/", **PLAIN)
    assert page.locator(".matrix tbody td:visible").count() == 4 * 3
    page.locator(".matrix tr.mine a.cell").nth(2).click()
    page.get_by_label("Ik leer dit").check()
    page.get_by_role("button", name="Bewaar").click()
    said = Claim.objects.get(person=scene.cast.anna, skill=scene.cast.skills["plannen"])
    assert said.level.key == "learning"
    page.locator("#messages form button").click()
    assert not Claim.objects.filter(pk=said.pk).exists()


def test_without_javascript_a_list_of_people_is_brought_in(cast, open_as):
    page = open_as("eva", "/invoer/", **PLAIN)
    page.locator("main a[href*='people']").first.click()
    rows = "Personeelsnummer;Voornaam;Achternaam;Team\n0901;Noor;Berg;oost\n"
    page.set_input_files("[type=file]", {"name": "mensen.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.locator("main form .btn.primary").click()
    batch = Batch.objects.get()
    page.locator("main form .btn.primary").first.click()
    page.locator(f"form[action*='{batch.pk}'] .btn.primary").first.click()
    assert Person.objects.filter(number="0901", given_name="Noor").exists()


def test_without_javascript_and_without_an_account_somebody_tells_what_they_saw(scene, open_as):
    page = open_as("stranger", f"/wat-zag-je/{scene.token}/", **PHONE, **PLAIN)
    for field in ("moment", "did", "effect", "name"):
        page.fill(f"[name={field}]", "Joanna knielde naast haar.")
    page.click("main form button.primary")
    page.wait_for_selector("text=Dank je wel")
    assert scene.cast.anna.stories_about_me.filter(question=scene.link, writer__person=None).count() == 1
    page.goto(f"/wat-zag-je/{scene.token}/")
    assert page.locator("h1").inner_text() == "Deze link werkt niet (meer)" and not page.locator("form").count()
