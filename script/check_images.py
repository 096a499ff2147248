"""Build the images, run them, and see them start, speak, fail and stop in every state; a table at
the end.

Needed: docker, or podman and buildah (ENGINE chooses), the images that the Dockerfile begins with,
a model (--model, by default that of `wyoming-kokoro download`), and the environment of
script/setup. What is not there is said, and nothing is checked then; with ENGINE set that is a
failure.

Variables: BUILD_OPTIONS and RUN_OPTIONS are passed on to the engine. Where it cannot publish ports,
CONTAINER_ADDRESS and HOST_ADDRESS say how container and host reach each other (RUN_OPTIONS then
names the network).
"""

import argparse
import asyncio
import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import apparmor_trace
import platformdirs
import yaml
from wyoming.audio import AudioChunk
from wyoming.client import AsyncTcpClient
from wyoming.info import Describe, Info
from wyoming.tts import Synthesize, SynthesizeVoice

ROOT = Path(__file__).parents[1]
START_S = 300.0
STOP_S = 10
"""The Supervisor and Docker wait so long before they kill."""
NO_INTERNET = ("--env", "HTTPS_PROXY=http://127.0.0.1:9")
CHANGED: dict[str, Any] = {
    "voice": "bf_emma",
    "language": "fr",
    "speed": 1.25,
    "precision": "fp32",
    "threads": 1,
    "idle_unload": 600,
    "auto_language": False,
    "http": True,
    "api_key": "a secret",
    "log_level": "debug",
}
PROGRAM = "/opt/wyoming-kokoro/bin/wyoming-kokoro"
PROFILE_TOOLS = ("strace", "apparmor_parser")
MANY = 1000
"""A trace with fewer accesses has missed the program."""
SERVER_HARDENING = (
    "--read-only --cap-drop ALL --security-opt no-new-privileges --tmpfs"
    " /tmp:rw,noexec,nosuid,nodev"
).split()

KILL_WORKERS = """
for process in /proc/[0-9]*; do
  if grep -q '^ray::Speaker' "$process/cmdline" 2>/dev/null; then kill -9 "${process#/proc/}"; fi
done
"""


class Skipped(Exception):
    """What is needed is not there."""


@dataclass
class Table:
    rows: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def add(self, image: str, check: str, result: str, good: bool = True) -> None:
        self.rows.append((image, check, result, good))
        print(f"{image}: {check}: {result}{'' if good else '  <-- WRONG'}", flush=True)

    def __str__(self) -> str:
        head = "| image | check | result |\n|---|---|---|\n"
        lines = (f"| {i} | {c} | {r}{'' if g else ' **wrong**'} |" for i, c, r, g in self.rows)
        return head + "\n".join(lines)


class Engine:
    """docker or podman."""

    def __init__(self) -> None:
        names = [os.environ["ENGINE"]] if "ENGINE" in os.environ else ["docker", "podman"]
        found = [name for name in names if shutil.which(name)]
        if not found:
            raise Skipped(f"there is no {' and no '.join(names)}")
        working = [name for name in found if self._answers(name)]
        if not working:
            raise Skipped(f"{found[0]} does not work here (`{found[0]} info` fails)")
        self.name = working[0]
        self.run_options = shlex.split(os.environ.get("RUN_OPTIONS", ""))

    @staticmethod
    def _answers(name: str) -> bool:
        return subprocess.run([name, "info"], capture_output=True, check=False).returncode == 0

    def __call__(self, *arguments: str, check: bool = True, stdin: str | None = None) -> str:
        done = subprocess.run(
            [self.name, *arguments], capture_output=True, text=True, check=False, input=stdin
        )
        if check and done.returncode != 0:
            raise RuntimeError(f"{self.name} {shlex.join(arguments)}: {done.stderr.strip()}")
        return done.stdout.strip()

    def build(self, kind: str, tag: str) -> float:
        """Build an image; how many seconds it took."""
        target = "addon" if kind == "addon" else "server"
        options = shlex.split(os.environ.get("BUILD_OPTIONS", ""))
        options += ["--target", target, "--tag", tag, "--build-arg", "BUILD_VERSION=0"]
        if kind == "ray":
            options += ["--build-arg", "WITH_RAY=true"]
        if self.name == "docker":
            command = ["docker", "buildx", "build", "--load"]
        else:
            # Podman's own format has no health checks.
            command = ["buildah", "bud", "--format", "docker", "--layers"]
        for base in bases(kind):
            if not self(*("image", "ls", "--quiet", base)) and self.name != "docker":
                if subprocess.run([self.name, "pull", base], capture_output=True).returncode != 0:
                    raise Skipped(f"the base image {base} is neither here nor to be had")
        began = time.monotonic()
        done = subprocess.run([*command, *options, "."], cwd=ROOT, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"the image {kind} could not be built")
        return time.monotonic() - began

    def megabytes(self, tag: str) -> float:
        return int(self("image", "inspect", "--format", "{{.Size}}", tag)) / 1e6


