"""The server as a process of its own, and what a client asks of it."""

import asyncio
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from wyoming.client import AsyncTcpClient
from wyoming.tts import Synthesize

from tests.test_serving import Heard, collect, free_port

PATIENT_S = 180.0


@dataclass(frozen=True)
class Process:
    """A server process, its ports, and its log."""

    process: subprocess.Popen[bytes]
    port: int
    http_port: int
    log_file: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8")

    async def ready(self) -> None:
        async with asyncio.timeout(PATIENT_S):
            while "Ready" not in self.log and self.process.poll() is None:
                await asyncio.sleep(0.01)
        assert self.process.poll() is None, self.log

    async def synthesize(self, text: str) -> Heard:
        async with AsyncTcpClient("127.0.0.1", self.port) as client:
            await client.write_event(Synthesize(text).event())
            return await collect(client, "audio-stop")

    async def post(self, text: str, **fields: object) -> tuple[int, bytes]:
        body = {"input": text, "response_format": "pcm", **fields}
        async with aiohttp.ClientSession(self.url) as session:
            async with session.post("/v1/audio/speech", json=body) as reply:
                return reply.status, await reply.read()

    async def metrics(self) -> dict[str, float]:
        async with aiohttp.ClientSession(self.url) as session:
            async with session.get("/metrics") as reply:
                lines = (await reply.text()).splitlines()
        values = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
        return {name: float(value) for name, value in values}

    async def end(self) -> int:
        return await asyncio.to_thread(self.process.wait, 60)


class Start:
    """Starts servers whose logs go to files; ends those that a test leaves.

    `before` is put in front of the command.
    """

    def __init__(self, data_dir: Path, folder: Path) -> None:
        self._data_dir = data_dir
        self._folder = folder
        self._started: list[Process] = []
        self.before: list[str] = []

    def __call__(self, *flags: str, **environment: str) -> Process:
        port, http_port = free_port(), free_port()
        command = [*self.before, sys.executable, "-m", "wyoming_kokoro", "serve"]
        command += ["--data-dir", str(self._data_dir), "--uri", f"tcp://127.0.0.1:{port}"]
        command += ["--http-uri", f"http://127.0.0.1:{http_port}", *flags]
        log_file = self._folder / f"log{len(self._started)}"
        with log_file.open("wb") as log:
            process = subprocess.Popen(command, stderr=log, env=os.environ | environment)
        self._started.append(Process(process, port, http_port, log_file))
        return self._started[-1]

    def end_all(self) -> None:
        for server in self._started:
            if server.process.poll() is None:
                server.process.kill()
                server.process.wait()
