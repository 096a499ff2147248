"""A real browser: the system's Chromium, driven by Playwright."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    async_playwright,
    expect,
)

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
GRAVE = ("serious", "critical")
FLAGS = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
"""Tests run as root in containers, and press buttons by script."""
expect.set_options(timeout=60_000)
Opener = Callable[..., Awaitable[Page]]


def chromium_path() -> str:
    """The system's Chromium; skips where there is none."""
    path = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if path is None:
        pytest.skip("chromium is not installed (Debian's package)")
    return path


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """A browser, closed afterwards."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def open_page(browser: Browser) -> AsyncIterator[Opener]:
    """Opens the page of a server in a browser of its own; complaints of the browser fail the test,
    but for those whose text is among `expected`.
    """
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    async def opened(url: str, expected: tuple[str, ...] = (), **context: object) -> Page:
        made = await browser.new_context(locale="en-GB", **context)
        contexts.append(made)
        page = await made.new_page()

        def note(message: ConsoleMessage) -> None:
            known = any(text in message.text for text in expected)
            if message.type in ("error", "warning") and not known:
                complaints.append(message.text)

        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(url)
        await page.wait_for_selector("html[data-started]")
        return page

    yield opened
    for made in contexts:
        await made.close()
    assert not complaints


async def grave_faults(page: Page) -> list[str]:
    """What axe-core finds serious or critical on the page as it is."""
    await page.evaluate(AXE)
    found = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:200]}"
        for fault in found["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]
