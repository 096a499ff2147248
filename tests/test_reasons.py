"""What the operator is told of a failure, and who is to blame for it."""

import errno
import os
import pwd
import resource
from importlib.metadata import version
from pathlib import Path

import pytest

from wyoming_kokoro import errors, reasons
from wyoming_kokoro.errors import SetupError, SpeechError
from wyoming_kokoro.processor import lacking
from wyoming_kokoro.reasons import explained, is_of_the_machine, memory_limit, reason

NO_THREAD = "no thread can be started, for want of memory or of processes (ulimit -u)"
USER = f"{os.geteuid()} ({pwd.getpwuid(os.geteuid()).pw_name})"
DENIED = f"permission denied to user {USER}, as whom this runs"
DEFECT = "Defect: {} (--debug tells where)"


@pytest.fixture(autouse=True)
def no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reasons, "memory_limit", lambda: None)


@pytest.mark.parametrize(
    ("error", "why", "whole"),
    [
        (SetupError("the port is taken"), "the port is taken", "the port is taken"),
        (OSError(errno.ENOSPC, "No space", "/d/x"), "the disk is full", "/d/x: the disk is full"),
        (OSError(errno.EDQUOT, "Quota", "/d/x"), "the disk is full", "/d/x: the disk is full"),
        (OSError(errno.EACCES, "Denied", "/d/x"), DENIED, f"/d/x: {DENIED}"),
        (OSError(errno.EPERM, "Denied"), DENIED, DENIED),
        (OSError(errno.ENOENT, "No such file", "/x"), "No such file", "/x: No such file"),
        (OSError("x is no regular file"), "x is no regular file", "x is no regular file"),
        (RuntimeError("can't start new thread"), NO_THREAD, NO_THREAD.capitalize()),
        (
            ImportError("No module named 'x'"),
            "No module named 'x'",
            "The program is not installed whole: No module named 'x'; install it again",
        ),
        (
            ValueError("too long\nby far"),
            "too long",
            DEFECT.format("ValueError: too long"),
        ),
        (KeyError(), "KeyError", DEFECT.format("KeyError: KeyError")),
    ],
)
def test_a_failure_is_told_in_a_line(error: Exception, why: str, whole: str) -> None:
    assert (reason(error), explained(error)) == (why, whole)


