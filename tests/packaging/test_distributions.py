"""The wheel and the sdist: everything that the program needs, and nothing else."""

import json
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path, PurePosixPath

import pytest

from wyoming_kokoro.models.kernels.installed import LIBRARIES
from wyoming_kokoro.models.kernels.variants import variants_of
from wyoming_kokoro.version import __version__

ROOT = Path(__file__).parents[2]
_BUILD = """
import sys
from setuptools import build_meta
folder = sys.argv[1]
build_meta.build_wheel(folder)
build_meta.build_sdist(folder)
"""


def tracked(*patterns: str) -> set[str]:
    """Files that git knows, also those not committed yet."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("this is no git checkout")
    return {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the wheel and the sdist of this checkout."""
    if int(version("setuptools").split(".")[0]) < 77:
        pytest.skip("setuptools is older than pyproject.toml asks for")
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in tracked():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, source / name, follow_symlinks=False)
    if LIBRARIES.is_dir():  # or all of them would be compiled again
        shutil.copytree(LIBRARIES, source / LIBRARIES.relative_to(ROOT))
    subprocess.run(
        [sys.executable, "-c", _BUILD, str(built)], cwd=source, check=True, capture_output=True
    )
    yield built


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(next(distributions.glob("*.whl")))


@pytest.fixture(scope="module")
def sdist(distributions: Path) -> set[str]:
    with tarfile.open(next(distributions.glob("*.tar.gz"))) as archive:
        return {
            str(PurePosixPath(*PurePosixPath(member.name).parts[1:]))
            for member in archive
            if member.isfile()
        }


def metadata(wheel: zipfile.ZipFile) -> str:
    return wheel.read(f"wyoming_kokoro_core-{__version__}.dist-info/METADATA").decode()


def kernels() -> set[str]:
    """The compiled libraries of this machine, and their checksums."""
    names = [variant.file for variant in variants_of(platform.machine())]
    return {str((LIBRARIES / name).relative_to(ROOT)) for name in (*names, "manifest.json")}


def in_the_wheel() -> set[str]:
    """The package, but for the sources of the kernels."""
    return tracked("wyoming_kokoro") - tracked("wyoming_kokoro/models/kernels/src")


def test_the_wheel_holds_the_whole_package(wheel: zipfile.ZipFile) -> None:
    assert not in_the_wheel() - set(wheel.namelist())
    assert "wyoming_kokoro/py.typed" in wheel.namelist()
    if LIBRARIES.is_dir():
        assert kernels() <= set(wheel.namelist())


def test_the_wheel_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    info = f"wyoming_kokoro_core-{__version__}.dist-info/"
    others = {name for name in wheel.namelist() if not name.startswith(info)}
    assert not others - in_the_wheel() - kernels()


def test_the_wheel_is_for_the_machine_of_its_kernels(distributions: Path) -> None:
    wheel = next(distributions.glob("*.whl")).name
    system = r"any|(linux|manylinux_\d+_\d+)_" + platform.machine()
    assert re.fullmatch(
        rf"wyoming_kokoro_core-{re.escape(__version__)}-py3-none-({system})\.whl", wheel
    )
    assert LIBRARIES.is_dir() != wheel.endswith("-any.whl")


def test_the_wheel_brings_the_command_and_the_licence(wheel: zipfile.ZipFile) -> None:
    info = f"wyoming_kokoro_core-{__version__}.dist-info"
    entries = wheel.read(f"{info}/entry_points.txt").decode()
    assert "wyoming-kokoro = wyoming_kokoro.__main__:main" in entries
    assert f"{info}/licenses/LICENSE" in wheel.namelist()
    assert f"{info}/licenses/NOTICE" in wheel.namelist()
    assert "License-Expression: Apache-2.0" in metadata(wheel)


def test_only_versions_of_kokoro_and_misaki_are_pinned_for_users(wheel: zipfile.ZipFile) -> None:
    pinned = re.findall(
        r"^Requires-Dist: ([\w-]+)[^;\n]*==(?!.*extra)", metadata(wheel), re.MULTILINE
    )
    assert set(pinned) <= {"kokoro", "misaki"}


