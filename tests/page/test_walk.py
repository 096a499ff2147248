"""A walk through the page with the real model: in a browser, behind a proxy, with ears."""

import asyncio
import base64
import os
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect
from wyoming.client import AsyncTcpClient
from wyoming.info import Describe, Info

from tests.conftest import Listener, Samples
from tests.page.conftest import Opener, grave_faults
from tests.page.firefox import firefox
from tests.test_serving import Server, free_port, start_server
from wyoming_kokoro.audio.formats import AudioFormat

pytestmark = [pytest.mark.long, pytest.mark.asyncio(loop_scope="module")]
SPEECH_MS = 60_000
TEXT = "The washing machine is done. The living room lights are on, and dinner is ready."
RECORDER = """
(() => {
  const heard = window.heard = [];
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (when) {
    heard.push([when, this.buffer.getChannelData(0).slice()]);
    return start.call(this, when);
  };
})()
"""
"""Keeps what the page hands to the loudspeaker."""
HEARD = """
() => {
  const all = window.heard.splice(0).sort((a, b) => a[0] - b[0]).flatMap(([, s]) => [...s]);
  const bytes = new Uint8Array(Float32Array.from(all).buffer);
  let text = "";
  for (let i = 0; i < bytes.length; i += 32768) {
    text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  }
  return btoa(text);
}
"""


@dataclass
class Place:
    """A running server and what it may save."""

    server: Server
    folder: Path
    ingress: str
    start: Callable[[], Awaitable[None]]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.http_port}/"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def place(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    folder = tmp_path_factory.mktemp("kept")
    for name in ("lexicon.txt", "presets.toml"):
        (folder / name).touch()
    ingress = f"http://127.0.0.1:{free_port()}"
    flags = ("--api-key", "secret", "--lexicon", str(folder / "lexicon.txt"))
    flags += ("--presets", str(folder / "presets.toml"))
    flags += ("--ingress-uri", ingress, "--trusted-proxy", "127.0.0.1")

    async def start() -> None:
        made.server = await asyncio.to_thread(start_server, data_dir, *flags)

    server = await asyncio.to_thread(start_server, data_dir, *flags)
    made = Place(server, folder, ingress + "/", start)
    yield made
    made.server.process.send_signal(signal.SIGTERM)
    made.server.process.wait(30)


async def speak(page: Page, text: str, button: str = "#speak", field: str = "#text") -> None:
    """Have a text spoken and wait for its end."""
    await page.fill(field, text)
    await page.click(button)
    await expect(page.locator(button)).to_contain_text("Stop", timeout=SPEECH_MS)
    await expect(page.locator(button)).to_contain_text("Speak", timeout=SPEECH_MS)


async def heard(page: Page) -> Samples:
    """What has gone to the loudspeaker since the last time, (n,) at 24 kHz."""
    data = base64.b64decode(await page.evaluate(HEARD))
    return np.frombuffer(data, np.float32)


@pytest_asyncio.fixture(loop_scope="module")
async def page(open_page: Opener, place: Place) -> Page:
    opened = await open_page(
        place.ingress, expected=("status of 412", "status of 503", "ERR_", "Failed to fetch")
    )
    await opened.evaluate(RECORDER)
    return opened


async def test_speech_is_heard_word_for_word_and_voices_differ(page: Page, hear: Listener) -> None:
    await speak(page, TEXT)
    heart = await heard(page)
    assert "living room lights are on" in hear(heart).lower()
    words = (await page.locator("#player .words").inner_text()).split()
    assert words == TEXT.split()
    await page.fill("#voice-search", "george")
    await page.check("input[value=bm_george]")
    await speak(page, TEXT)
    george = await heard(page)
    assert "dinner is ready" in hear(george).lower()
    pitch = [np.abs(np.fft.rfft(s[: 24_000 * 3]))[240:660].mean() for s in (heart, george)]
    assert pitch[0] != pytest.approx(pitch[1], rel=0.02)


