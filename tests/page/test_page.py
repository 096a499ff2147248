"""The page in a browser, with an engine that hums: what it does, not how it sounds."""

import asyncio
import re
from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.http_server.conftest import kept_files
from tests.http_server.tone_engine import ToneEngine
from tests.page.conftest import Opener, grave_faults
from wyoming_kokoro.http_server import HttpOptions, HttpServer, create_app

pytestmark = pytest.mark.asyncio(loop_scope="module")
TABS = ("hear", "mix", "teach", "watch")
REFUSED = "status of 401"


@pytest_asyncio.fixture(loop_scope="module")
async def served(tmp_path: Path) -> AsyncIterator[tuple[str, str]]:
    """Two ports of one engine: one that asks for the key "secret", and the Supervisor's."""
    engine, files = ToneEngine(), kept_files(tmp_path)
    ports = []
    for more in ({"api_keys": ["secret"]}, {"trusted_proxies": [ip_network("127.0.0.0/8")]}):
        server = HttpServer(create_app(engine, HttpOptions(**files, **more)), "127.0.0.1", 0)
        await server.start()
        ports.append(server)
    yield tuple(f"http://127.0.0.1:{server.port}/" for server in ports)  # type: ignore[misc]
    for server in ports:
        await server.stop(0)


@pytest.fixture
def trusted(served: tuple[str, str]) -> str:
    return served[1]


async def test_what_is_written_is_heard_and_its_words_are_lit(
    open_page: Opener, trusted: str
) -> None:
    page = await open_page(trusted)
    hosts = set()
    page.on(
        "request",
        lambda request: hosts.add(re.sub(r"^(blob:)?\w+://([^/]*).*", r"\2", request.url)),
    )
    await page.fill("#text", "One two three four five six seven. Eight nine ten.")
    await page.click("#speak")
    await expect(page.locator("#player .words span.now")).to_be_visible()
    await expect(page.locator("#player .times")).to_contain_text("first sound after")
    await expect(page.locator("#speak")).to_contain_text("Speak")
    words = await page.locator("#player .words").inner_text()
    assert words.split() == "One two three four five six seven. Eight nine ten.".split()
    assert await page.locator("#player .wave").get_attribute("aria-valuemax") == "1.0"
    assert hosts == {re.sub(r"\w+://([^/]*)/", r"\1", trusted)}


async def test_stop_ends_the_request(open_page: Opener, trusted: str) -> None:
    page = await open_page(trusted)
    await page.fill("#text", "Before. WAIT.")
    await page.click("#speak")
    await expect(page.locator("#speak")).to_contain_text("Stop")
    await expect(page.locator("#player .times")).to_contain_text("first sound after")
    await page.click("#speak")
    await expect(page.locator("#speak")).to_contain_text("Speak")
    length = await page.locator("#player .wave").get_attribute("aria-valuemax")
    await asyncio.sleep(0.3)
    assert await page.locator("#player .wave").get_attribute("aria-valuemax") == length
    await page.press("#player .wave", "Home")
    await expect(page.locator("#player .wave")).to_have_attribute("aria-valuenow", "0.0")


async def test_a_failure_midway_is_told(open_page: Opener, trusted: str) -> None:
    page = await open_page(trusted, expected=("ERR_",))
    await page.fill("#text", "Before it fails. FAIL.")
    await page.click("#speak")
    # What is sent just before a connection breaks may be lost with it.
    told = re.compile("connection was lost|could not be made")
    await expect(page.locator("#player .hint.bad")).to_contain_text(told)
    await expect(page.locator("#speak")).to_contain_text("Speak")


async def test_a_wrong_key_is_asked_for_again_and_the_right_one_saves(
    open_page: Opener, served: tuple[str, str], tmp_path: Path
) -> None:
    page = await open_page(served[0], expected=(REFUSED,))
    await page.click("#tab-mix")
    await expect(page.locator("#preset-hint")).to_contain_text("Enter the API key")
    await page.fill("#preset-label", "Evening Voice")
    assert await page.input_value("#preset-id") == "evening_voice"
    await page.click("#preset-form .primary")
    for key in ("guess", "secret"):
        await expect(page.locator("#key-dialog")).to_be_visible()
        await page.fill("#key", key)
        await page.click("#key-dialog .primary")
    await expect(page.locator("#presets")).to_contain_text("Evening Voice")
    assert "[voices.evening_voice]" in (tmp_path / "presets.toml").read_text("utf-8")
    cookies = await page.context.cookies()
    assert cookies == []


