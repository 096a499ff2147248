"""Pictures of the page for the documents, and how soon it is heard after the server's first byte.

    script/screenshots [--measure]

With `--measure` no picture is made: a text is spoken some times, each with other words, and the
times from the first byte that leaves the server to the sound are printed.
"""

import argparse
import io
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).parents[1] / "docs/page"
FLAGS = [
    "--no-sandbox",
    "--autoplay-policy=no-user-gesture-required",
    "--force-device-scale-factor=1",
]
DESKTOP, PHONE = {"width": 1180, "height": 830}, {"width": 390, "height": 800}
COLOURS = 200
TEXT = (
    "Good morning! It's 21.5 °C in the living room, and the washing machine will be done at half"
    " past seven. I have switched on the lights in the hall."
)
LEXICON = "HAOS\thome assistant O S\nNguyen\t/nəwˈɪn/\ten\nSQL\tsequel\n"
PRESETS = (
    '[voices.evening]\nblend = "af_heart(3)+bf_emma(2)"\nspeed = 0.9\nlabel = "Evening voice"\n'
)
TRIES = 12
MARKS = "performance.getEntriesByName('first sound')"


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server() -> Iterator[str]:
    """A server that is ready, with something saved; its address."""
    with tempfile.TemporaryDirectory() as name:
        folder, url = Path(name), f"http://127.0.0.1:{free_port()}"
        (folder / "lexicon.txt").write_text(LEXICON, "utf-8")
        (folder / "presets.toml").write_text(PRESETS, "utf-8")
        command = [sys.executable, "-m", "wyoming_kokoro", "serve", "--http-uri", "none"]
        command += ["--uri", f"tcp://127.0.0.1:{free_port()}", "--ingress-uri", url]
        command += ["--trusted-proxy", "127.0.0.1", "--lexicon", str(folder / "lexicon.txt")]
        command += ["--presets", str(folder / "presets.toml")]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            try:
                wait_ready(url)
                yield url
            finally:
                process.terminate()


def wait_ready(url: str) -> None:
    while True:
        try:
            urllib.request.urlopen(f"{url}/ready", timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)


def take(page: Page, name: str) -> None:
    """Keep a picture of what is seen, in few colours."""
    seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    few = seen.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
    path = PICTURES / f"{name}.png"
    few.save(path, optimize=True)
    print(f"{path.relative_to(PICTURES.parents[1])}: {path.stat().st_size / 1000:.0f} kB")


def opened(browser: Browser, url: str, size: dict[str, int], scheme: str) -> Page:
    page = browser.new_page(viewport=size, color_scheme=scheme, locale="en-GB")
    page.goto(url)
    page.wait_for_selector("html[data-started]")
    return page


def speak_to(page: Page, player: str, button: str, word: str) -> None:
    """Have the text spoken to its end, and then from a word on."""
    page.click(button)
    page.locator(f"{button} .stop").wait_for(timeout=60_000)
    page.locator(f"{button} .play").wait_for(timeout=60_000)
    page.locator(f"{player} .words span", has_text=word).click()
    page.wait_for_timeout(150)


def pictures(browser: Browser, url: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    page = opened(browser, url, DESKTOP, "light")
    page.fill("#text", TEXT)
    speak_to(page, "#player", "#speak", "living")
    take(page, "hear")
    page.click("#tab-mix")
    page.wait_for_selector("#presets button")
    speak_to(page, "#mix-player", "#mix-speak", "coffee")
    take(page, "mix")
    page.click("#tab-teach")
    page.fill("#teach-text", "Dr. Nguyen lives at 12 Elm St., and HAOS runs there at 21.5 °C.")
    page.click("#clauses button:has-text('Nguyen')")
    page.wait_for_timeout(300)
    take(page, "teach")
    page.close()
    page = opened(browser, url + "#watch", DESKTOP, "dark")
    page.wait_for_selector("#plot-load svg")
    take(page, "watch")
    page.close()
    page = opened(browser, url, PHONE, "dark")
    page.fill("#text", TEXT)
    speak_to(page, "#player", "#speak", "living")
    take(page, "phone")


class Clock:
    """Hands bytes on between the browser and the server, and notes when speech begins to flow."""

    def __init__(self, url: str) -> None:
        self._target = ("127.0.0.1", int(url.rpartition(":")[2]))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.first_byte_at = 0.0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            browser, _ = self._listener.accept()
            upstream = socket.create_connection(self._target)
            for source, sink in ((browser, upstream), (upstream, browser)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with closing(source), closing(sink):
            try:
                while data := source.recv(65_536):
                    if b"text/event-stream" in data:
                        self.first_byte_at = time.time()
                    sink.sendall(data)
            except OSError:
                return


def measure(browser: Browser, url: str) -> None:
    """The clock of the page is set by that of the machine, so both can be compared."""
    clock = Clock(url)
    page = opened(browser, clock.url, DESKTOP, "light")
    waited = []
    for number in range(TRIES):
        page.fill("#text", f"Number {number * 37 + 11} is on its way, and the door is open.")
        page.click("#speak")
        while page.evaluate(f"{MARKS}.length") <= number:
            page.wait_for_timeout(20)
        page.locator("#speak .play").wait_for()
        sound_at = page.evaluate(f"performance.timeOrigin + {MARKS}.at(-1).startTime") / 1000
        waited.append(sound_at - clock.first_byte_at)
        print(f"{waited[-1]:.3f} s from the server's first byte to the sound")
    print(f"median {statistics.median(waited):.3f} s, at most {max(waited):.3f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true")
    wanted = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("script/screenshots: Chromium is needed")
    with server() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        (measure if wanted.measure else pictures)(browser, url)
        browser.close()


if __name__ == "__main__":
    main()
