"""Drives both ports of a real server with mixed traffic; prints requests, failures, first audio by
minute, memory, threads, descriptors.

Ends with status 1 when something failed that should not, else 0. Figures of the server process are
from outside, by psutil.
"""

import argparse
import asyncio
import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psutil
from bench import free_port

from wyoming_kokoro.audio.formats import AudioFormat
from wyoming_kokoro.settings import Settings

_PATIENCE_S = 300.0
_WARM_UP_MINUTES = 5
_WARM_UP_S = 30.0
_QUIET_S = 15.0
_CLIENTS = 4
_MEGABYTE = 1024 * 1024

SHORT = ["The kettle is boiling.", "Front door locked.", "It is 21.5 °C outside.", "Good night!"]
LONG = (
    "Here is your evening summary. The front door was locked at 9:42 pm, and all windows are"
    " closed. The heating is set to 19 °C for the night, because the forecast says that it will be"
    " warmer. Tomorrow you have an appointment at half past eight, so the alarm is set for a"
    " quarter to seven."
)
LANGUAGES = {
    "bf_emma": "The post has come, and the bins go out tomorrow.",
    "ef_dora": "La puerta está abierta desde las 7:30.",
    "ff_siwis": "La lumière du salon est allumée.",
    "hf_alpha": "रसोई की बत्ती चालू है।",
    "if_sara": "La finestra della cucina è aperta.",
    "jf_alpha": "台所の電気がついています。",
    "pf_dora": "A porta da garagem está aberta.",
    "zf_xiaoxiao": "厨房的灯开着。",
}
BLENDS = ["af_bella(2)+af_sky(1)", "af_heart+am_michael", "bf_emma(3)-bm_george(1)"]
BAD_BODIES = [
    b"{",
    b'{"input":""}',
    b'{"input":"a","voice":"../../etc/passwd"}',
    b'{"input":"a","speed":99}',
    b'{"input":"[pause:never] a"}',
    b'{"input":' + b"[" * 20_000,
    json.dumps({"input": "a" * (Settings().max_input_chars + 1)}).encode(),
]
BAD_FRAMES = [
    b"GET / HTTP/1.1\r\n\r\n",
    b'{"type":"synthesize","data":{"text":5}}\n',
    b'{"type":"synthesize","payload_length":1000000000000}\n',
    b'{"type":"synthesize","data":{"text":"a","voice":{"name":"nobody"}}}\n',
    bytes(70_000),
]


class Unexpected(Exception):
    """Something that a client should never see."""


@dataclass
class Tally:
    """What has happened so far; first audio in seconds, by minute."""

    began: float = field(default_factory=time.monotonic)
    requests: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    first_audio: dict[int, list[float]] = field(default_factory=dict)

    @property
    def minute(self) -> int:
        return int((time.monotonic() - self.began) / 60)

    def heard_after(self, seconds: float) -> None:
        self.first_audio.setdefault(self.minute, []).append(seconds)


@dataclass(frozen=True)
class Server:
    """The server under test, from outside."""

    port: int
    http_port: int
    process: psutil.Process

    @property
    def memory_mb(self) -> float:
        return float(self.process.memory_info().rss) / _MEGABYTE

    @property
    def threads(self) -> int:
        return int(self.process.num_threads())

    @property
    def descriptors(self) -> int:
        return int(self.process.num_fds())


# ---- what clients do
# -----------------------------------------------------------------------------------------------


