"""What the operator can mend is told in one line and an exit status, never in a traceback; what
need not stop the program does not.
"""

import errno
import os
import platform
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import espeakng_loader
import pytest

from wyoming_kokoro.cli import main
from wyoming_kokoro.models.kokoro_kernels import KokoroKernels
from wyoming_kokoro.models.store import REQUIRED, AssetPaths
from wyoming_kokoro.processor import lacking
from wyoming_kokoro.reasons import explained

from .running import Start

NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
HELLO = "Hello there."
NO_IPV6 = "ip link set lo up; echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6"


def complaint(*arguments: str, before: Sequence[str] = (), status: int = 1) -> str:
    """The one line with which the program ends; `before` is put in front of the command."""
    command = [*before, sys.executable, "-m", "wyoming_kokoro", *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, cwd=Path.cwd()
    )
    complaints = [line for line in done.stderr.splitlines() if " INFO " not in line]
    assert len(complaints) == 1, done.stderr
    assert done.returncode == status
    assert complaints[0].startswith("wyoming-kokoro: ")
    return complaints[0]


def as_root_may(*command: str) -> list[str]:
    """A command in name spaces of its own; skips where that is not allowed."""
    allowed = subprocess.run(["unshare", "-mn", "true"], capture_output=True, check=False)
    if allowed.returncode:
        pytest.skip("only root can take things away from a process")
    return ["unshare", "-mn", "bash", "-c", "; ".join(command) + '; exec "$@"', "-"]


@contextmanager
def disk(path: Path, size: str) -> Iterator[Path]:
    path.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)]
    if subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        yield path
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


# espeak-ng, which would end the process itself.


@pytest.mark.long
@pytest.mark.parametrize("name", ["libespeak-ng.so", "espeak-ng-data/phontab"])
def test_espeak_that_is_not_whole_is_named_with_the_remedy(data_dir: Path, name: str) -> None:
    missing = Path(espeakng_loader.__file__).parent / name
    before = as_root_may(f"mount --bind /dev/null {missing}")
    data = ("--data-dir", str(data_dir))
    said = complaint("phonemize", "Bonjour.", "--language", "fr", *data, before=before)
    assert missing.name in said and "install the package espeakng-loader again" in said
    command = [*before, sys.executable, "-m", "wyoming_kokoro", "phonemize", "The door.", *data]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert "dˈɔɹ" in done.stdout, "English has dictionaries"


# Permissions.


@pytest.mark.long
def test_a_folder_that_may_not_be_looked_into_is_named_with_the_user(tmp_path: Path) -> None:
    as_root_may()
    (tmp_path / "data").mkdir(mode=0o700)
    said = complaint("phonemize", "Hi.", "--data-dir", str(tmp_path / "data"), before=NOBODY)
    assert str(tmp_path) in said and "user 65534" in said


def test_a_folder_that_may_not_be_written_is_named_with_the_user(tmp_path: Path) -> None:
    as_root_may()
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o755)
    target = str(tmp_path / "data")
    said = complaint(
        "download", "--source", "local", "--local", "/etc", "--data-dir", target, before=NOBODY
    )
    assert target in said and "user 65534" in said


# Disk, memory, descriptors, addresses.


@pytest.mark.long
def test_a_full_disk_is_named(data_dir: Path, tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "1m") as small:
        arguments = ["--source", "local", "--local", str(data_dir), "--data-dir", str(small)]
        assert "is too full" in complaint("download", *arguments)


def test_a_limit_of_memory_that_is_too_low_is_told_at_once(data_dir: Path) -> None:
    """Libraries aborted, hung after the last word, or spoke of a bad installation."""
    before = ["bash", "-c", 'ulimit -v 1900000; exec "$@"', "-"]
    said = complaint("phonemize", "Hi.", "--data-dir", str(data_dir), before=before)
    assert "(ulimit -v) is 1855 MB, but 2048 MB are needed" in said


def test_too_few_descriptors_are_told_with_their_number() -> None:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    error = OSError(errno.EMFILE, "Too many open files", "/data/config.json")
    assert explained(error).endswith(f"this process may have {most} (ulimit -n)")


