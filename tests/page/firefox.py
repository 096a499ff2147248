"""As much of WebDriver BiDi as a look at the page in Firefox takes: Playwright drives only builds
of its own, and Debian has no geckodriver.
"""

import asyncio
import itertools
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

_SETTINGS = 'user_pref("media.autoplay.default", 0);\n'


class Firefox:
    """A tab of a running Firefox."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._context = ""

    async def open(self, url: str) -> None:
        """Have the page loaded."""
        await self._ask("session.new", capabilities={})
        tree = await self._ask("browsingContext.getTree")
        self._context = tree["contexts"][0]["context"]
        await self._ask("browsingContext.navigate", context=self._context, url=url, wait="complete")

    async def value(self, expression: str) -> Any:
        """What an expression gives: a string, a number or a truth value."""
        reply = await self._ask(
            "script.evaluate",
            expression=expression,
            target={"context": self._context},
            awaitPromise=True,
            userActivation=True,
        )
        assert reply["type"] == "success", reply
        return reply["result"].get("value")

    async def until(self, expression: str) -> None:
        """Wait until the expression is true."""
        while not await self.value(expression):
            await asyncio.sleep(0.1)

    async def _ask(self, method: str, **params: object) -> Any:
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": params})
        while True:
            reply = await self._socket.receive_json()
            if reply.get("id") == number:
                assert reply["type"] == "success", reply
                return reply["result"]


@asynccontextmanager
async def firefox(path: str, port: int) -> AsyncIterator[Firefox]:
    """Firefox without a window, with a profile and a loudspeaker of its own."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "user.js").write_text(_SETTINGS, "utf-8")
        # Without a sound device Firefox, other than Chromium, plays nothing.
        sound = f"{folder}/sound.socket"
        speaker = ("-n", "--exit-idle-time=-1", "--daemonize=no", "-L", "module-null-sink", "-L")
        speaker += (f"module-native-protocol-unix socket={sound} auth-anonymous=1",)
        apart = {**os.environ, "HOME": folder, "XDG_RUNTIME_DIR": folder}
        hearing = {**os.environ, "PULSE_SERVER": f"unix:{sound}"}
        browser = ("--headless", "--no-remote", "--profile", folder)
        browser += ("--remote-debugging-port", str(port))
        async with _running(apart, "pulseaudio", *speaker):
            while not os.path.exists(sound):
                await asyncio.sleep(0.05)
            async with _running(hearing, path, *browser), aiohttp.ClientSession() as session:
                async with await _connected(session, port) as socket:
                    yield Firefox(socket)


@asynccontextmanager
async def _running(variables: dict[str, str], *command: str) -> AsyncIterator[None]:
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *command, env=variables, stdout=quiet, stderr=quiet
    )
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


async def _connected(session: aiohttp.ClientSession, port: int) -> aiohttp.ClientWebSocketResponse:
    while True:
        try:
            return await session.ws_connect(f"ws://127.0.0.1:{port}/session", max_msg_size=0)
        except aiohttp.ClientError:
            await asyncio.sleep(0.2)
