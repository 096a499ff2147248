"""Measures a cluster on this machine against plain servers: first audio, speech per second, and
what Ray's own processes take.

Machines are network namespaces (`tests/cluster/machines.py`), so it needs root; each node has one
core's worth of places. The plain servers have one thread each. Nothing else may run meanwhile.

Machines of their own do not share their cores with the server and its clients, as nodes do here.
With `--share 0.7` each node and each plain server gets so much of a core and no more, which leaves
the rest to what is elsewhere in a cluster of several machines.
"""

import argparse
import asyncio
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from listeners import FreshText  # noqa: E402

from tests.cluster.listening import Heard, listen  # noqa: E402
from tests.cluster.machines import HEAD, Machine, end, network  # noqa: E402

SERVE = [sys.executable, "-m", "wyoming_kokoro", "serve", "--http-uri", "none", "--cache-mb", "0"]
PATIENCE_S = 200.0
LENGTH_SHARE = 0.04
"""How far a text's speech may be longer or shorter than it mostly is: pauses go by the rhythm."""


class Server:
    """A server on a Unix socket; `start` gets its command and its log."""

    def __init__(
        self,
        folder: Path,
        name: str,
        start: Callable[[list[str], Path], "subprocess.Popen[bytes]"],
        *flags: str,
    ) -> None:
        self.path = str(folder / name)
        self._log = folder / f"{name}.log"
        self._log.touch()
        self.process = start([*SERVE, "--uri", f"unix://{self.path}", *flags], self._log)

    async def ready(self) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while "Ready" not in (text := self._log.read_text()):
                assert self.process.poll() is None, text
                await asyncio.sleep(0.1)


class Shares:
    """Parts of a core, by control groups of the kernel; a share of 0 is no limit."""

    _PERIOD_US = 10_000
    _ONE, _EACH = Path("/sys/fs/cgroup"), Path("/sys/fs/cgroup/cpu")
    """Where the kernel has one tree of groups (version 2), and where one for each resource."""

    def __init__(self, share: float) -> None:
        self._quota_us = round(share * self._PERIOD_US)
        self._groups: list[Path] = []
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self, command: list[str], log: Path) -> "subprocess.Popen[bytes]":
        """A program with a share of its own."""
        started = subprocess.Popen(
            [*self.next(), *command], stdout=log.open("ab"), stderr=subprocess.STDOUT
        )
        self._started.append(started)
        return started

    def next(self) -> list[str]:
        """A command that runs another one, and all that comes of it, with a share of its own."""
        if not self._quota_us:
            return []
        is_one = (self._ONE / "cgroup.controllers").exists()
        group = (self._ONE if is_one else self._EACH) / f"kokoro-{os.getpid()}-{len(self._groups)}"
        group.mkdir()
        self._groups.append(group)
        if is_one:
            (group / "cpu.max").write_text(f"{self._quota_us} {self._PERIOD_US}")
        else:
            (group / "cpu.cfs_period_us").write_text(str(self._PERIOD_US))
            (group / "cpu.cfs_quota_us").write_text(str(self._quota_us))
        return ["sh", "-c", 'echo $$ >"$0" && exec "$@"', str(group / "cgroup.procs")]

    def close(self) -> None:
        """End what was started, and give the groups back; nothing else may run in them."""
        for started in self._started:
            started.terminate()
        for started in self._started:
            started.wait()
        for group in self._groups:
            group.rmdir()


KINDS = {
    "ray::Speaker": "workers",
    "ray_driver": "driver",
    "wyoming_kokoro serve": "server",
    "raylet/raylet": "raylets with their object stores",
    **dict.fromkeys(("gcs_server", "ray::", "ray/_private", "ray/dashboard"), "Ray's other parts"),
}


def by_kind(measured: Callable[[psutil.Process], float]) -> Counter[str]:
    """What is measured of each process of this cluster, summed up."""
    sums: Counter[str] = Counter()
    for process in psutil.Process().children(recursive=True):
        try:
            line = " ".join(process.cmdline())
            kind = next((name for part, name in KINDS.items() if part in line), None)
            if kind is not None:
                sums[kind] += measured(process)  # type: ignore[assignment]
        except psutil.Error:
            continue
    return sums


def seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def megabytes(process: psutil.Process) -> float:
    """Of memory that no other process has a part in."""
    return float(process.memory_full_info().uss) / 1024**2


def stored(process: psutil.Process) -> float:
    """Megabytes of an object store that were ever written to."""
    if "raylet/raylet" not in " ".join(process.cmdline()):
        return 0.0
    maps = process.memory_maps()
    return float(sum(each.rss for each in maps if "plasma" in each.path)) / 1024**2


async def first_audio(servers: dict[str, Server], rounds: int) -> None:
    """Fresh sentences, the servers in turn."""
    text = FreshText(1)
    firsts: dict[str, list[float]] = {name: [] for name in servers}
    for number in range(rounds + 2):
        sentence = text.text(60)
        for name, server in servers.items():
            heard = await listen(server.path, sentence)
            if number >= 2:
                firsts[name].append(heard.first_at - heard.began_at)
    for name, values in firsts.items():
        deciles = statistics.quantiles(values, n=10)
        print(f"first audio {name}: {1000 * statistics.median(values):.0f} ms", end="")
        print(f" ({1000 * deciles[0]:.0f} to {1000 * deciles[-1]:.0f})", flush=True)