async def test_stopped_speech_can_be_gone_through(page: Page) -> None:
    await page.fill("#text", TEXT * 5)
    await page.click("#speak")
    await expect(page.locator("#player .words span.now")).to_be_visible(timeout=SPEECH_MS)
    await page.click("#speak")
    wave = page.locator("#player .wave")
    came = float(await wave.get_attribute("aria-valuemax") or 0)
    assert came > 0.5
    await page.press("#player .wave", "End")
    await expect(wave).to_have_attribute("aria-valuenow", f"{came:.1f}")
    await page.locator("#player .words span").first.click()
    await expect(page.locator("#player .words span.now")).to_be_visible()


async def test_every_format_can_be_downloaded(page: Page) -> None:
    await speak(page, "A short one.")
    for name in (*AudioFormat, "srt", "vtt"):
        await page.click("#player .menu summary")
        async with page.expect_download() as started:
            await page.click(f"#player .menu button:text-is('{name}')")
        path = await (await started.value).path()
        assert (await started.value).suggested_filename == f"speech.{name}"
        assert path.stat().st_size > 20


async def test_two_mixes_are_compared_and_one_becomes_a_voice_of_home_assistant(
    page: Page, place: Place, hear: Listener
) -> None:
    await page.click("#tab-mix")
    await page.click("#mix-speak")
    await expect(page.locator("#mix-player .words span.now")).to_be_visible(timeout=SPEECH_MS)
    await page.keyboard.press("x")
    await expect(page.locator("#slots input[value=b]")).to_be_checked()
    await expect(page.locator("#mix-speak")).to_contain_text("Speak", timeout=SPEECH_MS)
    await page.keyboard.press("x")
    await page.click("#add-term")
    await page.locator("#terms select").nth(2).select_option("bf_emma")
    blend = await page.locator("#blend").inner_text()
    assert blend == "af_heart(60)+af_bella(40)+bf_emma(50)"
    await page.fill("#preset-label", "Evening voice")
    await page.click("#preset-form .primary")
    await expect(page.locator("#presets")).to_contain_text("Evening voice")
    async with AsyncTcpClient("127.0.0.1", place.server.port) as client:
        await client.write_event(Describe().event())
        event = await client.read_event()
        assert event is not None
        voices = {voice.name: voice for voice in Info.from_event(event).tts[0].voices}
    assert voices["evening_voice"].description == "Evening voice (American English, female)"
    await heard(page)
    await page.click("#presets button")
    await expect(page.locator("#mix-speak")).to_contain_text("Speak", timeout=SPEECH_MS)
    assert "coffee is ready" in hear(await heard(page)).lower()


async def test_a_taught_word_is_heard_at_once_also_in_a_phrase_said_before(
    page: Page, place: Place, hear: Listener
) -> None:
    sentence = "Please call Xylqua in the morning."
    await page.click("#tab-teach")
    await speak(page, sentence, "#teach-speak", "#teach-text")
    assert "elizabeth" not in hear(await heard(page)).lower()
    await page.click("#clauses button:has-text('Xylqua')")
    await page.fill("#said", "Elizabeth")
    await page.click("#word-hear")
    await expect(page.locator("#teach-speak")).to_contain_text("Stop", timeout=SPEECH_MS)
    await expect(page.locator("#teach-speak")).to_contain_text("Speak", timeout=SPEECH_MS)
    assert "elizabeth" in hear(await heard(page)).lower()
    await page.click("#word-form .primary")
    await expect(page.locator("#lexicon")).to_contain_text("Elizabeth")
    await speak(page, sentence, "#teach-speak", "#teach-text")
    assert "elizabeth" in hear(await heard(page)).lower()
    assert (place.folder / "lexicon.txt").read_text("utf-8") == "Xylqua\tElizabeth\ten\n"
    page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.accept()))
    await page.locator("#lexicon button").last.click()
    await expect(page.locator("#lexicon tr")).to_have_count(0)


