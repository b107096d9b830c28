"""Every page somebody may open, in a real browser: a desktop and a phone, light and dark.

axe finds nothing (WCAG 2.2 AA), nothing scrolls sideways, no script fails and the policy of the page blocks nothing.
Which pages there are and who may open them stands in tests/pages/status.txt, which has a test of its own.
"""

from __future__ import annotations

import json
from pathlib import Path

import axe_playwright_python
import pytest
from django.urls import reverse
from playwright.sync_api import Error

from tests.pages.scene import addresses, cases, make_scene
from tests.pages.test_who_gets_which_page import table
from tests.window import window

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LOOKERS = ("stranger", "anna", "bram", "chantal", "eva", "daan", "karim", "gijs", "jelle", "ivo")
EVERYBODY_DIFFERS = {"team", "person", "unit", "units", "people", "overview", "intake:batches", "council"}
OF_ALLAUTH = {"stranger": ["account_login"], "anna": ["account_logout"]}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LAW = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
LIGHT = {"runOnly": {"type": "tag", "values": LAW}, "resultTypes": ["violations"]}
DARK = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "resultTypes": ["violations"]}


def pages_of(who):
    """The titles in the table that this person looks at: what nobody before them gets, and what differs per person."""
    columns, seen, mine = table(), set(), []
    for looker in LOOKERS:
        for title, code in columns[looker].items():
            name = title.split(" (")[0]
            kind = title if code == "200" else code  # one page that is refused and one that is not there is enough
            if code in ("200", "403", "404") and (kind not in seen or (code == "200" and name in EVERYBODY_DIFFERS)):
                seen.add(kind)
                if looker == who:
                    mine.append(title)
    return mine


def faults_of(page):
    """What axe finds and what the browser complained about. Dark changes colours only, so only they are asked again."""
    found = []
    page.evaluate(AXE)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for colours, rules in (("light", LIGHT), ("dark", DARK)):
            page.emulate_media(color_scheme=colours, reduced_motion="reduce")
            for fault in page.evaluate("rules => axe.run(document, rules)", rules)["violations"]:
                for node in fault["nodes"][:3]:
                    found.append(f"{width}, {colours}, {fault['id']}: {node['target']} {node['html'][:160]}")
        if (wide := page.evaluate(TOO_WIDE)) > 0:
            found.append(f"{width}: scrolls sideways by {wide} px")
    return found + [str(mistake) for mistake in page.mistakes]


@pytest.mark.parametrize("who", LOOKERS)
def test_every_page_is_fit_to_use(browser, cast, who):
    scene, found = make_scene(cast), {}
    page, titles = window(browser, cast.client(who)), pages_of(who)
    urls = {
        f"{name} ({words})" if words else name: reverse(name, kwargs=kwargs)
        for name, arguments in addresses().items()
        for words, kwargs in cases(name, arguments, scene)
    }
    urls |= {name: reverse(name) for name in OF_ALLAUTH.get(who, ())}
    for title in [*titles, *OF_ALLAUTH.get(who, ())]:
        page.mistakes.clear()
        try:
            answer = page.goto(urls[title])
        except Error as problem:
            # a file to keep, or a bare refusal without a page
            assert "Download is starting" in problem.message or "RESPONSE_CODE_FAILURE" in problem.message, title
            continue
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        if answer.status >= 400:  # the browser itself writes the status of such an answer in its console
            page.mistakes[:] = [line for line in page.mistakes if "Failed to load resource" not in line]
        if faults := faults_of(page):
            found[title] = faults
    page.context.close()
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


def test_the_pages_that_are_looked_at_are_all_pages():
    looked_at = {title for who in LOOKERS for title in pages_of(who)}
    columns = table()
    missed = [title for title in columns["anna"] if title not in looked_at]
    assert len(looked_at) > 60
    assert not [title for title in missed if any(columns[who][title] == "200" for who in LOOKERS)]


def test_control_a_page_with_faults_is_seen(browser, cast):
    """Without this, a window that shows no styles or runs no axe would find every page good."""
    page = window(browser, cast.client("anna"), width=390)
    page.goto(reverse("own"))
    page.mistakes.clear()
    page.evaluate(
        """() => {
          document.querySelector('#main').insertAdjacentHTML('beforeend',
            '<p id="grey">grijs</p><input><div id="probe"></div>');
          document.querySelector('#probe').style.cssText = 'width: 1600px; height: 2px';
          document.querySelector('#grey').style.cssText = 'color: #999; background: #888';
          const script = document.createElement('script'); script.textContent = 'window.ran = true';
          document.body.append(script);
        }"""
    )
    found = " ".join(faults_of(page))
    assert "color-contrast" in found and "label" in found and "sideways" in found
    assert "Content Security Policy" in found and page.evaluate("window.ran") is None
