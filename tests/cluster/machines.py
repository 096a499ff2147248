"""Machines on one machine: network namespaces on a bridge, each with an address and a Ray node.

Nothing in them can reach anything else, nor be reached. A server in one of them is talked to over a
Unix socket.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

_NAME = f"kokoro-{os.getpid()}"
_HUB = f"{_NAME}-hub"
_PORT = 6379
HEAD = f"10.77.0.1:{_PORT}"
_STORE_BYTES = 80_000_000
_SETTINGS = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_AUTH_MODE": "disabled",
    "RAY_gcs_rpc_server_reconnect_timeout_s": "3600",
}
_APART = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child=SIGTERM"]
"""Ray looks at all processes that it sees."""
Process = subprocess.Popen[bytes]


def end(process: Process) -> None:
    """Have a program of a machine end as SIGTERM does; `unshare` itself blocks that signal."""
    process.kill()


def may_make_machines() -> bool:
    """Whether this user may make network namespaces."""
    made = subprocess.run(["ip", "netns", "add", f"{_NAME}-try"], capture_output=True, check=False)
    if made.returncode:
        return False
    _ip("netns", "del", f"{_NAME}-try")
    return True


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


class Machine:
    """One of them; the first is the head. `under` is a command that runs all that starts there."""

    def __init__(self, number: int, folder: Path, under: Sequence[str] = ()) -> None:
        self.name = f"{_NAME}-{number}"
        self.address = f"10.77.0.{number + 1}"
        self._number = number
        self._folder = folder
        self._under = under
        self._node: Process | None = None
        self._started: list[Process] = []
        link = f"kk{number}"
        _ip("netns", "add", self.name)
        _ip("-n", _HUB, "link", "add", link, "type", "veth", "peer", "eth0", "netns", self.name)
        _ip("-n", _HUB, "link", "set", link, "master", "bridge", "up")
        _ip("-n", self.name, "addr", "add", f"{self.address}/24", "dev", "eth0")
        _ip("-n", self.name, "link", "set", "eth0", "up")
        _ip("-n", self.name, "link", "set", "lo", "up")
        _ip("-n", self.name, "route", "add", "default", "dev", "eth0")

    def start(self, command: list[str], log: Path, **settings: str) -> Process:
        """Start a program there."""
        process = subprocess.Popen(
            [*self._under, "ip", "netns", "exec", self.name, *_APART, *command],
            stdin=subprocess.DEVNULL,
            stdout=log.open("ab"),
            stderr=subprocess.STDOUT,
            env=os.environ | _SETTINGS | settings,
            start_new_session=True,
        )
        self._started.append(process)
        return process

    def start_ray(self, cores: int, *flags: str, **settings: str) -> None:
        """Make it a node with so many places; the head's is where all meet."""
        meet = ["--head", f"--port={_PORT}", "--include-dashboard=false"]
        if self._number:
            meet = [f"--address={HEAD}"]
        command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--block", *meet]
        command += [f"--num-cpus={cores}", "--num-gpus=0"]
        # Short: Unix sockets are made in it, whose paths have an end.
        command += [f"--temp-dir=/tmp/{self.name}", f"--object-store-memory={_STORE_BYTES}"]
        command += [f"--node-ip-address={self.address}", *flags]
        log = self._folder / f"{self.name}.log"
        self._node = self.start(command, log, KOKORO_MACHINE=self.name, **settings)

    def processes(self, part: str) -> list[psutil.Process]:
        """Those of its Ray node whose command line has that part."""
        found = []
        for process in psutil.process_iter():
            try:
                line = " ".join(process.cmdline())
                if part in line and process.environ().get("KOKORO_MACHINE") == self.name:
                    found.append(process)
            except psutil.Error:
                continue
        return found

    def kill(self, part: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to those processes."""
        for process in self.processes(part):
            process.send_signal(number)

    def crash(self) -> None:
        """Kill all that runs there, at once."""
        for process in self.processes(""):
            with suppress(psutil.NoSuchProcess):  # another's end took it along
                process.kill()

    def unplug(self) -> None:
        """Cut it off: nothing is answered any more, nothing refused."""
        _ip("-n", self.name, "link", "set", "eth0", "down")

    def _inside(self) -> list[int]:
        told = subprocess.run(
            ["ip", "netns", "pids", self.name], capture_output=True, check=True, text=True
        )
        return [int(pid) for pid in told.stdout.split()]

    def remove(self) -> None:
        """End all that runs there, and the machine."""
        for process in self._started:
            end(process)
            process.wait()
        deadline = time.monotonic() + 15
        while (inside := self._inside()) and time.monotonic() < deadline:
            time.sleep(0.1)
        for pid in inside:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(f"/tmp/{self.name}", ignore_errors=True)
        _ip("netns", "del", self.name)


@contextmanager
def network(folder: Path) -> Iterator[list[Machine]]:
    """An empty network; machines that are appended are removed at the end."""
    _ip("netns", "add", _HUB)
    machines: list[Machine] = []
    try:
        _ip("-n", _HUB, "link", "add", "bridge", "type", "bridge")
        _ip("-n", _HUB, "link", "set", "bridge", "up")
        yield machines
    finally:
        for machine in machines:
            machine.remove()
        _ip("netns", "del", _HUB)
