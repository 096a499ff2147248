"""Where the server listens, whom it lets in, and how it stops."""

import asyncio
import errno
import ipaddress
import json
import logging
import os
import socket
import stat
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from wyoming.client import AsyncUnixClient
from wyoming.info import Describe
from wyoming.tts import Synthesize, SynthesizeChunk, SynthesizeStart, SynthesizeStop

from tests.conftest import until
from wyoming_kokoro.engine.speech import SpeechChunk, SpeechRequest
from wyoming_kokoro.errors import BadMarkup, SetupError
from wyoming_kokoro.wyoming_server import Limits, WyomingServer, listen
from wyoming_kokoro.wyoming_server.handler import Connection
from wyoming_kokoro.wyoming_server.listen import Address, client_address, tcp_sockets

from .conftest import PATIENT_S, Serve, client_of, home_assistant_of
from .test_handler import answer, audio, shape
from .tone_engine import ToneEngine, tones


async def read_to_the_end(reader: asyncio.StreamReader) -> bytes:
    """What comes until the connection is closed or reset."""
    try:
        async with asyncio.timeout(PATIENT_S):
            return await reader.read()
    except ConnectionResetError:
        return b""


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("tcp://0.0.0.0:10200", Address("tcp", "0.0.0.0", 10200)),
        ("tcp://:10200", Address("tcp", "", 10200)),
        ("tcp://[::1]:0", Address("tcp", "::1", 0)),
        ("unix:///run/kokoro.sock", Address("unix", path=Path("/run/kokoro.sock"))),
        ("unix://kokoro.sock", Address("unix", path=Path("kokoro.sock"))),
        ("stdio://", Address("stdio")),
    ],
)
def test_addresses(uri: str, address: Address) -> None:
    assert Address.parse(uri) == address


NO_ADDRESS = "is not an address"
WRITE = f"{NO_ADDRESS}; write tcp://HOST:PORT, unix:///PATH or stdio://"


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("", WRITE),
        ("10200", WRITE),
        ("http://h:1", WRITE),
        ("tcp://host", "has no port; write tcp://HOST:PORT"),
        ("tcp://host:x", f"{NO_ADDRESS}: Port could not be cast to integer value as 'x'"),
        ("tcp://h:99999", f"{NO_ADDRESS}: Port out of range 0-65535"),
        ("unix://", "has no path; write unix:///PATH"),
    ],
)
def test_what_is_no_address_is_a_setup_error(uri: str, told: str, engine: ToneEngine) -> None:
    with pytest.raises(SetupError) as raised:
        WyomingServer(uri, engine)
    assert raised.value.message == f"{uri!r} {told}"


@pytest.mark.parametrize(
    ("peer", "client"),
    [
        (("192.168.1.5", 4000), "192.168.1.5"),
        (("::ffff:192.168.1.5", 4000, 0, 0), "192.168.1.5"),
        (("fe80::1%eth0", 4000, 0, 2), "fe80::1"),
        ("", "unix"),
        (None, "unix"),
    ],
)
def test_clients_are_known_by_their_address(peer: object, client: str) -> None:
    assert client_address(peer) == client


async def test_a_free_port_is_taken_and_told(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "wyoming_kokoro")
    server = await serve()
    assert server.port
    assert server.uri == f"tcp://127.0.0.1:{server.port}"
    assert server.bound == [("127.0.0.1", server.port)]
    assert caplog.messages == [f"Wyoming server listens on {server.uri}"]


async def test_an_ipv6_address_is_told_in_brackets(serve: Serve) -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")
    server = await serve("tcp://[::1]:0")
    assert server.uri == f"tcp://[::1]:{server.port}"


@pytest.mark.parametrize("uri", ["tcp://:0", "tcp://[::]:0"])
async def test_an_open_host_listens_on_both_ip_versions(serve: Serve, uri: str) -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")
    server = await serve(uri)
    for host in ("127.0.0.1", "::1"):
        _, writer = await asyncio.open_connection(host, server.port)
        writer.close()
    await until(lambda: server.active_connections == 0)


async def test_only_an_open_host_listens_on_both_ip_versions(serve: Serve) -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")
    server = await serve("tcp://[::0]:0")
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", server.port)
    _, writer = await asyncio.open_connection("::1", server.port)
    writer.close()
    await until(lambda: server.active_connections == 0)


async def test_a_host_name_listens_on_one_port_for_all_its_addresses(serve: Serve) -> None:
    server = await serve("tcp://localhost:0")
    assert {port for _, port in server.bound} == {server.port}
    assert await home_assistant_of(server).speak("one")


