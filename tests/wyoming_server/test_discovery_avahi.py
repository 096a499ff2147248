"""What another machine's browser sees: avahi, in a network of its own beside the server's."""

import asyncio
import os
import shutil
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOME, HUB = "10.77.10.1", "10.77.10.2"
PATIENT_S = 20.0
SERVE = """
import asyncio, sys
from tests.wyoming_server.tone_engine import ToneEngine
from wyoming_kokoro.wyoming_server import Advertisement, Limits, WyomingServer

async def main() -> None:
    server = WyomingServer("tcp://0.0.0.0:10200", ToneEngine(), Limits())
    await server.start()
    advertisement = Advertisement(10200, ["0.0.0.0"], "Kokoro in the kitchen")
    await advertisement.start()
    await asyncio.to_thread(sys.stdin.read)
    await advertisement.stop()
    await server.stop(0)

asyncio.run(main())
"""
# A system bus and an avahi of its own, which end with the browser.
BROWSE = """
mount -t proc proc /proc
mount -t tmpfs tmpfs /run
mkdir -p /run/dbus /run/avahi-daemon
dbus-daemon --system --nofork --nopidfile &
until [ -S /run/dbus/system_bus_socket ]; do sleep 0.05; done
avahi-daemon --no-drop-root --no-chroot --no-rlimits --file=/dev/null >/dev/null 2>&1 &
until [ -S /run/avahi-daemon/socket ]; do sleep 0.05; done
exec avahi-browse --resolve --parsable _wyoming._tcp
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A line of avahi-browse: ``+`` appeared, ``=`` resolved, ``-`` went away."""

    sign: str
    name: str
    address: str = ""
    port: str = ""

    @classmethod
    def read(cls, line: str) -> "Seen":
        sign, _, _, name, _, _, *found = line.split(";")
        name = name.replace("\\032", " ")
        return cls(sign, name, found[1], found[2]) if found else cls(sign, name)


@pytest.fixture
def networks() -> Iterator[tuple[str, str]]:
    """Two machines on one cable, as network namespaces; the first has a containers' bridge too."""
    for program in ("ip", "unshare", "avahi-daemon", "avahi-browse", "dbus-daemon"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    home, hub = f"kokoro-home-{os.getpid()}", f"kokoro-hub-{os.getpid()}"
    if (
        subprocess.run(["ip", "netns", "add", home], capture_output=True, check=False).returncode
        != 0
    ):
        pytest.skip("network namespaces cannot be made here")
    try:
        commands = f"""
            ip netns add {hub}
            ip -n {home} link add lan0 type veth peer name lan0 netns {hub}
            ip -n {home} link add docker0 type bridge
            ip -n {home} address add {HOME}/24 dev lan0
            ip -n {home} address add 172.17.0.1/16 dev docker0
            ip -n {hub} address add {HUB}/24 dev lan0
            ip -n {home} link set lo up
            ip -n {home} link set lan0 up
            ip -n {home} link set docker0 up
            ip -n {hub} link set lo up
            ip -n {hub} link set lan0 up
        """
        for command in filter(None, map(str.strip, commands.splitlines())):
            subprocess.run(command.split(), check=True, capture_output=True)
        yield home, hub
    finally:
        for name in (home, hub):
            subprocess.run(["ip", "netns", "delete", name], capture_output=True, check=False)


@asynccontextmanager
async def running(network: str, *command: str) -> AsyncIterator[Process]:
    """A program in a network, ended with all that it has started."""
    inside = ("ip", "netns", "exec", network, *command)
    process = await asyncio.create_subprocess_exec(*inside, stdin=PIPE, stdout=PIPE, cwd=ROOT)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def next_seen(browser: Process, sign: str) -> Seen:
    """The next thing of that kind which the browser sees."""
    assert browser.stdout is not None
    async with asyncio.timeout(PATIENT_S):
        while True:
            line = (await browser.stdout.readline()).decode().strip()
            assert line, "avahi-browse has ended"
            if line.startswith(sign):
                return Seen.read(line)


async def test_avahi_finds_a_usable_address_and_sees_the_service_go(
    networks: tuple[str, str],
) -> None:
    home, hub = networks
    apart = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", BROWSE)
    async with (
        running(hub, *apart) as browser,
        running(home, sys.executable, "-c", SERVE) as server,
    ):
        found = await next_seen(browser, "=")
        assert found == Seen("=", "Kokoro in the kitchen", HOME, "10200")
        ready = (
            sys.executable,
            "docker/bin/wyoming-ready",
            f"{found.address}:{found.port}",
        )
        async with running(hub, *ready) as client:
            assert await client.wait() == 0
        assert server.stdin is not None
        server.stdin.close()
        gone = await next_seen(browser, "-")
        assert gone == Seen("-", "Kokoro in the kitchen")
        assert await server.wait() == 0