async def test_a_word_is_taught_and_a_second_tab_is_not_run_over(
    open_page: Opener, trusted: str, tmp_path: Path
) -> None:
    page = await open_page(trusted + "#teach", expected=("status of 412",))
    await page.fill("#teach-text", "Nguyen is here")
    await page.click("#clauses button:has-text('Nguyen')")
    await page.fill("#said", "win")
    (tmp_path / "lexicon.txt").write_text("HAOS = by hand\n", "utf-8")
    await page.click("#word-form .primary")
    await expect(page.locator("#word-hint")).to_contain_text("changed elsewhere")
    await expect(page.locator("#lexicon")).to_contain_text("by hand")
    await page.click("#word-form .primary")
    await expect(page.locator("#lexicon tr")).to_have_count(2)
    assert (tmp_path / "lexicon.txt").read_text("utf-8") == "HAOS = by hand\nNguyen\twin\ten\n"


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_nobody_is_left_out(open_page: Opener, trusted: str, scheme: str) -> None:
    page = await open_page(trusted, color_scheme=scheme)
    await page.fill("#text", "One two.")
    await page.click("#speak")
    for tab in TABS:
        await page.click(f"#tab-{tab}")
        await expect(page.locator(f"#{tab}")).to_be_visible()
        assert await grave_faults(page) == [], tab


async def test_the_keyboard_is_enough(open_page: Opener, trusted: str) -> None:
    page = await open_page(trusted)
    await page.keyboard.press("Tab")
    assert await focused(page) == "a.skip"
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowRight")
    assert await focused(page) == "#tab-mix"
    await page.keyboard.press("End")
    await expect(page.locator("#watch")).to_be_visible()
    await page.keyboard.press("ArrowRight")
    await expect(page.locator("#hear")).to_be_visible()


async def focused(page: Page) -> str:
    script = "(e => e.id ? `#${e.id}` : `${e.localName}.${e.className}`)(document.activeElement)"
    return str(await page.evaluate(script))


async def test_on_a_phone_nothing_hangs_over_the_edge(open_page: Opener, trusted: str) -> None:
    page = await open_page(trusted, viewport={"width": 360, "height": 740})
    for tab in TABS:
        await page.click(f"#tab-{tab}")
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360, tab


async def test_home_assistant_shows_it_under_a_path_of_its_own(
    open_page: Opener, trusted: str
) -> None:
    """A proxy that hands all below a path on, the way the Supervisor does."""
    prefix = "/api/hassio_ingress/token"

    async def hand_on(request: aiohttp.web.Request) -> aiohttp.web.StreamResponse:
        target = trusted.rstrip("/") + request.path_qs.removeprefix(prefix)
        headers = {**request.headers, "X-Ingress-Path": prefix, "X-Forwarded-Host": request.host}
        async with aiohttp.request(
            request.method, target, headers=headers, data=await request.read()
        ) as reply:
            sent = aiohttp.web.StreamResponse(status=reply.status)
            for name in ("Content-Type", "ETag", "Content-Security-Policy"):
                if name in reply.headers:
                    sent.headers[name] = reply.headers[name]
            await sent.prepare(request)
            async for piece in reply.content.iter_any():
                await sent.write(piece)
            return sent

    app = aiohttp.web.Application()
    app.router.add_route("*", prefix + "{path:.*}", hand_on)
    runner = aiohttp.web.AppRunner(app)
    await runner.setup()
    site = aiohttp.web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert site._server is not None
    port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
    # Without the slash at the end, where relative addresses alone would lead elsewhere.
    page = await open_page(f"http://127.0.0.1:{port}{prefix}")
    await page.fill("#text", "One two three.")
    await page.click("#speak")
    await expect(page.locator("#player .times")).to_contain_text("first sound after")
    await page.click("#tab-teach")
    await page.fill("#word", "HAOS")
    await page.fill("#said", "home assistant")
    await page.click("#word-form .primary")
    await expect(page.locator("#lexicon")).to_contain_text("HAOS")
    await page.close()
    await runner.cleanup()


async def test_a_browser_may_load_nothing_but_its_files(trusted: str) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("", "page/main.js", "page/page.css", "page/languages/de.json"):
            async with session.get(trusted + path) as reply:
                policy = reply.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy and "unsafe" not in policy
                assert reply.headers["X-Content-Type-Options"] == "nosniff"
                assert "Set-Cookie" not in reply.headers
        async with session.get(trusted + "page/..%2F..%2Fapp.py") as reply:
            assert reply.status == 404
        async with session.get(trusted + "page/main.js") as reply:
            tag = reply.headers["ETag"]
        async with session.get(trusted + "page/main.js", headers={"If-None-Match": tag}) as reply:
            assert reply.status == 304 and reply.headers["ETag"] == tag
