"""Compiling, keeping and finding the kernels."""

import shutil
from pathlib import Path

import pytest

from wyoming_kokoro.models.kernels import build
from wyoming_kokoro.models.kernels.library import Kernels


@pytest.fixture
def cache(tmp_path: Path, kernels: Kernels) -> Path:
    """A data folder of its own that holds the session's library."""
    shutil.copytree(kernels.path.parent, tmp_path / "kernels")
    return tmp_path


def _library(cache: Path) -> Path:
    (path,) = [p for p in (cache / "kernels").glob("*.so") if "-" in p.name]
    return path


def test_a_second_start_finds_the_library_compiled_before(cache: Path) -> None:
    status = build.prepare(cache)
    assert status.kernels is not None and not status.built


def test_a_damaged_library_is_built_again(cache: Path) -> None:
    path = _library(cache)
    path.write_bytes(path.read_bytes()[:5000])
    status = build.prepare(cache)
    assert status.kernels is not None and status.built


def test_a_damaged_library_is_not_loaded_where_nothing_may_be_compiled(cache: Path) -> None:
    path = _library(cache)
    path.write_bytes(b"\x7fELF" + bytes(1000))
    status = build.prepare(cache, compile_missing=False)
    assert status.kernels is None and not path.exists()


def test_without_a_compiler_a_cached_library_still_serves(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXX", "no-such-compiler")
    status = build.prepare(cache)
    assert status.kernels is not None and not status.built


def test_without_compiler_and_cache_there_is_a_reason_and_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXX", "no-such-compiler")
    status = build.prepare(tmp_path)
    assert status.kernels is None and status.reason == "there is no C++ compiler"


def test_a_compiler_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXX", "false")
    status = build.prepare(tmp_path)
    assert status.kernels is None and status.reason.startswith("compiling failed")
    assert not list((tmp_path / "kernels").iterdir())
