"""What is told of the process's memory, and how it is kept small."""

import re
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from wyoming_kokoro import memory
from wyoming_kokoro.client_memory import OWN_BYTES, ClientMemory
from wyoming_kokoro.errors import Busy

_ARENAS = """
import ctypes, threading
from wyoming_kokoro.memory import bound_arenas, freed, give_memory_back
bound_arenas()
libc = ctypes.CDLL("libc.so.6")
libc.malloc.restype = ctypes.c_void_p
together = threading.Barrier(8)
def work():
    libc.malloc(1000)
    together.wait()
for thread in [threading.Thread(target=work) for _ in range(8)]:
    thread.start()
libc.fdopen.restype = ctypes.c_void_p
libc.malloc_info(0, ctypes.c_void_p(libc.fdopen(1, b"w")))
libc.fflush(None)
"""
_LARGE = """
import ctypes
from wyoming_kokoro.memory import _MallInfo, bound_arenas
bound_arenas()
libc = ctypes.CDLL("libc.so.6")
libc.malloc.restype = ctypes.c_void_p
libc.mallinfo2.restype = _MallInfo
for size in (3 << 20, 5 << 20, 5 << 20):
    before = libc.mallinfo2().hblks
    libc.malloc(size)
    print(libc.mallinfo2().hblks - before)
"""


def _printed(program: str) -> str:
    if memory._libc() is None or memory.freed() == 0:
        pytest.skip("the C library is not glibc, or an old one")
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout


def test_threads_share_two_heaps() -> None:
    assert len(re.findall("<heap nr", _printed(_ARENAS))) == 2


def test_what_is_larger_than_four_megabytes_goes_back_when_it_is_freed() -> None:
    assert _printed(_LARGE).split() == ["0", "1", "1"]


def test_memory_is_told_as_the_system_counts_it() -> None:
    told, process = memory.resident(), psutil.Process().memory_info()
    assert sum(told.values()) == pytest.approx(process.rss, rel=0.1)
    assert told["mapped"] == pytest.approx(process.shared, rel=0.1)


def test_without_a_system_that_tells_nothing_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(memory, "_STATUS", tmp_path / "absent")
    assert memory.resident() == {}
    monkeypatch.setattr(memory, "_STATUS", tmp_path / "status")
    (tmp_path / "status").write_text("Name:\tx\nRssAnon:\t    8 kB\nRssFile:\t    3 kB\n")
    assert memory.resident() == {"private": 8192, "mapped": 3072}
    (tmp_path / "status").write_text("Name:\tx: y\n")
    assert memory.resident() == {"private": 0, "mapped": 0}


def test_clients_are_told_what_is_held_and_when_to_come_again() -> None:
    held = ClientMemory(2 << 20)
    with held.account() as one, held.account() as other:
        one.take(OWN_BYTES)
        assert held.bytes == 0, "of its own"
        one.take(2 << 20)
        assert held.bytes == 2 << 20
        other.take(OWN_BYTES)
        with pytest.raises(Busy, match="The server holds 2 MB for its clients") as raised:
            other.take(1)
        assert raised.value.retry_after_s == 10.0
        one.give(1)
        other.take(1)
        assert held.bytes == 2 << 20
    assert held.bytes == 0, "what a connection held is free when it ends"


_FREED = """
import ctypes
from wyoming_kokoro.memory import freed, give_memory_back
libc = ctypes.CDLL("libc.so.6")
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
blocks = [libc.malloc(3000) for _ in range(3000)]
last, before = libc.malloc(3000), freed()
for block in blocks:
    libc.free(block)
between = freed()
give_memory_back()
print(between - before > 8_000_000)
"""


def test_what_is_freed_is_told() -> None:
    assert _printed(_FREED).split() == ["True"]
