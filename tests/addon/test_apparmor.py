"""The trace that is held against the AppArmor profile tells what the profile forbids."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "script"))

from apparmor_trace import STRACE, Access, Profile, accesses, read_profiles  # noqa: E402

PROGRAM = "/opt/wyoming-kokoro/bin/wyoming-kokoro"


@pytest.fixture(scope="module")
def profile() -> Iterator[Profile]:
    if which("apparmor_parser") is None:
        pytest.skip("apparmor_parser is not installed (the package apparmor)")
    yield read_profiles(ROOT / "addon/apparmor.txt")["server"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/opt/wyoming-kokoro/lib/python3.11/site-packages/numpy/__init__.py", "r"),
        ("/opt/wyoming-kokoro/lib/python3.11/site-packages/numpy/core.so", "m"),
        ("/usr/lib/x86_64-linux-gnu/libc.so.6", "m"),
        ("/proc/1/stat", "r"),
        ("/etc/ssl/certs/", "r"),
        ("/data/kokoro/voices/af_heart.pt", "w"),
        ("/tmp/x", "w"),
        ("inet stream", "n"),
    ],
)
def test_what_the_server_needs_is_allowed(profile: Profile, path: str, kind: str) -> None:
    assert not profile.forbids(Access(path, kind))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/opt/wyoming-kokoro/lib/python3.11/os.py", "w"),
        ("/data/options.json", "r"),
        ("/data/kokoro/evil.so", "m"),
        ("/tmp/evil", "x"),
        ("/usr/bin/curl", "x"),
        ("/root/.ssh/id_ed25519", "r"),
        ("/etc/passwd", "w"),
        ("/proc/sys/kernel/core_pattern", "w"),
        ("packet raw", "n"),
    ],
)
def test_what_it_does_not_need_is_forbidden(profile: Profile, path: str, kind: str) -> None:
    assert profile.forbids(Access(path, kind))


def test_a_trace_tells_what_a_program_and_its_children_did(tmp_path: Path) -> None:
    """What ran before the program began is not counted, and links are followed."""
    if which("strace") is None:
        pytest.skip("strace is not installed")
    program, log, link = (tmp_path / name for name in ("program", "log", "link"))
    (tmp_path / "read").touch()
    link.symlink_to("read")
    program.write_text("#!/bin/sh\ncat link; mkdir made & wait; mv made moved\n", encoding="utf-8")
    program.chmod(0o755)
    command = ["sh", "-c", f": > before; {program}"]
    traced = subprocess.run(
        [*STRACE, f"--output={log}", *command], cwd=tmp_path, capture_output=True, check=False
    )
    if traced.returncode != 0:
        pytest.skip(f"strace may not trace here: {traced.stderr!r}")
    with log.open(encoding="utf-8") as lines:
        found = accesses(lines, str(program), lambda path: str(Path(path).resolve()))
    here = {(access.path.removeprefix(str(tmp_path)), access.kind) for access in found}
    assert {("/read", "r"), ("/made/", "w"), ("/made", "w"), ("/moved", "w")} <= here
    assert (str(Path("/bin/cat").resolve()), "x") in here
    assert not {path for path, _ in here} & {"/before", "/link"}
