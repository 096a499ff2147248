"""What others on the network see, on the loopback interface."""

import asyncio
import ipaddress
import logging
import socket
import sys
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager

import ifaddr
import pytest
from zeroconf import NotRunningException, ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from tests.conftest import until
from wyoming_kokoro.wyoming_server import Advertisement, discovery
from wyoming_kokoro.wyoming_server.discovery import SERVICE_TYPE, reachable_addresses, service_name

LOOPBACK = "127.0.0.1"


class Browser:
    """Keeps track of the services that can be seen, as Home Assistant does."""

    def __init__(self, zeroconf: AsyncZeroconf) -> None:
        self._zeroconf = zeroconf
        self.names: set[str] = set()

    def _changed(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        label = name.removesuffix(f".{SERVICE_TYPE}")
        if state_change is ServiceStateChange.Removed:
            self.names.discard(label)
        else:
            self.names.add(label)

    async def resolve(self, name: str) -> tuple[list[str], int | None]:
        """Addresses and port of a service."""
        info = AsyncServiceInfo(SERVICE_TYPE, f"{name}.{SERVICE_TYPE}")
        assert await info.async_request(self._zeroconf.zeroconf, 3000)
        return info.parsed_addresses(), info.port

    async def host(self, name: str) -> str:
        """The name of a service's host."""
        info = AsyncServiceInfo(SERVICE_TYPE, f"{name}.{SERVICE_TYPE}")
        assert await info.async_request(self._zeroconf.zeroconf, 3000) and info.server
        return info.server


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    async with AsyncZeroconf(interfaces=[LOOPBACK]) as zeroconf:
        browser = Browser(zeroconf)
        async with AsyncServiceBrowser(
            zeroconf.zeroconf, SERVICE_TYPE, handlers=[browser._changed]
        ):
            yield browser


@asynccontextmanager
async def advertised(port: int, name: str) -> AsyncIterator[Advertisement]:
    advertisement = Advertisement(port, [LOOPBACK], name)
    await advertisement.start()
    try:
        async with asyncio.timeout(10):
            await advertisement.registered()
        yield advertisement
    finally:
        await advertisement.stop()


async def test_a_service_is_found_at_its_address_and_gone_after_the_stop(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(discovery, "_CHECK_INTERVAL_S", 0.01)  # what has not changed is left alone
    caplog.set_level(logging.INFO, logger="wyoming_kokoro")
    async with browsing() as browser:
        async with advertised(10200, "Kokoro test"):
            await until(lambda: "Kokoro test" in browser.names)
            assert await browser.resolve("Kokoro test") == ([LOOPBACK], 10200)
        await until(lambda: "Kokoro test" not in browser.names)
    told = [message for message in caplog.messages if "Advertised as" in message]
    assert told == ["Advertised as Kokoro test at 127.0.0.1"]


async def test_a_name_that_is_taken_is_changed_and_both_are_found() -> None:
    async with browsing() as browser, advertised(10201, "Kokoro twin"):
        async with advertised(10202, "Kokoro twin") as second:
            assert second.name == "Kokoro twin-2"
            await until(lambda: {"Kokoro twin", "Kokoro twin-2"} <= browser.names)
            assert await browser.resolve("Kokoro twin") == ([LOOPBACK], 10201)
            assert await browser.resolve("Kokoro twin-2") == ([LOOPBACK], 10202)
            # Those of one host would answer with each other's addresses.
            hosts = {await browser.host(name) for name in ("Kokoro twin", "Kokoro twin-2")}
            assert len(hosts) == 2 and all(host.startswith("wyoming-kokoro-") for host in hosts)


BROWSE_ELSEWHERE = """
import sys, time
from zeroconf import Zeroconf
with Zeroconf(interfaces=["127.0.0.1"]) as zeroconf:
    info = zeroconf.get_service_info("_wyoming._tcp.local.", sys.argv[1], 5000)
    print(info.parsed_addresses(), info.port)
"""


async def test_a_service_is_found_by_another_process() -> None:
    async with advertised(10203, "Kokoro afar"):
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            BROWSE_ELSEWHERE,
            f"Kokoro afar.{SERVICE_TYPE}",
            stdout=asyncio.subprocess.PIPE,
        )
        answered, _ = await process.communicate()
    assert answered.decode().strip() == "['127.0.0.1'] 10203"


async def test_trouble_with_the_network_is_one_warning(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovery, "_CHECK_INTERVAL_S", 0.01)
    nobodys = "203.0.113.77"  # of the block for documentation: on no interface
    advertisement = Advertisement(10204, [nobodys], "Kokoro nowhere")
    with caplog.at_level(logging.DEBUG, logger="wyoming_kokoro"):
        await advertisement.start()
        await until(lambda: caplog.text.count("Not advertised") > 2)
        await advertisement.stop()
    levels = [r.levelno for r in caplog.records if "Not advertised" in r.message]
    assert levels[0] == logging.WARNING
    assert set(levels[1:]) == {logging.DEBUG}


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (RuntimeError("No adapters found"), "No adapters found"),
        (NotRunningException(), "NotRunningException()"),
    ],
)
async def test_trouble_within_the_library_is_that_of_the_network(
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    told: str,
) -> None:
    def fail(*, interfaces: list[str]) -> None:
        assert interfaces == [LOOPBACK], "where nobody reaches it, nobody hears of it"
        raise error

    monkeypatch.setattr(discovery, "AsyncZeroconf", fail)
    advertisement = Advertisement(10213, [LOOPBACK], "Kokoro nowhere")
    await advertisement.start()
    await until(lambda: bool(caplog.messages))
    assert caplog.messages == [f"Not advertised over zeroconf: {told}"]
    await advertisement.stop()