class Client:
    """Asks the server for one thing after the other."""

    def __init__(self, server: Server, tally: Tally, seed: int) -> None:
        self._server = server
        self._tally = tally
        self._random = random.Random(seed)
        self._deeds: dict[str, tuple[int, Callable[[], Awaitable[None]]]] = {
            "wyoming": (6, self._wyoming),
            "wyoming stream": (4, self._wyoming_stream),
            "wyoming hang-up": (2, self._wyoming_hang_up),
            "wyoming bad": (2, self._wyoming_bad),
            "wyoming describe": (2, self._describe),
            "http": (6, self._http),
            "http events": (2, self._http_events),
            "http hang-up": (2, self._http_hang_up),
            "http bad": (2, self._http_bad),
            "http other": (1, self._http_other),
            "http unload": (1, self._http_unload),
        }

    async def run(self, until: float) -> None:
        """Go on until that moment of the monotonic clock."""
        names, weights = list(self._deeds), [weight for weight, _ in self._deeds.values()]
        while time.monotonic() < until:
            name = self._random.choices(names, weights)[0]
            self._tally.requests[name] += 1
            try:
                async with asyncio.timeout(_PATIENCE_S):
                    await self._deeds[name][1]()
            except (Unexpected, OSError, aiohttp.ClientError, EOFError, ValueError) as error:
                self._tally.failures[f"{name}: {error or type(error).__name__}"[:200]] += 1
            await asyncio.sleep(self._random.uniform(0, 1))

    def _speech(self) -> tuple[str, str]:
        """A text and a voice."""
        kind = self._random.random()
        if kind < 0.25:
            voice = self._random.choice(list(LANGUAGES))
            return LANGUAGES[voice], voice
        voice = self._random.choice(BLENDS) if kind < 0.45 else "af_heart"
        if kind < 0.6:
            return LONG, voice
        # A number in front, so that most phrases are new to the cache.
        return f"Message {self._random.randrange(10_000)}. {self._random.choice(SHORT)}", voice

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self._server.port, limit=_MEGABYTE)

    async def _ask(self, *events: tuple[str, object], until: str) -> None:
        began = time.monotonic()
        reader, writer = await self._connect()
        try:
            for kind, data in events:
                writer.write(json.dumps({"type": kind, "data": data}).encode() + b"\n")
                if kind == "synthesize-chunk":
                    await asyncio.sleep(0.02)
            seen: set[str] = set()
            while until not in seen:
                kind, data = await read_event(reader)
                if kind == "error":
                    raise Unexpected(f"error {data}")
                if kind == "audio-chunk" and kind not in seen:
                    self._tally.heard_after(time.monotonic() - began)
                seen.add(kind)
            if until != "info" and "audio-chunk" not in seen:
                raise Unexpected("no audio")
        finally:
            writer.close()

    async def _wyoming(self) -> None:
        text, voice = self._speech()
        data = {"text": text, "voice": {"name": voice}}
        await self._ask(("synthesize", data), until="audio-stop")

    async def _wyoming_stream(self) -> None:
        text, voice = self._speech()
        pieces = [text[i : i + 12] for i in range(0, len(text), 12)]
        await self._ask(
            ("synthesize-start", {"voice": {"name": voice}}),
            *(("synthesize-chunk", {"text": piece}) for piece in pieces),
            ("synthesize", {"text": text}),
            ("synthesize-stop", {}),
            until="synthesize-stopped",
        )

    async def _describe(self) -> None:
        await self._ask(("describe", {}), until="info")

    async def _wyoming_hang_up(self) -> None:
        reader, writer = await self._connect()
        data = {"text": LONG * 10}
        writer.write(json.dumps({"type": "synthesize", "data": data}).encode() + b"\n")
        if self._random.random() < 0.7:
            await reader.readexactly(self._random.randrange(1, 50_000))
        writer.close()

    async def _wyoming_bad(self) -> None:
        reader, writer = await self._connect()
        try:
            writer.write(self._random.choice(BAD_FRAMES))
            answer = await reader.read()
            if b'"error"' not in answer:
                raise Unexpected(f"bad input was answered by {answer[:80]!r}")
        finally:
            writer.close()

    def _url(self, path: str = "/v1/audio/speech") -> str:
        return f"http://127.0.0.1:{self._server.http_port}{path}"

    def _body(self) -> dict[str, object]:
        text, voice = self._speech()
        audio_format = self._random.choice([*AudioFormat])
        return {"input": text, "voice": voice, "response_format": audio_format}

    async def _http(self) -> None:
        began = time.monotonic()
        body = self._body() | {"stream": self._random.random() < 0.8}
        async with aiohttp.request("POST", self._url(), json=body) as reply:
            if reply.status != 200:
                raise Unexpected(f"status {reply.status}: {(await reply.text())[:100]}")
            size = len(await reply.content.readany())
            if body["stream"]:
                self._tally.heard_after(time.monotonic() - began)
            size += len(await reply.read())
        if size < 1_000:
            raise Unexpected(f"{size} bytes of {body['response_format']}")

    async def _http_events(self) -> None:
        body = self._body() | {"stream_format": "sse"}
        async with aiohttp.request("POST", self._url(), json=body) as reply:
            events = await reply.read()
        if b"speech.audio.done" not in events:
            raise Unexpected(f"events without an end: {events[-100:]!r}")

    async def _http_hang_up(self) -> None:
        body = {"input": LONG * 10, "response_format": self._random.choice([*AudioFormat])}
        async with aiohttp.request("POST", self._url(), json=body) as reply:
            await reply.content.readexactly(self._random.randrange(1, 20_000))

    async def _http_bad(self) -> None:
        headers = {"Content-Type": "application/json"}
        data = self._random.choice(BAD_BODIES)
        async with aiohttp.request("POST", self._url(), data=data, headers=headers) as reply:
            if not 400 <= reply.status < 500 or "error" not in await reply.json():
                raise Unexpected(f"bad input was answered by {reply.status}")

    async def _http_unload(self) -> None:
        """Who still listens keeps the model; the next one after them loads it again."""
        async with aiohttp.request("POST", self._url("/v1/models/unload")) as reply:
            if reply.status not in (200, 409):
                raise Unexpected(f"status {reply.status}")

    async def _http_other(self) -> None:
        for path in ("/v1/audio/voices", "/v1/models", "/metrics", "/ready", "/docs"):
            async with aiohttp.request("GET", self._url(path)) as reply:
                if reply.status != 200:
                    raise Unexpected(f"{path}: {reply.status}")


