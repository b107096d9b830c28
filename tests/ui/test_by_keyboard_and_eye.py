"""The style guide in a real browser: by keyboard, by phone, light and dark, and nothing that axe finds."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.browser

WHERE = (
    "(({cell}) => cell && [cell.parentNode.rowIndex, cell.cellIndex])({cell: document.activeElement.closest('td, th')})"
)


@pytest.fixture
def guide(open_as):
    """Opens the style guide as Anna, in a window of that size and colour."""
    return lambda width=1440, colours="light", **more: open_as(
        "anna", reverse("style_guide"), width=width, colours=colours, **more
    )


def found_by_axe(page):
    from axe_playwright_python.sync_playwright import Axe

    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in Axe().run(page).response["violations"]]


@pytest.mark.parametrize(("width", "colours"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing(guide, width, colours):
    page = guide(width, colours)
    assert found_by_axe(page) == []
    assert page.mistakes == []


@pytest.mark.parametrize(("width", "colours"), [(1440, "dark"), (390, "light")])
def test_axe_finds_nothing_with_a_menu_and_a_cell_open(guide, width, colours):
    page = guide(width, colours)
    page.locator("#sample-matrix td .cell:visible").first.click()
    page.locator("#sample-pop").wait_for(state="visible")
    page.evaluate("document.querySelector('.own').open = true")
    assert found_by_axe(page) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_never_scrolls_sideways(guide, width):
    page = guide(width, has_touch=True, is_mobile=width < 500)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_arrows_walk_through_the_table_and_there_is_one_tab_stop(guide):
    page = guide()
    page.locator("#sample-matrix td .cell").first.focus()
    walked = []
    for key in ("ArrowRight", "ArrowDown", "End", "Home", "Control+End", "Control+Home", "PageDown", "PageUp"):
        page.keyboard.press(key)
        walked.append(page.evaluate(WHERE))
    assert walked == [[1, 2], [2, 2], [2, 3], [2, 1], [3, 3], [0, 1], [3, 1], [0, 1]]
    assert page.locator("#sample-matrix [tabindex='0']").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE) is None


def test_enter_opens_a_cell_and_escape_brings_you_back_to_it(guide):
    page = guide()
    page.locator("#sample-matrix td .cell").nth(4).focus()
    page.keyboard.press("Enter")
    page.locator("#sample-pop").wait_for(state="visible")
    assert page.evaluate("document.activeElement.closest('#sample-pop') !== null")
    page.keyboard.press("Escape")
    page.locator("#sample-pop").wait_for(state="hidden")
    page.wait_for_function(f"JSON.stringify({WHERE}) === '[2,2]'")


def test_dark_is_there_at_once_and_stays_after_loading_again(guide):
    page = guide()
    page.click(".own > summary")
    page.click("[name=theme][value=dark]")
    page.wait_for_selector("html[data-theme=dark]")
    page.reload()
    assert page.get_attribute("html", "data-theme") == "dark"


def test_escape_closes_a_menu_and_gives_the_cursor_back(guide):
    page = guide()
    page.click(".own > summary")
    page.keyboard.press("Escape")
    assert page.get_attribute(".own", "open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_on_a_phone_you_see_one_skill_or_one_colleague_at_a_time(guide):
    page = guide(390)
    assert page.locator("#sample-matrix tbody td:visible").count() == 3
    page.locator("[name=face][value=person]").check(force=True)
    assert page.locator("#sample-matrix tbody tr:visible").count() == 1
    first = page.locator("#sample-matrix tbody tr:visible").get_attribute("data-person")
    page.locator("[data-face-of=person] [data-step='1']").click()
    assert page.locator("#sample-matrix tbody tr:visible").get_attribute("data-person") != first


def test_without_a_script_the_phone_shows_the_whole_table_and_menus_open(guide):
    page = guide(390, java_script_enabled=False)
    assert page.locator("#sample-matrix tbody td:visible").count() == 9
    page.click(".own > summary")
    page.click("[name=theme][value=dark]")
    assert page.get_attribute("html", "data-theme") == "dark"
