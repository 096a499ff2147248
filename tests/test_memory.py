"""What is told of the process's memory, and how it is kept small."""

import ctypes
import gc
import re
import resource
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import psutil
import pytest

from wyoming_kokoro import memory
from wyoming_kokoro.client_memory import OWN_BYTES, ClientMemory
from wyoming_kokoro.errors import Busy, SetupError

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


def test_another_c_library_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "wyoming_kokoro.memory")

    def fail(_: str) -> ctypes.CDLL:
        raise OSError("libc.so.6: cannot open shared object file")

    memory._libc.cache_clear()
    monkeypatch.setattr(ctypes, "CDLL", fail)
    memory.bound_arenas()
    memory.give_memory_back()
    assert memory.freed() == 0
    memory._libc.cache_clear()
    assert caplog.messages == ["This C library is not glibc: freed memory is its own business"]


def test_garbage_is_given_back_too() -> None:
    gc.disable()
    try:
        circle: list[object] = []
        circle.append(circle)
        thing = threading.Event()
        circle.append(thing)
        seen = weakref.ref(thing)
        del circle, thing
        memory.give_memory_back()
        assert seen() is None
    finally:
        gc.enable()


def test_too_small_an_address_space_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = {"too little": (2 << 30) - 1, "enough": 2 << 30, "none": resource.RLIM_INFINITY}
    monkeypatch.setattr(resource, "getrlimit", lambda _: (limits.pop("too little"), -1))
    told = r"^The limit of address space \(ulimit -v\) is 2047 MB, but 2048 MB are needed$"
    with pytest.raises(SetupError, match=told):
        memory.check_address_space()
    for name in list(limits):
        monkeypatch.setattr(resource, "getrlimit", lambda _, name=name: (limits[name], -1))
        memory.check_address_space()


def test_clients_are_told_what_is_held_and_when_to_come_again() -> None:
    held = ClientMemory(2 << 20)
    with held.account() as one, held.account() as other:
        one.take(OWN_BYTES)
        assert held.bytes == 0, "of its own"
        one.take(2 << 20)
        assert held.bytes == 2 << 20
        other.take(OWN_BYTES)
        with pytest.raises(Busy) as raised:
            other.take(1)
        assert raised.value.retry_after_s == 10.0
        assert raised.value.message == (
            "The server holds 2 MB for its clients, and no more: ask again later, for less at once,"
            " or for a stream"
        )
        one.give(1)
        other.take(1)
        assert held.bytes == 2 << 20
    assert held.bytes == 0, "what a connection held is free when it ends"


_FREED = """
import ctypes
from wyoming_kokoro.memory import freed, give_memory_back, resident
libc = ctypes.CDLL("libc.so.6")
libc.malloc.restype = libc.memset.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
libc.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
blocks = [libc.memset(libc.malloc(3000), 1, 3000) for _ in range(3000)]
last, before = libc.malloc(3000), freed()
for block in blocks:
    libc.free(block)
between, held = freed(), resident()["private"]
give_memory_back()
print(between - before > 8_000_000, held - resident()["private"] > 8_000_000)
"""


def test_what_is_freed_is_told_and_given_back() -> None:
    assert _printed(_FREED).split() == ["True", "True"]
