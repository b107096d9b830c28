"""The team table, looking together and the own list, with nothing but a keyboard."""

import pytest

from kanwil.matrix.models import Claim
from tests.pages.scene import make_scene
from tests.window import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WHERE = (
    "(({cell}) => cell && [cell.parentNode.rowIndex, cell.cellIndex])({cell: document.activeElement.closest('td, th')})"
)
HEAD, ANNA, BRAM, YUSUF = 0, 1, 2, 4  # rows; the columns are Wonden, Rust and Plannen


@pytest.fixture
def scene(cast):
    return make_scene(cast)


@pytest.fixture
def table(scene, open_as):
    """Anna's window on the table of her team."""
    return open_as("anna", f"/team/{scene.cast.units.east.pk}/")


def walk_to(page, what, key="Tab", most=60):
    """Press a key until the cursor is on something; a sighted mouse user would just click."""
    for _ in range(most):
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{what} cannot be reached with {key}")


def into(page, row, column):
    """Into the table with Tab, and from there to a cell with arrows."""
    walk_to(page, ".matrix :is(a, button)")
    page.keyboard.press("Control+Home")
    for key, times in (("ArrowDown", row - HEAD), ("ArrowRight", column - 1)):
        for _ in range(times):
            page.keyboard.press(key)
    assert page.evaluate(WHERE) == [row, column]


def opened(page):
    page.locator("#cell").wait_for(state="visible")
    until(page, "document.activeElement.closest('#cell') !== null")


def test_arrows_home_and_end_walk_through_the_table_and_tab_leaves_it(table):
    assert table.locator(".matrix").get_attribute("role") == "grid"
    into(table, ANNA, 1)
    walked = []
    for key in (
        "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "End", "ArrowRight", "Home", "ArrowUp", "ArrowUp",
        "Control+End", "ArrowDown", "Control+Home", "PageDown",
    ):  # fmt: skip
        table.keyboard.press(key)
        walked.append(tuple(table.evaluate(WHERE)))
    assert walked == [
        (ANNA, 2), (BRAM, 2), (BRAM, 1), (ANNA, 1), (ANNA, 3), (ANNA, 3), (ANNA, 1), (HEAD, 1), (HEAD, 1),
        (YUSUF, 3), (YUSUF, 3), (HEAD, 1), (YUSUF, 1),
    ]  # fmt: skip
    assert table.locator(".matrix [tabindex='0']").count() == 1
    table.keyboard.press("Tab")
    assert table.evaluate(WHERE) is None
    table.keyboard.press("Shift+Tab")
    assert table.evaluate(WHERE) == [YUSUF, 1]  # where you were


def test_enter_opens_the_cell_of_a_colleague_and_escape_comes_back_to_it(table):
    into(table, BRAM, 2)
    table.keyboard.press("Enter")
    opened(table)
    assert "Bram deelt dit niet" in table.locator("#cell").inner_text()
    table.keyboard.press("Escape")
    table.locator("#cell").wait_for(state="hidden")
    until(table, f"JSON.stringify({WHERE}) === '[{BRAM},2]'")


def test_the_own_row_is_changed_in_place_and_undone(table, scene):
    into(table, ANNA, 3)
    table.keyboard.press("Enter")
    opened(table)
    walk_to(table, "#cell [name=level]")
    table.keyboard.press("ArrowUp")  # from “I do not say that” to the sentence before it
    walk_to(table, "#cell [name=wish]")
    walk_to(table, "#cell .btn.primary")
    table.keyboard.press("Enter")
    table.locator("#messages .toast").wait_for()
    said = Claim.objects.get(person=scene.cast.anna, skill=scene.cast.skills["plannen"])
    assert said.level.key == "teaching"
    assert "ik leer het anderen" in table.locator(".matrix tr.mine td").nth(2).inner_text()
    until(table, f"JSON.stringify({WHERE}) === '[{ANNA},3]'")  # the table is new, the cursor is where it was
    walk_to(table, "#messages form button", "Shift+Tab")
    with table.expect_navigation():
        table.keyboard.press("Enter")
    table.wait_for_selector(".matrix")
    assert not Claim.objects.filter(pk=said.pk).exists()
    assert "niet ingevuld" in table.locator(".matrix tr.mine td").nth(2).inner_text()


def test_several_own_skills_are_chosen_together_with_shift_and_space(table):
    into(table, ANNA, 1)
    table.keyboard.press("Shift+Space")
    table.keyboard.press("ArrowRight")
    table.keyboard.press("Shift+Space")
    assert table.locator("#picked-bar").inner_text().startswith("2 vaardigheden gekozen")
    walk_to(table, "#picked-bar a")
    with table.expect_navigation():
        table.keyboard.press("Enter")
    assert table.locator("[name=skill]:checked").count() == 2


def test_looking_together_needs_no_pointer(table, scene):
    walk_to(table, "a[href*='samen=1']")
    with table.expect_navigation():
        table.keyboard.press("Enter")
    table.wait_for_selector(".presenting .matrix[role=grid]")
    assert "alleen jij" not in table.locator(".matrix").inner_text()  # what Anna keeps private is not on the big screen
    until(table, f"JSON.stringify({WHERE}) === '[{HEAD},1]'")  # the first skill: that is where a talk begins
    table.keyboard.press("ArrowDown")
    table.keyboard.press("ArrowRight")
    assert table.locator(".matrix thead .lit").inner_text() == "Rust bewaren"
    table.keyboard.press("Control+Home")
    table.keyboard.press("Enter")
    opened(table)
    assert "Wonden verzorgen" in table.locator("#cell").inner_text()
    table.keyboard.press("Escape")
    table.locator("#cell").wait_for(state="hidden")
    assert "samen=1" in table.url
    with table.expect_navigation():
        table.keyboard.press("Escape")
    assert "samen" not in table.url


def test_saying_how_far_you_are_keeps_the_cursor_beside_what_changed(scene, open_as):
    page = open_as("anna", "/ik/")
    walk_to(page, f"#c{scene.shared.pk} summary")
    page.keyboard.press("Enter")
    walk_to(page, f"#c{scene.shared.pk} button.level:last-of-type")
    page.keyboard.press("Enter")
    until(page, f"document.activeElement.closest('#c{scene.shared.pk}') !== null")
    until(page, "document.activeElement.matches('.saved')")
    until(page, "document.querySelector('#announce').textContent.trim() === 'Bewaard.'")
    scene.shared.refresh_from_db()
    assert scene.shared.level.key == "teaching"
    walk_to(page, ".saved button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    scene.shared.refresh_from_db()
    assert scene.shared.level.key == "with_help"


def test_while_you_search_the_cursor_stays_in_the_field(scene, open_as):
    page = open_as("anna", "/ik/kies/?uit=zoek")
    walk_to(page, "#zoek")
    page.keyboard.type("lass")
    page.locator("#offers").get_by_text("Lassen", exact=True).wait_for()
    assert page.evaluate("document.activeElement.id") == "zoek"
    walk_to(page, "#offers [name=skill]")
    page.keyboard.press("Space")
    walk_to(page, "#offers .btn.primary")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector("h1")
    assert Claim.objects.filter(person=scene.cast.anna, skill=scene.cast.skills["lassen"]).exists()


def test_the_first_tab_goes_to_the_content(scene, open_as):
    page = open_as("anna", "/ik/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === 'main'")