async def test_a_wrong_key_at_the_http_port(open_page: Opener, place: Place) -> None:
    page = await open_page(place.url, expected=("status of 401",))
    await page.fill("#text", "Is anybody there?")
    for key in ("guess", "secret"):
        if key == "guess":
            await page.click("#speak")
        await expect(page.locator("#key-dialog")).to_be_visible()
        await page.fill("#key", key)
        await page.click("#key-dialog .primary")
    await expect(page.locator("#player .times")).to_contain_text(
        "first sound after", timeout=SPEECH_MS
    )


async def test_a_sleeping_model_wakes_when_it_is_spoken_to(page: Page) -> None:
    unload = "fetch('v1/models/unload', {method: 'POST'}).then((reply) => reply.status)"
    assert await page.evaluate(unload) == 200
    await page.click("#tab-watch")
    await expect(page.locator("#tiles")).to_contain_text("Asleep")
    await expect(page.locator("#state")).to_contain_text("Asleep", timeout=15_000)
    await page.click("#tab-hear")
    await speak(page, "Good morning, and wake up.")
    await expect(page.locator("#state")).to_contain_text("Ready", timeout=15_000)


async def test_a_server_that_restarts_in_the_middle(page: Page, place: Place) -> None:
    await page.fill("#text", TEXT * 40)
    await page.click("#speak")
    await expect(page.locator("#player .words span.now")).to_be_visible(timeout=SPEECH_MS)
    place.server.process.kill()
    place.server.process.wait()
    await expect(page.locator("#player .hint.bad")).to_contain_text("can still be heard")
    if "Stop" in await page.inner_text("#speak"):  # what came goes on being played
        await page.click("#speak")
    await expect(page.locator("#state")).to_contain_text("Not there", timeout=15_000)
    await expect(page.locator("#notice")).to_be_visible()
    await place.start()
    await expect(page.locator("#state")).to_contain_text("Ready", timeout=30_000)
    await expect(page.locator("#notice")).to_be_hidden()
    await speak(page, "Here I am again.")


async def test_a_narrow_dark_screen_behind_a_reverse_proxy(
    open_page: Opener, place: Place, tmp_path: Path
) -> None:
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        pytest.skip("nginx is not installed (Debian's nginx-light)")
    port = free_port()
    template = Path(__file__).with_name("nginx.conf").read_text("utf-8")
    file = tmp_path / "nginx.conf"
    file.write_text(template.format(folder=tmp_path, port=port, target=place.ingress), "utf-8")
    with subprocess.Popen([nginx, "-c", str(file), "-e", str(tmp_path / "error.log")]) as proxy:
        try:
            await _until_it_listens(port)
            page = await open_page(
                f"http://127.0.0.1:{port}/home/speech/",
                color_scheme="dark",
                viewport={"width": 375, "height": 800},
                has_touch=True,
            )
            await page.fill("#text", TEXT)
            await page.tap("#speak")
            await expect(page.locator("#player .words span.now")).to_be_visible(timeout=SPEECH_MS)
            assert await grave_faults(page) == []
            await page.tap("#tab-watch")
            await expect(page.locator("#speaking")).to_be_visible()
            assert await page.evaluate("document.documentElement.scrollWidth") <= 375
            await page.close()
        finally:
            proxy.terminate()


async def _until_it_listens(port: int) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
            continue
        writer.close()
        return


async def test_firefox_speaks_too(place: Place) -> None:
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None or shutil.which("pulseaudio") is None:
        pytest.skip("Firefox or a sound device is missing (Debian's firefox-esr, pulseaudio)")
    async with asyncio.timeout(120), firefox(path, free_port()) as browser:
        await browser.open(place.ingress)
        await browser.until("document.documentElement.dataset.started === 'yes'")
        await browser.value(
            f"document.getElementById('text').value = {TEXT!r};"
            "document.getElementById('speak').click()"
        )
        await browser.until("document.querySelector('#player .words span.now') !== null")
        await browser.until("document.querySelector('#speak .play') !== null")
        words = await browser.value("document.querySelector('#player .words').innerText")
        assert words.split() == TEXT.split()
