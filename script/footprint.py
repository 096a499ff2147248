"""What the program costs before it speaks, of one environment or several in turn.

``script/footprint [--rounds N] [--utterances N] [PYTHON …]`` measures the environments of these
interpreters (default: this one): seconds and processor time of importing the service, from process
start to Ready, memory when ready, after so many utterances of new English words, at once and at
rest, and at rest after all nine languages; the size of the environment. Each server runs alone, the
environments take turns.
"""

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

REST_S = 8
"""Seconds after which a server that nobody speaks to has given back what it can."""
IMPORT = "import wyoming_kokoro.service"
ENGLISH = (
    "The lights in room {0} are on, and the heating will be set to {1} degrees at {2} tonight."
)
OTHERS = {
    "bf_emma": "The kettle in room {0} is boiling.",
    "ef_dora": "La luz de la habitación {0} está encendida.",
    "ff_siwis": "La lumière de la chambre {0} est allumée.",
    "hf_alpha": "कमरा {0} की बत्ती जल रही है।",
    "if_sara": "La luce della stanza {0} è accesa.",
    "jf_alpha": "部屋{0}の電気がついています。",
    "pf_dora": "A luz do quarto {0} está acesa.",
    "zf_xiaoxiao": "{0}号房间的灯亮着。",
}


@dataclass(frozen=True)
class Server:
    """A running server."""

    process: subprocess.Popen[str]
    port: int

    def speak(self, voice: str, text: str) -> None:
        """Have it spoken, to the end."""
        body = {"model": "kokoro", "voice": voice, "input": text, "response_format": "pcm"}
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/v1/audio/speech",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as reply:
            if not reply.read():
                raise RuntimeError(f"{voice} said nothing")

    def memory_mb(self) -> tuple[float, float]:
        """Resident memory, and how much of it is the process's own and not files."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = dict(re.findall(r"(\w+):\s+(\d+) kB", status))
        return int(found["VmRSS"]) / 1000, int(found["RssAnon"]) / 1000

    def processor_s(self) -> float:
        """Processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(python: Path, folder: str) -> Iterator[Server]:
    """A server of that environment, started now; nobody has waited for it yet."""
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0)), other.bind(("127.0.0.1", 0))
        ports = one.getsockname()[1], other.getsockname()[1]
    command = [python, "-m", "wyoming_kokoro", "serve", "--uri", f"tcp://127.0.0.1:{ports[0]}"]
    command += ["--http-uri", f"http://127.0.0.1:{ports[1]}"]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    try:
        yield Server(process, ports[1])
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def wait_ready(server: Server) -> None:
    """Until the log says so."""
    assert server.process.stderr is not None
    for line in server.process.stderr:
        if line.rstrip().endswith("Ready"):
            return
    raise RuntimeError("the server ended before it was ready")


def import_times(python: Path, folder: str) -> tuple[float, float]:
    """Seconds, and seconds of processor time."""
    began, before = time.perf_counter(), os.times()
    subprocess.run([python, "-c", IMPORT], cwd=folder, check=True)
    after = os.times()
    used = after.children_user + after.children_system
    return time.perf_counter() - began, used - before.children_user - before.children_system


def measure(python: Path, folder: str, utterances: int) -> dict[str, float]:
    """One round of an environment."""
    figures: dict[str, float] = {}
    figures["import, s"], figures["import, s of processor"] = import_times(python, folder)
    began = time.perf_counter()
    with serving(python, folder) as server:
        wait_ready(server)
        figures["start to Ready, s"] = time.perf_counter() - began
        figures["start to Ready, s of processor"] = server.processor_s()
        figures["resident when ready, MB"], figures["own of it, MB"] = server.memory_mb()
        for i in range(utterances):
            server.speak("af_heart", ENGLISH.format(i, i * 7 % 90, f"{i % 12 + 1}:{i % 60:02} pm"))
        name = f"resident after {utterances} utterances"
        figures[f"{name}, MB"], _ = server.memory_mb()
        time.sleep(REST_S)
        figures["resident then at rest, MB"], figures["own of it at rest, MB"] = server.memory_mb()
        for voice, text in OTHERS.items():
            server.speak(voice, text.format(3))
        time.sleep(REST_S)
        figures["resident after nine languages, MB"], _ = server.memory_mb()
    return figures


def size_mb(python: Path) -> float:
    """Disk that the environment's packages take."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    used = subprocess.run(
        ["du", "-sm", packages.stdout.strip()], capture_output=True, text=True, check=True
    )
    return float(used.stdout.split()[0])


def main() -> None:
    """Print medians, an environment a column."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--utterances", type=int, default=100)
    parser.add_argument("pythons", nargs="*", type=Path, default=[Path(sys.executable)])
    arguments = parser.parse_args()
    pythons = [python.absolute() for python in arguments.pythons]
    figures: list[dict[str, list[float]]] = [defaultdict(list) for _ in pythons]
    with tempfile.TemporaryDirectory() as folder:  # away from the sources
        for _ in range(arguments.rounds):
            for python, values in zip(pythons, figures):
                for name, value in measure(python, folder, arguments.utterances).items():
                    values[name].append(value)
    for python, values in zip(pythons, figures):
        values["packages on disk, MB"].append(size_mb(python))
    for name in figures[0]:
        print(f"{name:40}" + "".join(f"{median(values[name]):12.2f}" for values in figures))


if __name__ == "__main__":
    main()