async def read_event(reader: asyncio.StreamReader) -> tuple[str, object]:
    """Type and data of the next Wyoming event."""
    line = await reader.readline()
    if not line:
        raise Unexpected("the connection was closed")
    header = json.loads(line)
    data: object = header.get("data")
    if length := header.get("data_length"):
        data = json.loads(await reader.readexactly(length))
    await reader.readexactly(header.get("payload_length") or 0)
    return header["type"], data


# ---- the run
# -------------------------------------------------------------------------------------------------------


def start_server(data_dir: Path, log: Path) -> tuple[subprocess.Popen[bytes], Server]:
    port, http_port = free_port(), free_port()
    command = [sys.executable, "-m", "wyoming_kokoro", "serve", "--data-dir", str(data_dir)]
    command += ["--uri", f"tcp://127.0.0.1:{port}", "--http-uri", f"http://127.0.0.1:{http_port}"]
    # A small cache is full after a minute, so that its growth does not pass for a leak.
    command += ["--cache-mb", "8"]
    with log.open("wb") as stream:
        process = subprocess.Popen(command, stderr=stream)
    while "Ready" not in log.read_text(encoding="utf-8"):
        if process.poll() is not None:
            raise SystemExit(f"the server did not start: {log.read_text(encoding='utf-8')}")
        time.sleep(0.2)
    return process, Server(port, http_port, psutil.Process(process.pid))


async def warm_up(server: Server) -> None:
    """Have every language, format and thread made once, so that the start's figures are those of a
    server at work.
    """
    tally = Tally()
    client = Client(server, tally, 0)
    for voice, text in LANGUAGES.items():
        data = {"text": text, "voice": {"name": voice}}
        await client._ask(("synthesize", data), until="audio-stop")
    for audio_format in AudioFormat:
        body = {"input": LONG, "response_format": audio_format}
        async with aiohttp.request("POST", client._url(), json=body) as reply:
            await reply.read()
    until = time.monotonic() + _WARM_UP_S
    await asyncio.gather(*(Client(server, tally, -n).run(until) for n in range(2 * _CLIENTS)))


