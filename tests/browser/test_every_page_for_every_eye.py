"""Every page somebody may open, in a real browser: axe finds nothing, nothing scrolls sideways, no script fails."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.pages.scene import addresses, cases, make_scene
from tests.window import chromium, window

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LOOKERS = ("anna", "bram", "chantal", "eva", "daan", "karim")  # the first of them who gets the page, looks
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def openable(cast):
    """(who, address) for every page that answers with a page of its own."""
    scene = make_scene(cast)
    clients = {name: cast.client(name) for name in LOOKERS}
    for name, arguments in sorted(addresses().items()):
        for _words, kwargs in cases(name, arguments, scene):
            url = reverse(name, kwargs=kwargs)
            for who in LOOKERS:
                answer = clients[who].get(url)
                if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                    yield who, url
                    break


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.mark.parametrize(("width", "colours"), [(1440, "light"), (390, "dark")])
def test_every_page_is_fit_to_use(browser, cast, width, colours):
    found = {}
    pages = list(openable(cast))
    assert len(pages) > 20
    windows = {who: window(browser, cast.client(who), width=width, colours=colours) for who in LOOKERS}
    for who, url in pages:
        page = windows[who]
        page.mistakes.clear()
        page.goto(url)
        faults = [f"{v['id']}: {[n['target'] for n in v['nodes']][:3]}" for v in Axe().run(page).response["violations"]]
        if (wide := page.evaluate(TOO_WIDE)) > 1:
            faults.append(f"scrolls sideways by {wide} px")
        faults += [str(mistake) for mistake in page.mistakes]
        if faults:
            found[f"{who} {url}"] = faults
    assert not found, json.dumps(found, indent=1)


def test_the_pages_are_looked_at_with_the_real_styles():
    """Sabotage control: without the style sheets, sideways scrolling and contrast would say nothing."""
    styles = Path(__file__).resolve().parents[2] / "src" / "kanwil" / "ui" / "static" / "ui" / "tokens.css"
    assert "--paper" in styles.read_text()
