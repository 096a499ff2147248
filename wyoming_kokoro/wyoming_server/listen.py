"""Where the server listens: addresses, and the sockets for them."""

import asyncio
import errno
import ipaddress
import os
import socket
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from ..errors import SetupError

_SOCKET_MODE = 0o660
_ANY_HOSTS = ("", "::")


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen: `host` and `port` for ``tcp``, `path` for ``unix``, nothing for
    ``stdio``.
    """

    scheme: Literal["tcp", "unix", "stdio"]
    host: str = ""
    port: int = 0
    path: Path = Path()

    @classmethod
    def parse(cls, uri: str) -> "Address":
        """Read ``tcp://HOST:PORT``, ``unix://PATH`` or ``stdio://``. Raises `SetupError`."""
        try:
            parts = urlsplit(uri)
            port = parts.port
        except ValueError as error:
            raise SetupError(f"{uri!r} is not an address: {error}") from error
        if parts.scheme == "tcp":
            if port is None:
                raise SetupError(f"{uri!r} has no port; write tcp://HOST:PORT")
            return cls("tcp", host=parts.hostname or "", port=port)
        if parts.scheme == "unix":
            path = parts.netloc + parts.path
            if not path:
                raise SetupError(f"{uri!r} has no path; write unix:///PATH")
            return cls("unix", path=Path(path))
        if parts.scheme == "stdio":
            return cls("stdio")
        raise SetupError(
            f"{uri!r} is not an address; write tcp://HOST:PORT, unix:///PATH or stdio://"
        )


def tcp_sockets(host: str, port: int) -> list[socket.socket]:
    """Bound sockets for a host name or address; both IP versions where `host` is empty or ``::``.

    Raises `OSError`.

    Port 0 takes a free port.
    """
    if host in _ANY_HOSTS:
        return [_any_socket(port)]
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    sockets: list[socket.socket] = []
    try:
        for family, _, _, _, address in dict.fromkeys(found):
            bound_port = sockets[0].getsockname()[1] if sockets else port
            sockets.append(_bound((str(address[0]), bound_port), family))
    except OSError:
        for opened in sockets:
            opened.close()
        raise
    return sockets


def _any_socket(port: int) -> socket.socket:
    if socket.has_dualstack_ipv6():
        try:
            return _bound(("::", port), socket.AF_INET6, both_versions=True)
        except OSError as error:
            if error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                raise
    return _bound(("0.0.0.0", port), socket.AF_INET)


def _bound(address: tuple[str, int], family: int, *, both_versions: bool = False) -> socket.socket:
    # With the protocol named, for asyncio sets TCP_NODELAY only on sockets that know theirs.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # A restart need not wait for the last packets of old connections.
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, not both_versions)
        bound.bind(address)
    except OSError:
        bound.close()
        raise
    return bound


def unix_socket(path: Path) -> socket.socket:
    """A bound socket at `path`, for the owner and the group; what a server that died left there is
    removed.

    Raises `SetupError` when something else is there, and `OSError`.
    """
    _remove_stale_socket(path)
    bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    bound.bind(str(path))
    os.chmod(path, _SOCKET_MODE)  # before it listens, so nobody slips in
    return bound


def remove_unix_socket(path: Path, bound: os.stat_result) -> None:
    """Remove the socket at `path`, if it still is the one that was `bound` there."""
    try:
        there = path.lstat()
        if (there.st_dev, there.st_ino) == (bound.st_dev, bound.st_ino):
            path.unlink()
    except FileNotFoundError:
        pass


def _remove_stale_socket(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(mode):
        raise SetupError(f"{path} exists and is not a socket")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
        else:
            raise SetupError(f"Another server listens on {path}")


def client_address(peer: Any) -> str:
    """The IP address in a socket's peer name, an IPv4 one always in its own form; ``unix`` where
    there is none.
    """
    if not isinstance(peer, tuple):
        return "unix"
    address = ipaddress.ip_address(str(peer[0]).partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(address)


async def open_standard_streams() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Take over standard input and output.

    Raises `ValueError` when one is a regular file, which cannot be waited for.
    """
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    )
    # A pipe's writing end gets a reader's protocol too: it is the one that can wait for the close.
    sink, protocol = await loop.connect_write_pipe(
        lambda: asyncio.StreamReaderProtocol(asyncio.StreamReader()),
        os.fdopen(os.dup(sys.stdout.fileno()), "wb"),
    )
    return reader, asyncio.StreamWriter(sink, protocol, None, loop)