def test_a_user_without_a_name_is_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container that was given one."""
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    error = PermissionError(errno.EACCES, "Denied")
    assert reason(error) == "permission denied to user 54321, as whom this runs"


@pytest.mark.parametrize(
    "words",
    [
        "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried …",
        "[Errno 12] Cannot allocate memory",
        "Failed to allocate memory for requested buffer of size 8",
        "std::bad_alloc",
        "libx.so: failed to map segment from shared object",
    ],
)
def test_want_of_memory_is_told_with_the_limit(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = "there is not enough memory"
    assert reason(RuntimeError(words)) == told
    monkeypatch.setattr(reasons, "memory_limit", lambda: 300 << 20)
    limited = f"{told}; this process is limited to 300 MB"
    for error in (MemoryError(), OSError(errno.ENOMEM, "x"), ImportError(words)):
        assert reason(error) == limited and explained(error) == limited.capitalize()
    assert reason(RuntimeError("can't start new thread")).endswith("limited to 300 MB")
    assert reason(ValueError(words)) == words, "what a user may have written"


@pytest.mark.parametrize(
    ("error", "machine"),
    [
        (SpeechError("x"), True),
        (OSError("x"), True),
        (ImportError("x"), True),
        (MemoryError(), True),
        (RuntimeError("can't start new thread"), True),
        (RuntimeError("std::bad_alloc"), True),
        (RuntimeError("x"), False),
        (TypeError("can't start new thread"), False),
        (KeyError("x"), False),
    ],
)
def test_a_defect_is_told_from_what_the_machine_lacks(error: Exception, machine: bool) -> None:
    assert is_of_the_machine(error) is machine


@pytest.mark.parametrize(
    ("own", "limits", "expected"),
    [
        ("0::/a/b\n", {"a/b/memory.max": "max", "a/memory.max": "1000"}, 1000),
        ("0::/a/b\n", {"memory.max": "3000", "a/memory.max": "2000"}, 2000),
        ("0::/a\n", {"b/memory.max": "1000"}, None),
        ("5:cpu,memory:/a\n", {"memory/a/memory.limit_in_bytes": "1000"}, 1000),
        ("5:cpu:/a\n", {"memory/a/memory.limit_in_bytes": "1000"}, None),
        ("5:memory:/\n", {"memory/memory.limit_in_bytes": str(2**63 - 4096)}, None),
        ("0::/\n", {"memory.max": "0"}, None),
        (None, {"memory.max": "1000"}, None),
    ],
)
def test_the_limit_is_the_least_of_the_groups(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    own: str | None,
    limits: dict[str, str],
    expected: int | None,
) -> None:
    monkeypatch.setattr(reasons, "_CGROUPS", tmp_path / "groups")
    monkeypatch.setattr(reasons, "_OWN_CGROUPS", tmp_path / "own")
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY, -1))
    if own is not None:
        (tmp_path / "own").write_text(own)
    for name, limit in limits.items():
        file = tmp_path / "groups" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{limit}\n")
    assert memory_limit() == expected
    monkeypatch.setattr(resource, "getrlimit", lambda _: (500, -1))
    assert memory_limit() == 500, "ulimit -v"


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ("fpu cx16 lahf_lm popcnt sse4_1 sse4_2 ssse3 avx", None),
        ("fpu cx16 lahf_lm popcnt sse4_1 ssse3", "sse4_2"),
        ("fpu", "cx16, lahf_lm, popcnt, sse4_1, sse4_2, ssse3"),
    ],
)
def test_a_processor_that_numpy_cannot_run_on_is_told_by_what_it_lacks(
    tmp_path: Path, flags: str, told: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpuinfo").write_text(f"processor\t: 0\nflags\t\t: {flags}\n\nflags: x\n")
    lacks = lacking(tmp_path / "cpuinfo")
    assert lacks == (
        told
        and f"This processor has no {told}, which numpy {version('numpy')} needs; for a virtual"
        " machine choose the processor type of its host"
    )
    monkeypatch.setattr("wyoming_kokoro.processor.version", lambda _: "2.3.9")
    assert lacking(tmp_path / "cpuinfo") is None, "older ones need less"
    monkeypatch.setattr("wyoming_kokoro.processor.version", lambda _: "2.4.0")
    assert (lacking(tmp_path / "cpuinfo") is None) is (told is None)


def test_a_processor_may_have_many_flags_and_a_strange_name(tmp_path: Path) -> None:
    many = " ".join(f"flag_{number}" for number in range(350))
    flags = f"flags\t\t: {many} cx16 lahf_lm popcnt sse4_1 sse4_2 ssse3\n".encode()
    (tmp_path / "cpuinfo").write_bytes(b"processor\t: 0\nmodel name\t: \xff\n" + flags)
    assert 3000 < len(flags) and lacking(tmp_path / "cpuinfo") is None


def test_of_a_processor_that_tells_no_flags_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text("processor\t: 0\nBogoMIPS\t: 50.00\n")
    assert lacking(tmp_path / "cpuinfo") is None
    assert lacking(tmp_path / "absent") is None


KINDS = {
    401: "authentication_error",
    403: "permission_error",
    429: "rate_limit_error",
    **dict.fromkeys((500, 503), "server_error"),
    **dict.fromkeys((400, 404, 412, 413, 415, 428), "invalid_request_error"),
}
"""OpenAI's kinds of errors by status."""


@pytest.mark.parametrize("error", [e for e in vars(errors).values() if isinstance(e, type)])
def test_an_error_has_the_kind_that_openai_gives_its_status(error: type[SpeechError]) -> None:
    assert error.openai_type == KINDS[error.http_status]


CODES = {
    "SpeechError": ("internal_error", 500),
    "RequestError": ("invalid_value", 400),
    "UnknownVoice": ("voice_not_found", 400),
    "UnknownModel": ("model_not_found", 404),
    "BadMarkup": ("invalid_markup", 400),
    "TextTooLong": ("text_too_long", 413),
    "Unauthorized": ("invalid_api_key", 401),
    "Forbidden": ("forbidden", 403),
    "Changed": ("changed", 412),
    "Unconditional": ("precondition_required", 428),
    "UnsupportedMedia": ("unsupported_media_type", 415),
    "Busy": ("busy", 429),
    "NoWorkers": ("busy", 503),
    "NotReady": ("not_ready", 503),
    "SynthesisFailed": ("synthesis_failed", 500),
    "NotSaved": ("not_saved", 500),
    "SetupError": ("setup_error", 500),
}


def test_clients_tell_errors_apart_by_their_codes() -> None:
    found = [each for each in vars(errors).values() if isinstance(each, type)]
    assert {each.__name__: (each.code, each.http_status) for each in found} == CODES


def test_no_workers_are_worth_another_try_soon() -> None:
    error = errors.NoWorkers()
    assert (error.message, error.retry_after_s) == ("No worker is there at present", 5.0)
