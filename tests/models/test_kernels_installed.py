"""The libraries in the package: found, checked, chosen, each against a plain reference."""

import ctypes
import json
import logging
import platform
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from wyoming_kokoro.composition import build_models
from wyoming_kokoro.models.kernels import installed, selftest
from wyoming_kokoro.models.kernels.installed import LIBRARIES, KernelStatus
from wyoming_kokoro.models.kernels.library import Kernels, Kind
from wyoming_kokoro.models.kernels.variants import VARIANTS, digest_of_sources, variants_of
from wyoming_kokoro.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def libraries(tmp_path: Path) -> Path:
    """A folder of its own with what is in the package."""
    if not LIBRARIES.is_dir():
        pytest.skip("no kernels are built")
    folder = tmp_path / "lib"
    shutil.copytree(LIBRARIES, folder)
    return folder


@pytest.mark.parametrize("name", [variant.name for variant in VARIANTS])
def test_each_instruction_set_computes_what_numpy_does(name: str) -> None:
    if not LIBRARIES.is_dir() or name not in installed.usable():
        pytest.skip("not for this processor")
    assert selftest.errors(str(LIBRARIES / f"{name}.so")) == []


def test_the_best_for_this_processor_is_chosen(libraries: Path) -> None:
    usable = installed.usable(libraries)
    status = installed.find(libraries)
    assert (status.variant, status.reason) == (usable[0], "") and status.kernels is not None
    assert status.kernels.path == (libraries / f"{usable[0]}.so").resolve()
    assert usable[-1] == variants_of(platform.machine())[-1].name


def test_another_instruction_set_can_be_asked_for(
    libraries: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    least = installed.usable(libraries)[-1]
    monkeypatch.setenv("WYOMING_KOKORO_KERNELS", least)
    assert installed.find(libraries).variant == least
    monkeypatch.setenv("WYOMING_KOKORO_KERNELS", "mmx")
    status = installed.find(libraries)
    told = "this processor has no instruction set mmx"
    assert status == KernelStatus(None, "", told, ())
    assert caplog.messages == [f"No kernels: {told}"]


def test_a_precision_that_an_instruction_set_lacks_is_refused(libraries: Path) -> None:
    kernels = Kernels(libraries / f"{installed.usable(libraries)[-1]}.so")
    assert kernels.kind("fp32") is Kind.fp32
    lacking = set(Kind) - kernels.kinds
    names = [kind.name for kind in Kind if kind in kernels.kinds]
    for kind in lacking:
        with pytest.raises(ValueError) as caught:
            kernels.kind(kind.name)
        assert str(caught.value) == f"these kernels compute in {names}, not {kind.name}"
    assert lacking or platform.machine() != "x86_64"


def test_they_are_looked_for_once(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if (variant := installed.find().variant) == "":
        pytest.skip("no kernels are built")
    model = build_models(Settings(data_dir=data_dir, device="cpu", threads=1)).backend()
    monkeypatch.setenv("WYOMING_KOKORO_KERNELS", "none")
    model.load()
    assert model.instructions == variant
    model.close()


def test_a_damaged_library_is_refused(libraries: Path) -> None:
    path = libraries / f"{installed.find(libraries).variant}.so"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.unlink()  # it is mapped: written in place, it would crash the tests at their end
    path.write_bytes(content)
    status = installed.find(libraries)
    assert status == KernelStatus(
        None, "", f"{path} is damaged, or is not of this installation", ()
    )


def test_a_library_that_the_manifest_does_not_name_is_refused(libraries: Path) -> None:
    manifest = json.loads((libraries / "manifest.json").read_bytes())
    manifest["libraries"].clear()
    (libraries / "manifest.json").write_text(json.dumps(manifest))
    assert installed.find(libraries).kernels is None


def test_libraries_of_another_machine_are_refused(libraries: Path) -> None:
    manifest = json.loads((libraries / "manifest.json").read_bytes()) | {"machine": "riscv64"}
    (libraries / "manifest.json").write_text(json.dumps(manifest))
    assert installed.find(libraries).reason == "those in the package are for riscv64"


def test_libraries_of_other_sources_are_refused_where_there_are_any(
    libraries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = json.loads((libraries / "manifest.json").read_bytes()) | {"sources": "0"}
    (libraries / "manifest.json").write_text(json.dumps(manifest))
    reason = installed.find(libraries).reason
    assert reason == "the sources are newer; run script/build-kernels"
    monkeypatch.setattr(installed, "_SOURCES", libraries / "src")
    assert installed.find(libraries).kernels is not None, "an installation has no sources"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "this installation has none"),
        ("", "{} is damaged"),
        ("{}", "{} is damaged"),
        ("[]", "{} is damaged"),
        ('{"machine": 1, "sources": 2}', "those in the package are for 1"),
    ],
)
def test_without_a_sound_manifest_there_is_a_reason_and_no_error(
    libraries: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    content: str | None,
    reason: str,
) -> None:
    caplog.set_level(logging.INFO)
    manifest = libraries / "manifest.json"
    manifest.unlink()
    if content is not None:
        manifest.write_text(content)
    reason = reason.format(manifest)
    built_here = reason if content is not None else f"{reason}; run script/build-kernels"
    assert installed.find(libraries) == KernelStatus(None, "", built_here, ())
    monkeypatch.setattr(installed, "_SOURCES", libraries / "src")
    assert installed.find(libraries) == KernelStatus(None, "", reason, ())
    assert caplog.messages == [f"No kernels: {built_here}", f"No kernels: {reason}"]