def test_of_all_addresses_of_a_host_name_a_free_port_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 0)) for a in ("127.0.0.1", "127.0.0.2")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [*found, found[0]])
    bound = tcp_sockets("kokoro.example", 0)
    one, other = (opened.getsockname() for opened in bound)
    assert (one[0], other[0]) == ("127.0.0.1", "127.0.0.2") and one[1] == other[1]
    for opened in bound:
        opened.close()


async def test_small_packets_are_not_held_back(engine: ToneEngine) -> None:
    # asyncio sets TCP_NODELAY only on sockets that know their protocol, and most ways to make one
    # leave it out.
    accepted: list[asyncio.StreamWriter] = []

    class Watched(WyomingServer):
        def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            accepted.append(writer)
            super()._accept(reader, writer)

    for uri in ("tcp://127.0.0.1:0", "tcp://:0"):
        server = Watched(uri, engine)
        await server.start()
        assert await home_assistant_of(server).speak("one")
        opened = accepted.pop().get_extra_info("socket")
        assert opened.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        await server.stop()


async def test_a_port_in_use_is_a_setup_error(serve: Serve, server: WyomingServer) -> None:
    with pytest.raises(SetupError, match=f"Cannot listen on tcp://127.0.0.1:{server.port}"):
        await serve(server.uri)


async def test_a_port_is_free_again_after_a_stop(serve: Serve, server: WyomingServer) -> None:
    uri = server.uri
    async with client_of(server) as client:
        await client.write_event(Describe().event())
        assert await client.read_event()
        await server.stop()  # so that it is this end that waits for the last packets
        assert await client.read_event() is None
    assert await home_assistant_of(await serve(uri)).speak("one")