def bases(kind: str) -> list[str]:
    """The images that an image of this kind is made from."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    defaults = dict(
        line[4:].split("=", 1) for line in lines if line.startswith("ARG ") and "=" in line
    )
    named = {line.split()[1] for line in lines if line.startswith("FROM ")}
    stages = {line.split()[3] for line in lines if line.startswith("FROM ") and " AS " in line}
    if kind != "addon":
        named.discard("${ADDON_BASE}")
    for name, value in defaults.items():
        named = {image.replace(f"${{{name}}}", value) for image in named}
    return sorted(named - stages)


class Supervisor:
    """Gives the add-on its options, and takes note of what it tells."""

    def __init__(self, address: str) -> None:
        self.options: dict[str, Any] = {}
        self.discovered: list[Any] = []
        supervisor = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._say(supervisor.options)

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                supervisor.discovered.append(json.loads(self.rfile.read(length)))
                self._say({"uuid": "1"})

            def _say(self, data: object) -> None:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps({"result": "ok", "data": data}).encode())

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        # Podman makes the network with `address` when its first container starts, which is later.
        self._server = ThreadingHTTPServer(("", 0), Answers)
        self.url = f"http://{address}:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()


class Check:
    """The checks of one image."""

    def __init__(
        self, engine: Engine, kind: str, tag: str, table: Table, supervisor: Supervisor
    ) -> None:
        self.engine, self.kind, self.tag, self.table = engine, kind, tag, table
        self.supervisor = supervisor
        self.addon = kind == "addon"
        self.folder = "/data/kokoro" if self.addon else "/data"
        self.volume = f"check-{kind}-{os.getpid()}"
        self.empty = f"{self.volume}-empty"
        self.published = "CONTAINER_ADDRESS" not in os.environ
        self.defaults = yaml.safe_load((ROOT / "config.yaml").read_text("utf-8"))["options"]

    def fill(self, model: Path) -> None:
        """A volume with the model, owned by the user of the program."""
        owner = "kokoro" if self.addon else "10200"
        script = (
            f"mkdir -p {self.folder} && cp -r /model/. {self.folder} && chown -R {owner}"
            f" {self.folder}"
        )
        options = ["--user", "0", "--network", "none", "--entrypoint", "sh"]
        options += ["--volume", f"{self.volume}:/data", "--volume", f"{model}:/model:ro"]
        self.engine("run", "--rm", *options, self.tag, "-c", script)

    @contextmanager
    def container(
        self,
        *options: str,
        arguments: Sequence[str] = (),
        volume: str | None = None,
        under: Sequence[str] = (),
        **changed: Any,
    ) -> Iterator[str]:
        """A running container, by name; `changed` are options of the add-on, `under` is a command
        that runs the engine.
        """
        name = f"check-{self.kind}-{time.monotonic_ns()}"
        command = ["run", "--detach", "--name", name, *self.engine.run_options]
        command += ["--volume", f"{volume or self.volume}:/data", "--no-healthcheck"]
        if self.addon:
            self.supervisor.options = {**self.defaults, **changed}
            self.supervisor.discovered.clear()
            command += [
                "--env",
                f"SUPERVISOR_API={self.supervisor.url}",
                "--env",
                "SUPERVISOR_TOKEN=t",
            ]
        else:
            command += SERVER_HARDENING
        shares = any(option.startswith("container:") for option in options)
        if self.published and not shares:
            command += ["--publish", "127.0.0.1::10200", "--publish", "127.0.0.1::8880"]
        command += [*options, self.tag, *arguments]
        began = subprocess.Popen([*under, self.engine.name, *command], stdout=subprocess.DEVNULL)
        try:
            while began.poll() is None and not self.running(name):
                time.sleep(0.1)
            if began.poll():
                raise RuntimeError(f"{self.engine.name} could not run {self.tag}")
            yield name
        finally:
            self.engine("rm", "--force", name, check=False)
            began.wait()

    def log(self, name: str) -> str:
        done = subprocess.run(
            [self.engine.name, "logs", name], capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr

    def running(self, name: str) -> bool:
        state = self.engine("inspect", "--format", "{{.State.Running}}", name, check=False)
        return state == "true"

    def exit_code(self, name: str) -> int:
        return int(self.engine("inspect", "--format", "{{.State.ExitCode}}", name))

    def until_ready(self, name: str) -> float:
        """Seconds from now to the line "Ready".

        Raises `RuntimeError` with the log if the container ends before.
        """
        return self._until(name, lambda: "wyoming_kokoro.service: Ready" in self.log(name))

    def _until(self, name: str, holds: Callable[[], bool]) -> float:
        began = time.monotonic()
        while not holds():
            if time.monotonic() - began > START_S or not self.running(name):
                raise RuntimeError(f"{self.kind} did not get ready:\n{self.log(name)[-2000:]}")
            time.sleep(0.1)
        return time.monotonic() - began

    def address(self, name: str, port: int) -> tuple[str, int]:
        if not self.published:
            return os.environ["CONTAINER_ADDRESS"], port
        host, _, published = (
            self.engine("port", name, f"{port}/tcp").splitlines()[0].rpartition(":")
        )
        return host, int(published)

    def ends(self, name: str, seconds: float) -> str | None:
        """The exit code of a container that ends by itself, `None` if it does not."""
        try:
            self._until_ended(name, seconds)
        except TimeoutError:
            return None
        return str(self.exit_code(name))

    def _until_ended(self, name: str, seconds: float) -> None:
        end = time.monotonic() + seconds
        while self.running(name):
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(0.1)

    def stop(self, name: str, state: str) -> None:
        """Stop a container and note time and exit code."""
        began = time.monotonic()
        self.engine("stop", "--time", str(STOP_S), name)
        took, code = time.monotonic() - began, self.exit_code(name)
        good = took < STOP_S - 1 and code in ((0,) if self.addon else (0, 143))
        self.table.add(self.kind, f"stop {state}", f"{took:.1f} s, exit {code}", good)

    def fails(self, why: str, says: str, name: str) -> None:
        """Note how a container ended that could not do its work; its log must have `says`."""
        began = time.monotonic()
        code = self.ends(name, 90)
        log = self.log(name)
        lines = [line for line in log.splitlines() if says in line]
        result = (
            f"exit {code} after {time.monotonic() - began:.0f} s:"
            f" {lines[0][:90] if lines else log[-300:]}"
        )
        self.table.add(self.kind, why, result, code not in (None, "0") and bool(lines))

    def run(self, online: bool) -> None:
        """All checks."""
        if self.kind == "ray":
            self._loses_its_worker()
            return
        self._speaks()
        for seconds, state in ((0.7, "at once"), (4.0, "while it starts")):
            with self.container() as name:
                time.sleep(seconds)
                self.stop(name, state)
        with self._silent_proxy() as proxy, self.container(*proxy, volume=self.empty) as name:
            time.sleep(4)
            self.stop(name, "while it downloads")
        with self.container(*NO_INTERNET, volume=self.empty) as name:
            self.fails("no internet", "No source has", name)
        bad: dict[str, Any] = {"voice": "nobody"} if self.addon else {}
        with self.container(arguments=() if self.addon else ("--voice", "nobody"), **bad) as name:
            self.fails("unknown voice", "There is no voice 'nobody'", name)
        if not self.addon:
            self._cannot_write()
        if self.addon:
            self._options()
            self._obeys_its_profile()
        if online:
            with self.container(volume=self.empty) as name:
                took = self.until_ready(name)
                self.table.add(
                    self.kind, "first start, with the download", f"Ready after {took:.0f} s"
                )

    def clean(self) -> None:
        """Remove what the checks have left."""
        for volume in (self.volume, self.empty):
            self.engine("volume", "rm", "--force", volume, check=False)

    def _speaks(self) -> None:
        with self.container() as name:
            first = self.until_ready(name)
            self.table.add(self.kind, "first start", f"Ready after {first:.1f} s")
            host, port = self.address(name, 10200)
            voices, seconds = asyncio.run(_describe_and_speak(host, port))
            self.table.add(self.kind, "describe from outside", f"{voices} voices", voices >= 54)
            self.table.add(
                self.kind, "speak from outside", f"{seconds:.1f} s of speech", 1 < seconds < 4
            )
            if self.addon:
                self._until(name, lambda: bool(self.supervisor.discovered))
                told = self.supervisor.discovered[0]
                self.table.add(self.kind, "discovery", str(told), told["service"] == "wyoming")
            else:
                self._http(name)
            asked = "wyoming-ready 2>&1 && echo healthy"
            health = self.engine("exec", name, "sh", "-c", asked, check=False)
            self.table.add(self.kind, "health check", health, health == "healthy")
            shared = ("--network", f"container:{name}") if self.published else ()
            with self.container(*shared) as second:
                self.fails("port in use", "annot listen on", second)
            self.stop(name, "when Ready")
        with self.container() as name:
            again = self.until_ready(name)
            self.table.add(self.kind, "later start", f"Ready after {again:.1f} s")
            host, port = self.address(name, 10200)
            asyncio.run(_walk_off(host, port))
            self.stop(name, "while it speaks")

    def _loses_its_worker(self) -> None:
        """A front end and its workers in one container: a worker that dies is replaced."""
        alone = ("--ray", "local", "--workers", "1", "--cache-mb", "0")
        with self.container("--shm-size", "128m", arguments=alone) as name:
            took = self.until_ready(name)
            self.table.add(self.kind, "start with a Ray of its own", f"Ready after {took:.1f} s")
            for state in ("speak from outside", "speak when the worker was killed"):
                seconds = asyncio.run(_describe_and_speak(*self.address(name, 10200)))[1]
                self.table.add(self.kind, state, f"{seconds:.1f} s of speech", 1 < seconds < 4)
                self.engine("exec", name, "sh", "-c", KILL_WORKERS)
            lost = self.log(name).count("A worker on ")
            self.table.add(self.kind, "workers that came", str(lost), lost > 1)
            self.stop(name, "when Ready")

    def _http(self, name: str) -> None:
        host, port = self.address(name, 8880)
        request = urllib.request.Request(f"http://{host}:{port}/v1/audio/speech", *_speech())
        with urllib.request.urlopen(request, timeout=60) as answer:
            size = len(answer.read())
        self.table.add(self.kind, "speak over HTTP", f"{size} bytes", size > 10_000)

    def _options(self) -> None:
        """Every option of the add-on changed once."""
        with self.container(**CHANGED) as name:
            self.until_ready(name)
            each = "for file in /proc/[0-9]*/cmdline; do tr '\\0' ' ' <$file; echo; done"
            command = self.engine("exec", name, "sh", "-c", each, check=False)
            for option, value in CHANGED.items():
                flag = {
                    "http": "--http-uri http://0.0.0.0:8880",
                    "auto_language": "--no-auto-language",
                    "log_level": "--debug",
                }.get(option, f"--{option.replace('_', '-')} {value}")
                if option == "api_key":
                    host, port = self.address(name, 8880)
                    codes = [_status(host, port, key) for key in (None, "a secret")]
                    hidden = "a secret" not in command
                    self.table.add(
                        self.kind,
                        "option api_key",
                        f"HTTP {codes[0]} without, {codes[1]} with",
                        codes == [401, 200] and hidden,
                    )
                else:
                    self.table.add(self.kind, f"option {option}", flag, flag in command)

    def _obeys_its_profile(self) -> None:
        """What the server does is allowed by the add-on's AppArmor profile: by a trace, for this
        kernel may know no AppArmor.
        """
        check = "AppArmor, by a trace"
        if self.engine.name != "podman" or not all(map(shutil.which, PROFILE_TOOLS)):
            needed = ", ".join(("podman", *PROFILE_TOOLS))
            self.table.add(self.kind, check, f"not traced, which takes {needed}")
            return
        profile = apparmor_trace.read_profiles(ROOT / "addon/apparmor.txt")["server"]
        with tempfile.NamedTemporaryFile("r", encoding="utf-8") as log:
            under = [*apparmor_trace.STRACE, f"--output={log.name}"]
            with self.container(under=under, http=True) as name:
                self.until_ready(name)
                for voice in ("af_heart", "jf_alpha", "zf_xiaoxiao", "ff_siwis"):
                    _status(*self.address(name, 8880), None, voice=voice, response_format="mp3")

                @cache
                def real(path: str) -> str:
                    return self.engine("exec", name, "readlink", "--canonicalize", path)

                done = apparmor_trace.accesses(log, PROGRAM, real)
        bad = sorted(f"{access.path} {access.kind}" for access in done if profile.forbids(access))
        result = f"{len(done)} accesses, {len(bad)} forbidden {', '.join(bad)[:300]}"
        self.table.add(self.kind, check, result.strip(), not bad and len(done) > MANY)

    def _cannot_write(self) -> None:
        """A folder of the host that belongs to another user."""
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            with self.container(volume=folder) as name:
                self.fails("data folder of another user", "10200", name)

    @contextmanager
    def _silent_proxy(self) -> Iterator[tuple[str, ...]]:
        """Options that send downloads to a proxy that never answers."""
        address = self.supervisor.url.removeprefix("http://").rpartition(":")[0]
        with socket.create_server(("", 0)) as silent:
            yield "--env", f"HTTPS_PROXY=http://{address}:{silent.getsockname()[1]}"


async def _describe_and_speak(host: str, port: int) -> tuple[int, float]:
    """How many voices the server has, and the seconds of a sentence."""
    async with AsyncTcpClient(host, port) as client:
        await client.write_event(Describe().event())
        event = await client.read_event()
        assert event is not None
        voices = Info.from_event(event).tts[0].voices
        text = "The washing machine is done."
        await client.write_event(Synthesize(text, voice=SynthesizeVoice(name="af_heart")).event())
        samples = 0
        while (event := await client.read_event()) is not None and event.type != "audio-stop":
            if AudioChunk.is_type(event.type):
                samples += AudioChunk.from_event(event).samples
        return len(voices), samples / 24000


async def _walk_off(host: str, port: int) -> None:
    """Ask for a long text, and leave when it begins to be spoken; the server hears of that with its
    next writing.
    """
    async with AsyncTcpClient(host, port) as client:
        await client.write_event(Synthesize("A long story is told without end. " * 30).event())
        while (event := await client.read_event()) is not None and event.type != "audio-chunk":
            pass


def _speech(key: str | None = None, **changed: str) -> tuple[bytes, dict[str, str]]:
    """Body and headers of a request for speech."""
    fields = {"model": "kokoro", "input": "Ready.", "response_format": "pcm", **changed}
    body = json.dumps(fields).encode()
    headers = {"Content-Type": "application/json"}
    return body, headers if key is None else {**headers, "Authorization": f"Bearer {key}"}


def _status(host: str, port: int, key: str | None, **changed: str) -> int:
    """What a request for speech is answered; lists are open to clients that cannot send a key."""
    request = urllib.request.Request(
        f"http://{host}:{port}/v1/audio/speech", *_speech(key, **changed)
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def main() -> int:
    parser = argparse.ArgumentParser(
        "script/check-images",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("kinds", nargs="*", metavar="server|addon|ray", help="default: all")
    parser.add_argument("--image", help="an image that is built already, of the one kind given")
    parser.add_argument(
        "--online", action="store_true", help="also a first start with the download"
    )
    default = os.environ.get("WYOMING_KOKORO_DATA_DIR") or platformdirs.user_data_dir(
        "wyoming-kokoro"
    )
    parser.add_argument("--model", type=Path, default=Path(default), help="folder of the model")
    given = parser.parse_args()
    table = Table()
    try:
        engine = Engine()
        if not (given.model / "config.json").is_file():
            raise Skipped(f"{given.model} has no model; `wyoming-kokoro download` gets it")
        supervisor = Supervisor(_host_address(engine))
        for kind in given.kinds or ("server", "addon", "ray"):
            tag = given.image or f"localhost/check-{kind}"
            if given.image is None:
                table.add(kind, "build", f"{engine.build(kind, tag):.0f} s")
            table.add(kind, "size", f"{engine.megabytes(tag):.0f} MB")
            check = Check(engine, kind, tag, table, supervisor)
            try:
                check.fill(given.model)
                check.run(given.online)
            finally:
                check.clean()
    except Skipped as reason:
        print(f"skipped: {reason}")
        return 1 if "ENGINE" in os.environ else 0
    print(f"\n{table}")
    return 0 if all(good for *_, good in table.rows) else 1


def _host_address(engine: Engine) -> str:
    """The address at which containers reach this machine."""
    if "HOST_ADDRESS" in os.environ:
        return os.environ["HOST_ADDRESS"]
    network = "bridge" if engine.name == "docker" else "podman"
    path = (
        "{{(index .IPAM.Config 0).Gateway}}"
        if engine.name == "docker"
        else "{{(index .Subnets 0).Gateway}}"
    )
    return engine("network", "inspect", "--format", path, network)


if __name__ == "__main__":
    sys.exit(main())