async def settle(server: Server) -> tuple[int, int]:
    """Threads and descriptors once all clients are gone."""
    await asyncio.sleep(_QUIET_S)
    return server.threads, server.descriptors


async def watch(server: Server, tally: Tally, until: float) -> list[tuple[float, float]]:
    """Minutes and megabytes, every five seconds; a line on the terminal every minute."""
    samples: list[tuple[float, float]] = []
    minute = 0
    while time.monotonic() < until:
        samples.append(((time.monotonic() - tally.began) / 60, server.memory_mb))
        if tally.minute > minute:
            print(minute_line(minute, tally, samples[-1][1]), flush=True)
            minute = tally.minute
        await asyncio.sleep(5)
    print(minute_line(minute, tally, server.memory_mb), flush=True)
    return samples


def minute_line(minute: int, tally: Tally, memory_mb: float) -> str:
    times = sorted(tally.first_audio.get(minute, []))
    if not times:
        return f"| {minute + 1} | 0 | – | – | – | {memory_mb:.0f} |"
    p50, p95 = (times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.95))
    return (
        f"| {minute + 1} | {len(times)} | {p50:.2f} | {p95:.2f} | {times[-1]:.2f} |"
        f" {memory_mb:.0f} |"
    )


def slope(samples: list[tuple[float, float]]) -> float:
    """Megabytes a minute, by least squares over what comes after the warm-up; over the second half
    of a short run.
    """
    last = samples[-1][0]
    start = _WARM_UP_MINUTES if last > _WARM_UP_MINUTES + 1 else last / 2
    late = [sample for sample in samples if sample[0] >= start]
    mean_x = sum(x for x, _ in late) / len(late)
    mean_y = sum(y for _, y in late) / len(late)
    spread = sum((x - mean_x) ** 2 for x, _ in late)
    return sum((x - mean_x) * (y - mean_y) for x, y in late) / spread if spread else 0.0


async def soak(server: Server, minutes: float, clients: int) -> int:
    await warm_up(server)
    threads, descriptors = await settle(server)
    print("| minute | utterances | first audio p50 (s) | p95 | worst | memory (MB) |")
    print("|---|---|---|---|---|---|")
    tally = Tally()
    until = time.monotonic() + minutes * 60
    at_work = [Client(server, tally, seed).run(until) for seed in range(1, clients + 1)]
    samples, *_ = await asyncio.gather(watch(server, tally, until), *at_work)
    threads_after, descriptors_after = await settle(server)
    failures = sum(tally.failures.values())
    kinds = ", ".join(f"{name} {count}" for name, count in sorted(tally.requests.items()))
    print(f"\n{sum(tally.requests.values())} requests by {clients} clients: {kinds}")
    print(f"unexpected failures: {failures}")
    for what, count in tally.failures.most_common():
        print(f"  {count} × {what}")
    print(f"memory: {slope(samples):+.2f} MB a minute")
    print(f"threads: {threads} at the start, {threads_after} at the end")
    print(f"descriptors: {descriptors} at the start, {descriptors_after} at the end")
    return failures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", type=float)
    parser.add_argument("--clients", type=int, default=_CLIENTS)
    parser.add_argument("--data-dir", type=Path, default=Settings().data_dir)
    parser.add_argument("--log", type=Path, default=Path("soak.log"), help="the server's log")
    given = parser.parse_args()
    process, server = start_server(given.data_dir, given.log)
    try:
        failures = asyncio.run(soak(server, given.minutes, given.clients))
    finally:
        process.send_signal(signal.SIGTERM)
        status = process.wait(60)
    print(f"the server ended with {status}; its log has {errors_in(given.log)} errors")
    return int(failures > 0 or status != 0)


def errors_in(log: Path) -> int:
    return sum(" ERROR " in line for line in log.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    sys.exit(main())
