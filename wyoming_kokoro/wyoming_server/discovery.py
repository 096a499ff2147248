"""Tells the local network where the Wyoming server is (mDNS), so that Home Assistant offers it by
itself.
"""

import asyncio
import ipaddress
import logging
import re
import secrets
import socket
from collections.abc import Sequence
from contextlib import suppress

import ifaddr
from zeroconf import Error as ZeroconfError
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

_LOGGER = logging.getLogger(__name__)
SERVICE_TYPE = "_wyoming._tcp.local."
_MAX_NAME_BYTES = 63 - len("-99")  # a DNS label, with room for the number that settles a clash
_CHECK_INTERVAL_S = 60.0
_VIRTUAL_INTERFACE = re.compile(
    r"(docker\d+|br-[0-9a-f]{12}|veth.*|virbr\d+|hassio|lxc.*|cni.*|podman\d+|tun\d+|wg\d+"
    r"|tailscale\d+)"
)
"""Bridges to containers and tunnels: nobody else on the local network reaches an address there."""

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class Advertisement:
    """Advertises a service as long as it is started, and follows the addresses of the machine.

    Trouble with the network is logged once and tried again every minute; it never reaches the
    caller.
    """

    def __init__(self, port: int, hosts: Sequence[str], name: str | None = None) -> None:
        """`hosts` are the IP addresses that the server is bound to, ``0.0.0.0`` and ``::`` standing
        for all of the machine.

        `name` is what people see, by default made of the host's name; another service of that name
        makes it ``NAME-2``.
        """
        self._port = port
        self._hosts = tuple(hosts)
        self._wanted_name = service_name(name or f"wyoming-kokoro-{socket.gethostname()}")
        # Not made of the name: after a clash two servers of one host name would answer with each
        # other's addresses.
        self._server = f"wyoming-kokoro-{secrets.token_hex(4)}.local."
        self._zeroconf: AsyncZeroconf | None = None
        self._addresses: list[IPAddress] | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._registered = asyncio.Event()
        self._has_warned = False
        self.name = self._wanted_name
        """The name advertised, known once it is `registered`."""

    async def start(self) -> None:
        """Begin to advertise, in the background. Idempotent."""
        if self._keeper is None:
            self._keeper = asyncio.create_task(self._keep(), name="zeroconf")
            self._keeper.add_done_callback(_log_failure)

    async def registered(self) -> None:
        """Wait until the service can be found."""
        await self._registered.wait()

    async def stop(self) -> None:
        """Take the service back. Idempotent."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
            self._keeper = None
        await self._withdraw()

    async def _keep(self) -> None:
        while True:
            try:
                addresses = reachable_addresses(self._hosts)
                if addresses != self._addresses:
                    await self._withdraw()
                    await self._register(addresses)
            except (OSError, RuntimeError, ZeroconfError) as error:
                self._warn(error)
                await self._withdraw()
            await asyncio.sleep(_CHECK_INTERVAL_S)

    async def _register(self, addresses: list[IPAddress]) -> None:
        if not addresses:
            raise OSError("this machine has no address that others could reach")
        self._zeroconf = AsyncZeroconf(interfaces=[str(address) for address in addresses])
        service = AsyncServiceInfo(
            SERVICE_TYPE,
            f"{self._wanted_name}.{SERVICE_TYPE}",
            addresses=[address.packed for address in addresses],
            port=self._port,
            server=self._server,
        )
        announced = await self._zeroconf.async_register_service(service, allow_name_change=True)
        self._addresses = addresses
        self.name = service.name.removesuffix(f".{SERVICE_TYPE}")
        self._registered.set()
        self._has_warned = False
        _LOGGER.info("Advertised as %s at %s", self.name, ", ".join(map(str, addresses)))
        await announced

    async def _withdraw(self) -> None:
        zeroconf, self._zeroconf, self._addresses = self._zeroconf, None, None
        self._registered.clear()
        if zeroconf is not None:
            with suppress(OSError, RuntimeError, ZeroconfError):
                await zeroconf.async_close()

    def _warn(self, error: Exception) -> None:
        level = logging.DEBUG if self._has_warned else logging.WARNING
        self._has_warned = True
        _LOGGER.log(level, "Not advertised over zeroconf: %s", str(error) or repr(error))


def _log_failure(keeper: asyncio.Task[None]) -> None:
    if not keeper.cancelled():
        _LOGGER.error("Zeroconf ended unexpectedly", exc_info=keeper.exception())


def service_name(name: str) -> str:
    """`name` as one DNS label: without dots, at most 60 bytes."""
    label = " ".join(name.replace(".", "-").split())
    return label.encode()[:_MAX_NAME_BYTES].decode(errors="ignore").strip() or "wyoming-kokoro"


def reachable_addresses(hosts: Sequence[str]) -> list[IPAddress]:
    """The addresses at which others reach a server that is bound to `hosts`, IPv4 first.

    A specific address stands for itself. ``0.0.0.0`` stands for all IPv4 addresses of the machine
    and ``::`` for those of both versions, less loopback and link-local ones (Home Assistant drops
    these) and those of containers' bridges and tunnels.
    """
    found: set[IPAddress] = set()
    for host in map(ipaddress.ip_address, hosts):
        if not host.is_unspecified:
            found.add(host)
        else:
            found.update(a for a in interface_addresses() if host.version in (a.version, 6))
    return sorted(found, key=lambda address: (address.version, int(address)))


def interface_addresses() -> list[IPAddress]:
    """The machine's addresses that others on its networks can use."""
    adapters = list(ifaddr.get_adapters())
    real = [adapter for adapter in adapters if not _VIRTUAL_INTERFACE.fullmatch(adapter.name)]
    addresses: list[IPAddress] = []
    for adapter in real:
        for ip in adapter.ips:
            address = ipaddress.ip_address(ip.ip[0] if isinstance(ip.ip, tuple) else ip.ip)
            if not (address.is_loopback or address.is_link_local or address.is_unspecified):
                addresses.append(address)
    return addresses