def test_the_program_needs_no_torch_and_the_whole_brings_it(wheel: zipfile.ZipFile) -> None:
    needed = re.findall(r"^Requires-Dist: ([\w-]+)(?!.*extra)", metadata(wheel), re.MULTILINE)
    assert "numpy" in needed and not {"torch", "kokoro", "transformers", "spacy"} & set(needed)
    whole = tomllib.loads((ROOT / "full/pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert whole["version"] == __version__
    assert whole["dependencies"] == [f"wyoming-kokoro-core[torch]=={__version__}"]
    core = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = set(core["optional-dependencies"]) - {"dev", "torch"}
    assert whole["optional-dependencies"] == {
        extra: [f"wyoming-kokoro-core[{extra}]=={__version__}"] for extra in extras
    }


def test_a_wheel_can_be_built_from_the_sdist(sdist: set[str]) -> None:
    assert {"pyproject.toml", "setup.py", "script/build_kernels.py"} <= sdist
    assert {"README.md", "LICENSE", "NOTICE"} <= sdist
    assert tracked("wyoming_kokoro") <= sdist


def test_the_sdist_holds_no_tests_models_or_hidden_files(sdist: set[str]) -> None:
    places = {PurePosixPath(name).parts[0] for name in sdist}
    assert places <= {
        *(
            "wyoming_kokoro",
            "wyoming_kokoro_core.egg-info",
            "pyproject.toml",
            "setup.cfg",
            "setup.py",
            "script",
            "locks",
            "MANIFEST.in",
        ),
        *("README.md", "CHANGELOG.md", "LICENSE", "NOTICE", "PKG-INFO"),
    }
    assert not [
        name for name in sdist if "__pycache__" in name or PurePosixPath(name).name.startswith(".")
    ]


def test_the_version_stands_in_one_place() -> None:
    pattern = re.compile(rf"""(?<![\d.=]){re.escape(__version__)}(?![\d.])""")
    places = {
        name
        for name in tracked("*.py", "*.toml", "*.cfg", "Dockerfile", "docs/*.md")
        if pattern.search((ROOT / name).read_text(encoding="utf-8"))
    }
    assert "wyoming_kokoro/version.py" in places
    assert not [name for name in places if name == "pyproject.toml" or name.endswith("Dockerfile")]


def locked(name: str) -> dict[str, str]:
    """Packages of a lock and their versions."""
    text = (ROOT / "locks" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[a-z,-]+\])?==(\S+)", text, re.MULTILINE))


def test_the_locks_hold_what_the_project_asks_for() -> None:
    """After a change of the dependencies, script/lock is to be run."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for lock, wanted in (
        ("runtime.txt", project["dependencies"] + extras["ja"] + extras["zh"]),
        ("dev.txt", project["dependencies"] + sum(extras.values(), [])),
    ):
        names = {re.split(r"[^\w-]", item)[0].replace("_", "-").lower() for item in wanted}
        apart = set(locked("torch.txt")) | {"wyoming-kokoro-core"}
        assert names - apart <= set(locked(lock)), lock


def test_everything_locked_has_a_checksum_and_one_version() -> None:
    runtime, dev = locked("runtime.txt"), locked("dev.txt")
    assert {name: dev[name] for name in runtime} == runtime
    for name in ("runtime.txt", "dev.txt"):
        text = (ROOT / "locks" / name).read_text(encoding="utf-8")
        entries = re.split(r"^(?=[a-z0-9-]+(?:\[[a-z,-]+\])?==)", text, flags=re.MULTILINE)[1:]
        assert entries and all("--hash=sha256:" in entry for entry in entries)


def test_licences_and_a_bill_of_materials_can_be_written(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(ROOT / "docker/contents"), str(tmp_path)], check=True)
    bill = json.loads((tmp_path / "sbom.cdx.json").read_text(encoding="utf-8"))
    named = {part["name"]: part for part in bill["components"]}
    assert named["numpy"]["purl"] == f"pkg:pypi/numpy@{version('numpy')}"
    assert named["torch"]["licenses"]
    assert "=== wyoming-kokoro-core " in (tmp_path / "LICENSES.txt").read_text(encoding="utf-8")