async def test_a_service_that_could_not_be_announced_is_advertised_anew(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one that cannot be taken back is given up."""
    tried: list[AsyncServiceInfo] = []

    class Failing(AsyncZeroconf):
        async def async_register_service(  # type: ignore[override]
            self, info: AsyncServiceInfo, **how: bool
        ) -> Awaitable[None]:
            tried.append(info)
            announced = await super().async_register_service(info, **how)  # type: ignore[arg-type]
            return fail() if len(tried) == 1 else announced

        async def async_close(self) -> None:
            await super().async_close()
            await fail()

    async def fail() -> None:
        raise OSError("no route")

    monkeypatch.setattr(discovery, "_CHECK_INTERVAL_S", 0.01)
    monkeypatch.setattr(discovery, "AsyncZeroconf", Failing)
    async with advertised(10214, "Kokoro far away"):
        await until(lambda: len(tried) == 2)
    assert caplog.messages == ["Not advertised over zeroconf: no route"]


async def test_a_changed_address_is_advertised_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "_CHECK_INTERVAL_S", 0.01)
    addresses = [ipaddress.ip_address(LOOPBACK)]
    monkeypatch.setattr(discovery, "reachable_addresses", lambda hosts: list(addresses))
    async with browsing() as browser, advertised(10205, "Kokoro moving") as advertisement:
        addresses.append(ipaddress.ip_address("127.0.0.2"))
        async with asyncio.timeout(10):
            while set((await browser.resolve("Kokoro moving"))[0]) != {LOOPBACK, "127.0.0.2"}:
                await asyncio.sleep(0.05)
            await advertisement.registered()
        assert advertisement.name == "Kokoro moving", "the old one is no other service of that name"


async def test_a_defect_ends_the_advertising_with_its_cause(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> list[discovery.IPAddress]:
        raise KeyError("a defect")

    monkeypatch.setattr(discovery, "reachable_addresses", fail)
    advertisement = Advertisement(10210, [LOOPBACK], "Kokoro broken")
    await advertisement.start()
    await until(lambda: "Zeroconf ended unexpectedly" in caplog.text)
    assert "KeyError" in caplog.text
    await advertisement.stop()
    caplog.clear()
    async with advertised_quietly(monkeypatch):
        pass
    assert "unexpectedly" not in caplog.text


@asynccontextmanager
async def advertised_quietly(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """One that nobody can reach, stopped as usual."""
    monkeypatch.setattr(discovery, "reachable_addresses", lambda _: [])
    advertisement = Advertisement(10211, [LOOPBACK], "Kokoro quiet")
    await advertisement.start()
    await asyncio.sleep(0.01)
    yield
    await advertisement.stop()
    await asyncio.sleep(0)


async def test_stop_may_come_at_any_time_and_twice() -> None:
    advertisement = Advertisement(10206, [LOOPBACK], "Kokoro brief")
    await advertisement.stop()
    for pause in (0, 0.01):
        await advertisement.start()
        await asyncio.sleep(pause)
        await advertisement.stop()
    for _ in range(2):
        await advertisement.start()
    async with asyncio.timeout(10):
        await advertisement.registered()
    await advertisement.stop()
    await advertisement.stop()
    assert "zeroconf" not in {task.get_name() for task in asyncio.all_tasks()}


def test_a_specific_address_stands_for_itself() -> None:
    assert reachable_addresses([LOOPBACK]) == [ipaddress.ip_address(LOOPBACK)]
    both = reachable_addresses(["fd00::5", "10.0.0.5", "::9", "10.0.0.4"])
    assert [str(address) for address in both] == ["10.0.0.4", "10.0.0.5", "::9", "fd00::5"]


def adapter(name: str, *addresses: str) -> ifaddr.Adapter:
    ips = [
        ifaddr.IP((address, 0, 0) if ":" in address else address, 24, name) for address in addresses
    ]
    return ifaddr.Adapter(name, name, ips, 1)


MACHINE = [
    adapter("lo", "127.0.0.1", "::1"),
    adapter("eth0", "192.168.1.5", "2001:db8::5", "fe80::1"),
    adapter("wlan0", "169.254.3.4", "192.168.2.6"),
    adapter("docker0", "172.17.0.1"),
    adapter("br-0123456789ab", "172.18.0.1"),
    adapter("hassio", "172.30.32.1"),
    adapter("br0", "10.0.0.7"),
    adapter("tailscale0", "100.64.0.9"),
    *(
        adapter(name, f"10.9.0.{number}")
        for number, name in enumerate(
            "docker1 br-abcdef012345 veth1a virbr0 lxcbr0 cni0 podman1 tun0 wg1 tailscale1".split()
        )
    ),
    adapter("wlan1", "0.0.0.0", "::"),
]
OWN = ["br-lan", "tunnel", "virbr", "docker", "wg", "podman", "br-0123456789abc", "xveth0"]
"""Names of interfaces that are no bridge to containers, nor a tunnel."""


@pytest.mark.parametrize(
    ("host", "addresses"),
    [
        ("0.0.0.0", ["10.0.0.7", "192.168.1.5", "192.168.2.6"]),
        ("::", ["10.0.0.7", "192.168.1.5", "192.168.2.6", "2001:db8::5"]),
    ],
)
def test_all_of_the_machine_is_what_others_on_the_network_reach(
    monkeypatch: pytest.MonkeyPatch, host: str, addresses: list[str]
) -> None:
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: MACHINE)
    assert [str(address) for address in reachable_addresses([host])] == addresses


@pytest.mark.parametrize("name", OWN)
def test_other_interfaces_are_the_machines_own(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: [adapter(name, "10.0.0.7")])
    assert [str(address) for address in reachable_addresses(["0.0.0.0"])] == ["10.0.0.7"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Kokoro", "Kokoro"),
        ("a" * 61, "a" * 60),
        ("a" * 59 + " b", "a" * 59),
        ("  Küche \n oben ", "Küche oben"),
        ("wyoming-kokoro-host.example.org", "wyoming-kokoro-host-example-org"),
        ("ü" * 50, "ü" * 30),
        ("", "wyoming-kokoro"),
    ],
)
def test_a_name_becomes_one_dns_label(name: str, label: str) -> None:
    assert service_name(name) == label


def test_the_usual_name_tells_the_host() -> None:
    usual = service_name(f"wyoming-kokoro-{socket.gethostname()}")
    assert Advertisement(1, [LOOPBACK]).name == Advertisement(1, [LOOPBACK], "").name == usual


async def test_trouble_that_comes_back_is_a_warning_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(discovery, "_CHECK_INTERVAL_S", 0.01)
    addresses: list[discovery.IPAddress] = []
    monkeypatch.setattr(discovery, "reachable_addresses", lambda hosts: list(addresses))
    told = "this machine has no address that others could reach"
    advertisement = Advertisement(10212, [LOOPBACK], "Kokoro come and gone")
    await advertisement.start()
    await until(lambda: caplog.text.count(told) == 1)
    addresses.append(ipaddress.ip_address(LOOPBACK))
    async with asyncio.timeout(10):
        await advertisement.registered()
    addresses.clear()
    await until(lambda: caplog.text.count(told) == 2)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(advertisement.registered(), 0.05)
    await advertisement.stop()
