"""A real Chromium window on Django's test client: no server, the same thread, the same transaction as the test."""

from __future__ import annotations

import mimetypes
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page, Route, sync_playwright

ADDRESS = "http://localhost"
CHROMIUM = os.environ.get("TEST_CHROMIUM", "/usr/bin/chromium")


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser; Django may be used beside it, although playwright runs a loop in this thread."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    of_the_test = _connections()
    try:
        with sync_playwright() as playwright:
            _use(of_the_test)
            browser = playwright.chromium.launch(executable_path=CHROMIUM)
            yield browser
            browser.close()
    finally:
        os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
        if before is not None:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


def _connections() -> dict[str, Any]:
    return {alias: connections[alias] for alias in connections}


def _use(kept: dict[str, Any]) -> None:
    """Playwright runs its loop and its callbacks in contexts of their own, where Django would open a second connection
    that does not see what the test has written. So the test's own connection goes along."""
    for alias, connection in kept.items():
        connections[alias] = connection


def window(browser: Browser, client: Client, *, width: int = 1440, colours: str = "light", **more: Any) -> Page:
    """A window logged in as whoever `client` is. `page.mistakes` collects what the browser complains about."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=colours, locale="nl-NL", base_url=ADDRESS, **more
    )
    of_the_test = _connections()

    def answer(route: Route) -> None:
        _use(of_the_test)
        _answer(route, client)

    context.route("**/*", answer)
    context.set_default_timeout(60_000)  # a busy machine is no mistake of the page
    page = context.new_page()
    page.mistakes = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.mistakes.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda line: page.mistakes.append(line.text) if line.type == "error" else None)  # type: ignore[attr-defined]
    return page


def until(page: Page, holds: str, seconds: float = 60) -> None:
    """Wait until this is true in the page. Playwright's own way to wait needs eval, which our policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(holds):
        assert time.monotonic() < end, f"{holds} did not become true"
        page.wait_for_timeout(50)


def _answer(route: Route, client: Client) -> None:
    """Ask Django instead of the network. Cookies live in the client, and those of the page's script go along."""
    address = urlsplit(route.request.url)
    if address.path.startswith("/static/"):
        file = finders.find(address.path.removeprefix("/static/"))
        kind = mimetypes.guess_type(address.path)[0] or "application/octet-stream"
        route.fulfill(status=200, body=Path(file).read_bytes(), content_type=kind) if file else route.fulfill(
            status=404
        )
        return
    headers = route.request.all_headers()
    for pair in filter(None, headers.pop("cookie", "").split("; ")):
        name, _, value = pair.partition("=")
        client.cookies[name] = value
    kind = headers.pop("content-type", "")
    sent = {name: value for name, value in headers.items() if not name.startswith(":")}
    where = address.path + (f"?{address.query}" if address.query else "")
    body = route.request.post_data_buffer or b""
    answer = client.generic(route.request.method, where, body, kind, headers=sent)
    if 300 <= answer.status_code < 400 and route.request.is_navigation_request():
        # playwright does not come back to us for a redirect, so the page itself goes on
        further = escape(urljoin(where, answer.headers["Location"]))
        route.fulfill(content_type="text/html", body=f'<meta http-equiv="refresh" content="0;url={further}">')
        return
    if 300 <= answer.status_code < 400:
        answer = client.get(urljoin(where, answer.headers["Location"]), headers=sent, follow=True)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    route.fulfill(status=answer.status_code, headers=dict(answer.items()), body=content)