@pytest.mark.long
@pytest.mark.parametrize(
    "uri", ["http://no-such-host.invalid:8880", "http://192.0.2.1:8880", "http://[2001:db8::1]:80"]
)
def test_an_address_that_cannot_be_had_is_named(data_dir: Path, uri: str) -> None:
    said = complaint("serve", "--data-dir", str(data_dir), "--http-uri", uri)
    assert (
        "cannot listen on " + uri.split("/")[2].partition("]")[0].strip("[").split(":8")[0] in said
    )


def test_a_defect_is_one_line_and_a_status_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr("wyoming_kokoro.cli.load_settings", fail)
    assert main(["voices"]) == 70
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "Defect: KeyError" in said
    assert main(["voices", "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_an_interruption_is_status_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("wyoming_kokoro.cli.load_settings", interrupt)
    assert main(["voices"]) == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--no-such-flag"], ["serve", "--device", "abacus"]])
def test_a_wrong_flag_is_status_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert wrong[-1] in capsys.readouterr().err


# The processor.

_FLAGS = "fpu sse sse2 syscall nx lm pni"
_SPEAK = """
import sys
from pathlib import Path
import numpy as np
from wyoming_kokoro.models.kokoro_kernels import KokoroKernels
from wyoming_kokoro.models.store import AssetPaths
backend = KokoroKernels(AssetPaths(Path(sys.argv[1])), threads=1)
backend.load()
speech = backend.speak([50, 83, 54, 156, 31, 4], np.zeros((510, 1, 256), np.float32))
print(backend.instructions, len(speech.samples), np.abs(speech.samples).max() > 0.01)
"""


def emulated(processor: str) -> list[str]:
    emulator = shutil.which("qemu-x86_64") or shutil.which("qemu-x86_64-static")
    if emulator is None or platform.machine() != "x86_64":
        pytest.skip("qemu-user is not installed, or this is another kind of machine")
    # OpenBLAS does not recognise the emulator's processors and would take AVX.
    return ["env", "OPENBLAS_CORETYPE=Nehalem", emulator, "-cpu", processor]


@pytest.mark.long
def test_a_processor_without_avx_speaks(data_dir: Path, tmp_path: Path) -> None:
    for name in (*REQUIRED, "SOURCE.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).symlink_to(data_dir / name)
    command = [*emulated("Nehalem"), sys.executable, "-c", _SPEAK, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=True)
    instructions, samples, audible = done.stdout.split()
    assert instructions == "sse4" and int(samples) > 10_000 and audible == "True"


@pytest.mark.long
def test_a_processor_that_numpy_cannot_run_on_is_told(tmp_path: Path) -> None:
    """Emulated, numpy would end the process; what a virtual machine shows is put before it."""
    (tmp_path / "cpuinfo").write_text(f"processor\t: 0\nflags\t\t: {_FLAGS}\n\n")
    before = as_root_may(f"mount --bind {tmp_path / 'cpuinfo'} /proc/cpuinfo")
    said = complaint("voices", before=[*before, *emulated("kvm64")])
    assert "has no cx16, lahf_lm, popcnt, sse4_1, sse4_2, ssse3, which numpy" in said


def test_any_processor_that_runs_this_is_not_complained_of(tmp_path: Path) -> None:
    assert lacking() is None
    assert lacking(tmp_path / "absent") is None
    (tmp_path / "arm").write_text("processor\t: 0\nFeatures\t: fp asimd\n")
    assert lacking(tmp_path / "arm") is None


# Processes, and the memory of a control group.


@pytest.mark.long
@pytest.mark.parametrize("command", [("phonemize", "Hi."), ("serve", "--http-uri", "none")])
def test_too_few_processes_are_told(data_dir: Path, command: Sequence[str]) -> None:
    as_root_may()
    rights = "+dac_override,+dac_read_search"
    before = ["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups"]  # nobody else's
    before += [f"--inh-caps={rights}", f"--ambient-caps={rights}", "prlimit", "--nproc=1"]
    said = complaint(*command, "--data-dir", str(data_dir), before=before)
    assert "No thread can be started" in said and "ulimit -u" in said


@contextmanager
def control_group(memory: int) -> Iterator[list[str]]:
    """What starts a command in a group with so many bytes; skips where none can be made."""
    root = Path("/sys/fs/cgroup")
    old = (root / "memory").is_dir()
    group = root / ("memory" if old else "") / f"kokoro-{os.getpid()}"
    try:
        group.mkdir()
        name = "memory.limit_in_bytes" if old else "memory.max"
        (group / name).write_text(str(memory))
    except OSError:
        pytest.skip("no control group can be made here")
    try:
        yield ["bash", "-c", f'echo $$ > {group}/cgroup.procs; exec "$@"', "-"]
    finally:
        group.rmdir()


@pytest.mark.long
def test_a_group_too_small_to_prepare_the_weights_is_told(data_dir: Path, tmp_path: Path) -> None:
    """The system killed the program, and nobody knew why."""
    for name in (*REQUIRED, "SOURCE.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).symlink_to(data_dir / name)
    with control_group(400 << 20) as before:
        say = ("say", "Hi.", "--data-dir", str(tmp_path), "-o", str(tmp_path / "hi.wav"))
        assert "limited to 400 MB; preparing the weights takes" in complaint(*say, before=before)


@pytest.mark.long
async def test_a_group_of_a_third_of_a_gigabyte_is_enough_to_speak(
    start: Start, data_dir: Path
) -> None:
    KokoroKernels(AssetPaths(data_dir)).load()  # have them prepared
    with control_group(340 << 20) as before:
        start.before = before
        await check_speaks(start)


# What is no reason to stop.

_CLOCK_AT_ZERO = """
#include <time.h>
#include <sys/time.h>
#include <sys/syscall.h>
#include <unistd.h>
time_t time(time_t *out) { if (out) *out = 60; return 60; }
int gettimeofday(struct timeval *tv, void *zone) { tv->tv_sec = 60; tv->tv_usec = 0; return 0; }
int clock_gettime(clockid_t clock, struct timespec *out) {
  int done = syscall(SYS_clock_gettime, clock, out);
  if (clock == CLOCK_REALTIME) { out->tv_sec = 60; out->tv_nsec = 0; }
  return done;
}
"""


async def check_speaks(start: Start, *flags: str, **environment: str) -> None:
    server = start(*flags, **environment)
    await server.ready()
    assert (await server.synthesize(HELLO)).pcm
    assert (await server.post(HELLO))[0] == 200
    server.process.send_signal(signal.SIGTERM)
    assert await server.end() == 0
    assert "Traceback" not in server.log


@pytest.mark.long
async def test_a_clock_that_stands_in_1970(start: Start, tmp_path: Path) -> None:
    (tmp_path / "clock.c").write_text(_CLOCK_AT_ZERO)
    library = tmp_path / "clock.so"
    subprocess.run(
        ["g++", "-shared", "-fPIC", "-xc", tmp_path / "clock.c", "-o", library], check=True
    )
    await check_speaks(start, "--cache-dir", str(tmp_path / "cache"), LD_PRELOAD=str(library))


@pytest.mark.long
async def test_a_data_folder_that_may_only_be_read_will_do(start: Start, data_dir: Path) -> None:
    start.before = as_root_may(
        f"mount --bind {data_dir} {data_dir}", f"mount -o remount,bind,ro {data_dir}"
    )
    start.before[1] = "-m"
    await check_speaks(start)


@pytest.mark.long
async def test_nothing_may_be_executed_from_temporary_folders(start: Start) -> None:
    """phonemizer put a library there."""
    mounts = [f"mount -t tmpfs -o noexec tmpfs {folder}" for folder in ("/var/tmp", "/dev/shm")]
    start.before = [*as_root_may(*mounts)]
    start.before[1] = "-m"
    await check_speaks(start, TMPDIR="/dev/shm")


@pytest.mark.long
def test_a_machine_without_ipv6_is_listened_on_by_ipv4(data_dir: Path) -> None:
    """An empty host asks for both; the loopback of its own network is all there is."""
    before = as_root_may(NO_IPV6)
    command = [*before, sys.executable, "-m", "wyoming_kokoro", "serve", "--no-preload"]
    command += ["--data-dir", str(data_dir), "--uri", "tcp://:10200", "--http-uri", "none"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert any("Ready" in line for line in process.stderr)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