class _Telling:
    """A library whose functions all give the same number."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __getattr__(self, name: str) -> Any:
        return lambda *_: self._number


def test_a_library_says_what_it_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for features, kinds, has_tiles in (
        (0b01001, {Kind.fp32, Kind.mixed}, False),
        (0b01101, {Kind.fp32, Kind.int8, Kind.mixed}, False),
        (0b11111, set(Kind), True),
        (0b10010, {Kind.bf16}, True),
    ):
        monkeypatch.setattr(installed.ctypes, "CDLL", lambda _, told=features: _Telling(told))
        kernels = Kernels(tmp_path / "there" / ".." / "some.so")
        assert (set(kernels.kinds), kernels.has_tiles) == (kinds, has_tiles)
        assert kernels.path == tmp_path.resolve() / "some.so"


def test_the_digest_of_sources_is_of_their_names_and_content(tmp_path: Path) -> None:
    def digest(**files: str) -> str:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        (folder / "isa").mkdir(parents=True)
        for name, content in files.items():
            (folder / name.replace("_", "/").replace("0", ".")).write_text(content)
        return digest_of_sources(folder)

    first = digest(a0cpp="1", b0h="2", isa_c0h="3")
    assert first == digest(isa_c0h="3", b0h="2", a0cpp="1", note0txt="x")
    others = [
        digest(a0cpp="1", b0h="2"),
        digest(a0cpp="1", b0h="2", isa_c0h="4"),
        digest(a0cpp="2", b0h="2", isa_c0h="3"),
        digest(a0cpp="1", b0h="2", c0h="3"),
        digest(a0cpp="1", d0h="2", isa_c0h="3"),
    ]
    assert len({first, *others}) == 6


def test_a_compiler_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "other.so").write_bytes(b"")
    command = [sys.executable, str(ROOT / "script/build_kernels.py"), "--to", str(tmp_path)]
    done = subprocess.run(
        command, env={"CXX": "false", "PATH": "/usr/bin:/bin"}, capture_output=True
    )
    assert done.returncode == 1 and b"No kernels: compiling" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["other.so"]


def test_without_a_compiler_the_build_says_so(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "script/build_kernels.py"), "--to", str(tmp_path)]
    done = subprocess.run(command, env={"CXX": "no-such-compiler"}, capture_output=True)
    assert done.returncode == 1 and b"there is no no-such-compiler" in done.stderr


_FLAGS = {
    "sse4": {"ssse3", "sse4_1"},
    "avx2": {"avx2", "fma"},
    "avxvnni": {"avx2", "fma", "avx_vnni"},
    "avx512vnni": {"avx2", "fma", "avx512f", "avx512dq", "avx512bw", "avx512vl", "avx512_vnni"},
    "avx512bf16": {"avx512_vnni", "avx512_bf16"},
    "amx": {"avx512_vnni", "avx512_bf16", "amx_tile", "amx_bf16"},
    "x86-64": set(),
}


@pytest.mark.skipif(platform.machine() != "x86_64", reason="of x86 processors")
def test_the_processor_can_do_what_the_system_says(libraries: Path) -> None:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    flags = next(set(line.split()) for line in lines if line.startswith("flags"))
    names = [variant.name for variant in variants_of("x86_64")]
    assert set(names) == set(_FLAGS)
    assert installed.usable(libraries) == [name for name in names if _FLAGS[name] <= flags]


@pytest.mark.skipif(platform.machine() != "x86_64", reason="of x86 processors")
@pytest.mark.parametrize(
    ("told", "sets"),
    [
        ("", "x86-64"),
        ("sse4", "sse4 x86-64"),
        ("sse4 avx2", "avx2 sse4 x86-64"),
        ("sse4 avx2 avxvnni", "avxvnni avx2 sse4 x86-64"),
        ("sse4 avx2 avx512vnni", "avx512vnni avx2 sse4 x86-64"),
        ("sse4 avx2 avx512vnni avx512bf16", "avx512bf16 avx512vnni avx2 sse4 x86-64"),
        ("sse4 avx2 avx512vnni avx512bf16 amx", "amx avx512bf16 avx512vnni avx2 sse4 x86-64"),
    ],
)
def test_a_set_is_used_where_the_processor_has_just_its_instructions(
    libraries: Path, monkeypatch: pytest.MonkeyPatch, told: str, sets: str
) -> None:
    def kk_processor() -> bytes:
        return told.encode()

    least = SimpleNamespace(kk_processor=kk_processor)
    monkeypatch.setattr(installed.ctypes, "CDLL", lambda _: least)
    assert installed.usable(libraries) == sets.split()


@pytest.mark.skipif(platform.machine() != "x86_64", reason="of x86 processors")
def test_quicker_sets_are_named_the_next_one_first(
    libraries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "avx2" not in installed.usable(libraries):
        pytest.skip("no AVX2 here")
    monkeypatch.setenv("WYOMING_KOKORO_KERNELS", "avx2")
    assert installed.find(libraries).better == ("avxvnni", "avx512vnni", "avx512bf16", "amx")


class _Wrong:
    """A library whose layers give one wrong number."""

    def __init__(self, library: ctypes.CDLL, factor: float, code: int = 0) -> None:
        self._library, self._factor, self._code = library, factor, code

    def kk_features(self) -> int:
        return int(self._library.kk_features())

    def kk_layer(self, *arguments: Any) -> int:
        assert self._library.kk_layer(*arguments) == 0
        rows, outputs = arguments[2], arguments[4]
        y = ctypes.cast(arguments[-3], ctypes.POINTER(ctypes.c_float))
        largest = max((abs(y[i]), i) for i in range(rows * outputs))[1]
        y[largest] *= self._factor
        return self._code


@pytest.mark.parametrize("factor, code", [(0.9, 0), (float("nan"), 0), (1.0, 1)])
def test_a_library_that_computes_wrong_is_told(
    libraries: Path, monkeypatch: pytest.MonkeyPatch, factor: float, code: int
) -> None:
    library = ctypes.CDLL(str(libraries / f"{installed.usable(libraries)[0]}.so"))
    kinds = sum(library.kk_features() >> kind & 1 for kind in range(3))
    for wrong, found in ((_Wrong(library, factor, code), 4 * kinds), (_Wrong(library, 1.0), 0)):
        monkeypatch.setattr(selftest.ctypes, "CDLL", lambda _, wrong=wrong: wrong)
        assert len(selftest.errors("any")) == found


def test_the_self_test_says_what_is_wrong_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Spoiled:
        """A library that computes in all formats, and wrong."""

        def kk_features(self) -> int:
            return 0b1111

        def kk_layer(self, *arguments: Any) -> int:
            return 1

    monkeypatch.setattr(selftest.ctypes, "CDLL", lambda _: Spoiled())
    assert selftest.errors("any") == [
        f"format {kind}, {threads} threads, {shape}: error inf"
        for kind in range(3)
        for shape in ((101, 32, 80, 3, 2), (5, 96, 64, 1, 1))
        for threads in (1, 2)
    ]
    monkeypatch.setattr(sys, "argv", ["selftest.py", "any"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_path(str(selftest.__file__), run_name="__main__")
    assert caught.value.code == 1
    assert capsys.readouterr().err.splitlines() == selftest.errors("any")


def test_the_self_test_as_a_program_ends_with_0(libraries: Path) -> None:
    least = libraries / f"{installed.usable(libraries)[-1]}.so"
    command = [sys.executable, str(selftest.__file__), str(least)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr.strip()) == (0, "")
