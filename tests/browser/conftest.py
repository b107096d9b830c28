"""One Chromium for the browser tests of a worker, and what somebody does with only a keyboard."""

import pytest

from tests.window import chromium, window


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def open_as(browser, cast):
    """Opens an address as one of the cast, in a window of its own."""
    opened = []

    def open_it(who, url, **more):
        page = window(browser, cast.client(who), **more)
        opened.append(page)
        page.goto(url)
        return page

    yield open_it
    for page in opened:
        page.context.close()