async def throughput(
    name: str, paths: list[str], clients: int, duration_s: float, said: Iterator[str] | None = None
) -> tuple[float, list[Heard]]:
    """Seconds of speech per second that so many clients get, who always want more, and what they
    heard: of fresh texts, where nothing is `said`.
    """
    fresh, heard = FreshText(hash(name) % 1000), list[Heard]()
    texts = said or (fresh.text(120) for _ in itertools.count())
    end, before = time.monotonic() + duration_s, by_kind(seconds)

    async def client(number: int) -> None:
        while time.monotonic() < end:
            heard.append(await listen(paths[number % len(paths)], next(texts)))

    began = time.monotonic()
    await asyncio.gather(*(client(number) for number in range(clients)))
    took = time.monotonic() - began
    spent = {kind: round(value / took, 2) for kind, value in (by_kind(seconds) - before).items()}
    rate = sum(each.seconds for each in heard) / took
    gaps = sum(each.longest_gap_s > 0.02 for each in heard)
    print(
        f"{name}: {rate:.2f} s of speech per s, {len(heard)} utterances, {gaps} with a gap,", end=""
    )
    print(f" {sum(bool(each.error) for each in heard)} failed; cores: {spent}", flush=True)
    return rate, heard


def odd(heard: list[Heard]) -> list[str]:
    """What is wrong with each that is not one stream, as long as its text mostly is."""
    lengths: dict[str, list[float]] = {}
    for each in heard:
        lengths.setdefault(each.text, []).append(each.seconds)
    usual = {text: statistics.median(every) for text, every in lengths.items()}
    found = []
    for each in heard:
        ends = [each.events.count(name) for name in ("audio-start", "audio-stop")]
        share = each.seconds / usual[each.text] if usual[each.text] else 0.0
        if each.error or ends != [1, 1] or abs(share - 1) > LENGTH_SHARE:
            found.append(f"{ends}, {share:.2f} as long: {each.text!r} {each.error}")
    return found


async def soak(path: str, given: argparse.Namespace) -> None:
    """So many clients for so long; memory in megabytes by the minute."""
    fresh, heard = FreshText(1), list[Heard]()
    said = itertools.cycle([fresh.text(characters) for characters in range(20, 260, 5)])
    for minute in range(given.soak):
        heard += (await throughput(f"minute {minute + 1}", [path], given.clients, 60.0, said))[1]
        memory = by_kind(megabytes)
        memory["object stores"] = sum(by_kind(stored).values())
        print({kind: round(value, 1) for kind, value in memory.items()}, flush=True)
    gap = max(each.longest_gap_s for each in heard)
    print(
        f"{len(heard)} utterances, {sum(each.seconds for each in heard):.0f} s of speech,", end=""
    )
    print(f" longest gap {gap:.2f} s; lost, cut or doubled: {odd(heard) or 'none'}", flush=True)


async def measure(
    folder: Path, machines: list[Machine], shares: Shares, given: argparse.Namespace
) -> None:
    def cluster(name: str, machine: Machine, workers: int) -> Server:
        flags = ["--ray", HEAD, "--workers", str(workers)]
        return Server(folder, name, machine.start, *flags)

    limits = [[], shares.next(), shares.next(), []]
    machines += [Machine(number, folder, under) for number, under in enumerate(limits)]
    for machine, places in zip(machines, (0, 1, 1), strict=False):
        machine.start_ray(places)
    front = cluster("front", machines[3], 2)
    if given.soak:
        await front.ready()
        await soak(front.path, given)
        return
    one = Server(folder, "one", shares.start, "--threads", "1", "--workers", "1")
    await asyncio.gather(one.ready(), front.ready())
    await asyncio.sleep(5)
    await first_audio({"without Ray": one, "with Ray": front}, given.rounds)
    both, _ = await throughput("Ray, two nodes", [front.path], given.clients, given.seconds)
    machines[2].crash()
    await asyncio.sleep(3)
    single, _ = await throughput("Ray, one node", [front.path], given.clients // 2, given.seconds)
    end(front.process)
    front.process.wait()
    for machine in machines:
        machine.crash()
    other = Server(folder, "other", shares.start, "--threads", "1", "--workers", "1")
    await other.ready()
    await asyncio.sleep(2)
    apart, _ = await throughput(
        "two plain servers", [one.path, other.path], given.clients, given.seconds
    )
    alone, _ = await throughput("one plain server", [one.path], given.clients // 2, given.seconds)
    print(f"Ray: two nodes / one node {both / single:.2f}, / two plain servers {both / apart:.2f},")
    print(f"plain: two / one {apart / alone:.2f}; two nodes / one plain server {both / alone:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=25.0)
    parser.add_argument("--soak", type=int, default=0, help="minutes of nothing but speech")
    parser.add_argument("--share", type=float, default=0.0, help="of a core, for each node")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kokoro-")))
        shares = stack.enter_context(closing(Shares(given.share)))
        asyncio.run(measure(folder, stack.enter_context(network(folder)), shares, given))


if __name__ == "__main__":
    main()