async def test_only_allowed_networks_are_let_in(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    home = ipaddress.ip_network("192.168.0.0/16")
    closed = await serve("tcp://:0", allow=[home])
    reader, writer = await asyncio.open_connection("127.0.0.1", closed.port)
    writer.write(b'{"type":"describe"}\n')
    assert await read_to_the_end(reader) == b""
    writer.close()
    assert closed.active_connections == 0
    assert caplog.messages == ["Turned away 127.0.0.1, which is in no allowed network"]
    open_server = await serve("tcp://:0", allow=[home, ipaddress.ip_network("127.0.0.0/8")])
    assert await home_assistant_of(open_server).speak("one")


async def test_a_unix_socket_serves_its_owner_and_is_removed(
    serve: Serve, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "kokoro.sock"
    caplog.set_level(logging.INFO, "wyoming_kokoro")
    server = await serve(f"unix://{path}", allow=[ipaddress.ip_network("10.0.0.0/8")])
    assert caplog.messages == [f"Wyoming server listens on unix://{path}"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    async with AsyncUnixClient(path, read_timeout=PATIENT_S) as client:
        await client.write_event(Synthesize("one").event())
        assert audio(await answer(client)) == tones("one")
    assert server.port is None
    await server.stop()
    assert not path.exists()


async def test_a_socket_that_a_dead_server_left_is_replaced(serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "kokoro.sock"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    await serve(f"unix://{path}")
    async with AsyncUnixClient(path, read_timeout=PATIENT_S) as client:
        await client.write_event(Describe().event())
        assert await client.read_event() is not None


async def test_a_socket_that_another_server_has_put_there_is_left(
    serve: Serve, tmp_path: Path
) -> None:
    path = tmp_path / "kokoro.sock"
    server = await serve(f"unix://{path}")
    path.unlink()
    await server.stop()
    server = await serve(f"unix://{path}")
    path.unlink()
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(path))
        await server.stop()
        assert path.exists()


async def test_what_is_no_socket_or_in_use_is_left_alone(serve: Serve, tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("important")
    with pytest.raises(SetupError, match=f"^{precious} exists and is not a socket$"):
        await serve(f"unix://{precious}")
    assert precious.read_text() == "important"
    with socket.socket(socket.AF_UNIX) as stale:
        stale.bind(str(tmp_path / "stale.sock"))
    (tmp_path / "link.sock").symlink_to(tmp_path / "stale.sock")
    with pytest.raises(SetupError, match="is not a socket"):
        await serve(f"unix://{tmp_path}/link.sock")
    assert (tmp_path / "link.sock").is_symlink()
    await serve(f"unix://{tmp_path}/used.sock")
    with pytest.raises(SetupError, match=f"^Another server listens on {tmp_path}/used.sock$"):
        await serve(f"unix://{tmp_path}/used.sock")


async def test_a_folder_that_is_missing_is_a_setup_error(serve: Serve, tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="Cannot listen"):
        await serve(f"unix://{tmp_path}/missing/kokoro.sock")


STDIO_SERVER = """
import asyncio, sys
from wyoming_kokoro.wyoming_server import WyomingServer
from tone_engine import ToneEngine

async def main():
    server = WyomingServer("stdio://", ToneEngine())
    await server.start()
    await server.wait_ended()
    await server.stop()

asyncio.run(main())
"""


async def stdio_server() -> asyncio.subprocess.Process:
    here = Path(__file__).parent
    paths = os.pathsep.join([str(here), str(here.parent.parent)])
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-X",
        "dev",
        "-c",
        STDIO_SERVER,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    )


async def test_standard_streams_are_answered_to_the_end_of_the_input() -> None:
    process = await stdio_server()
    asked = b'{"type":"describe"}\n' + b'{"type":"synthesize","data":{"text":"one two"}}\n' * 2
    async with asyncio.timeout(30):
        answered, complaints = await process.communicate(asked)
    assert process.returncode == 0
    assert b"Error" not in complaints and b"ResourceWarning" not in complaints
    assert answered.startswith(b'{"type": "info"')
    assert answered.count(b'"audio-stop"') == 2
    assert answered.count(tones("one")[:1000]) == 2


async def test_a_stream_on_standard_input_ends_with_it() -> None:
    process = await stdio_server()
    asked = b'{"type":"synthesize-start"}\n{"type":"synthesize-chunk","data":{"text":"one"}}\n'
    async with asyncio.timeout(30):
        answered, _ = await process.communicate(asked)
    assert b'"synthesize-stopped"' in answered and tones("one")[:1000] in answered


async def test_bad_input_on_standard_streams_ends_with_an_error() -> None:
    process = await stdio_server()
    async with asyncio.timeout(30):
        answered, _ = await process.communicate(b"nonsense\n")
    assert json.loads(answered.splitlines()[0])["type"] == "error"
    assert process.returncode == 0


async def test_standard_streams_are_pipes(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "input").open("w+b") as regular:
        monkeypatch.setattr(sys, "stdin", regular)
        with pytest.raises(SetupError, match="Cannot listen on stdio://: Pipe transport is"):
            await serve("stdio://")


async def test_a_stop_lets_utterances_finish(serve: Serve, engine: ToneEngine) -> None:
    server = await serve()
    async with client_of(server) as client:
        await client.write_event(Synthesize("one hold two").event())
        await client.write_event(Synthesize("three").event())
        await engine.holding.wait()
        port = server.port
        stopping = asyncio.create_task(server.stop(drain_s=PATIENT_S))
        await asyncio.sleep(0.01)
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", port)
        engine.go_on.set()
        assert audio(await answer(client)) == tones("one hold two")
        assert audio(await answer(client)) == tones("three")
        assert await client.read_event() is None
    await stopping


async def test_a_stop_lets_a_stream_be_written_to_its_end(serve: Serve) -> None:
    server = await serve()
    async with client_of(server) as client:
        await client.write_event(SynthesizeStart().event())
        await client.write_event(SynthesizeChunk("one ").event())
        first = await answer(client, "audio-chunk")
        stopping = asyncio.create_task(server.stop(drain_s=PATIENT_S))
        await asyncio.sleep(0.01)
        await client.write_event(SynthesizeChunk("two").event())
        await client.write_event(SynthesizeStop().event())
        events = first + await answer(client, "synthesize-stopped")
    assert audio(events) == tones("one two")
    await stopping


async def test_what_is_asked_for_after_a_stop_is_refused(serve: Serve, engine: ToneEngine) -> None:
    server = await serve()
    async with client_of(server) as client:
        await client.write_event(Synthesize("hold").event())
        await engine.holding.wait()
        stopping = asyncio.create_task(server.stop(drain_s=6 * PATIENT_S))
        await asyncio.sleep(0.01)
        await client.write_event(Synthesize("late").event())
        (error,) = await answer(client, "never")
    assert error.data == {"code": "not_ready", "text": "The server is shutting down"}
    await stopping


async def test_a_stop_cuts_what_does_not_finish_in_time(serve: Serve, engine: ToneEngine) -> None:
    server = await serve()
    async with client_of(server) as client:
        await client.write_event(Synthesize("one hold").event())
        await engine.holding.wait()
        await server.stop(drain_s=0.05)
        events = await answer(client, "never")
    assert shape(events) == ["audio-start", "audio-chunk", "error"]
    assert events[-1].data["code"] == "not_ready"
    assert (engine.active, engine.cancelled) == (0, 1)


async def test_a_stop_closes_idle_connections_without_a_word(serve: Serve) -> None:
    for drain_s in (0.0, PATIENT_S):
        server = await serve()
        async with client_of(server) as client:
            await client.write_event(Describe().event())
            await client.read_event()
            await server.stop(drain_s)
            assert await client.read_event() is None


async def test_a_connection_made_at_the_moment_of_the_stop_is_closed(serve: Serve) -> None:
    server = await serve()
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    await server.stop()
    assert await read_to_the_end(reader) == b""
    writer.close()


async def test_a_connection_that_ends_before_it_begins_is_closed(
    engine: ToneEngine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_: Connection) -> None:
        raise KeyError("a defect")

    class Hurried(WyomingServer):
        def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            super()._accept(reader, writer)
            if in_a_hurry:
                for task in self._tasks:
                    task.cancel()

    server = Hurried("tcp://127.0.0.1:0", engine)
    await server.start()
    monkeypatch.setattr(Connection, "run", fail)
    for in_a_hurry in (True, False):
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        assert await read_to_the_end(reader) == b""
        writer.close()
    await server.stop()
    (told,) = caplog.records
    assert (told.levelname, told.message) == ("ERROR", "A connection ended unexpectedly")
    assert "KeyError: 'a defect'" in caplog.text


async def test_stop_may_be_called_twice_and_before_start(engine: ToneEngine) -> None:
    server = WyomingServer("tcp://127.0.0.1:0", engine, Limits())
    await server.stop()
    await server.start()
    await server.stop()
    await server.stop()
    await server.wait_ended()


async def test_errors_of_clients_are_logged_without_their_text(
    server: WyomingServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="wyoming_kokoro")
    for word in ("fail", "crash"):
        async with client_of(server) as client:
            await client.write_event(Synthesize(f"my secret {word}").event())
            await answer(client, "never")
        await until(lambda: server.active_connections == 0)
    assert [(each.levelname, each.message) for each in caplog.records] == [
        ("WARNING", "127.0.0.1: The model failed (synthesis_failed)"),
        ("ERROR", "127.0.0.1: unexpected error"),
        ("WARNING", "127.0.0.1: Internal error (internal_error)"),
    ]
    assert "ZeroDivisionError" in caplog.text and "secret" not in caplog.text


async def test_markup_is_quoted_to_who_wrote_it_and_not_in_the_log(
    server: WyomingServer, engine: ToneEngine, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(_: SpeechRequest) -> AsyncGenerator[SpeechChunk, None]:
        raise BadMarkup("[my secret] is no markup")
        yield  # a generator

    engine.speak = refuse  # type: ignore[method-assign]
    caplog.set_level(logging.DEBUG, logger="wyoming_kokoro")
    async with client_of(server) as client:
        await client.write_event(Synthesize("one").event())
        (error,) = await answer(client, "never")
    assert error.data == {"code": "invalid_markup", "text": "[my secret] is no markup"}
    await until(lambda: server.active_connections == 0)
    assert "Bad markup (invalid_markup)" in caplog.text and "secret" not in caplog.text


def test_an_address_that_cannot_be_had_leaves_no_socket_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of a host with two, the second is on no interface."""
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 0)) for a in ("127.0.0.1", "192.0.2.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    held = len(os.listdir("/proc/self/fd"))
    with pytest.raises(OSError):
        tcp_sockets("kokoro.example", 0)
    assert len(os.listdir("/proc/self/fd")) == held


@pytest.mark.parametrize(
    ("number", "has_ipv4"),
    [(errno.EADDRNOTAVAIL, True), (errno.EAFNOSUPPORT, True), (errno.EADDRINUSE, False)],
)
def test_without_ipv6_an_open_host_is_one_of_ipv4(
    monkeypatch: pytest.MonkeyPatch, number: int, has_ipv4: bool
) -> None:
    bound = listen._bound

    def without_ipv6(address: tuple[str, int], family: int, **how: bool) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(number, "no")
        return bound(address, family, **how)

    monkeypatch.setattr(listen, "_bound", without_ipv6)
    monkeypatch.setattr(socket, "has_dualstack_ipv6", lambda: True)
    try:
        opened = tcp_sockets("", 0)
    except OSError:
        assert not has_ipv4
        return
    assert has_ipv4 and [each.getsockname()[0] for each in opened] == ["0.0.0.0"]
    opened[0].close()
