"""The add-on's services, run as s6 runs them, with stand-ins for bashio and the Supervisor."""

import argparse
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import until
from tests.wyoming_server.tone_engine import ToneEngine
from wyoming_kokoro.settings import Settings, add_flags, load_settings
from wyoming_kokoro.wyoming_server import Limits, WyomingServer

from .conftest import ADDON, ROOT, Container, Options, Supervisor

SERVICES = ADDON / "rootfs/etc/s6-overlay/s6-rc.d"
DO_NOT_START_AGAIN = 125
"""What s6 is told by a service that has failed for good."""
INGRESS_PORT = 8099
"""Where the Supervisor connects for the sidebar, as `config.yaml` names no other port."""
RECORDER = """#!/bin/sh
echo "$1" >>{log}/commands
printf '%s\\0' "$@" >{log}/arguments
env -0 >{log}/environment
[ "$1" != download ] || exit {download}
"""


class Started:
    """What the program was started with."""

    def __init__(self, folder: Path) -> None:
        self.commands = (folder / "commands").read_text(encoding="utf-8").splitlines()
        arguments = (folder / "arguments").read_text(encoding="utf-8")
        self.arguments = arguments.rstrip("\0").split("\0")
        pairs = (folder / "environment").read_text(encoding="utf-8").rstrip("\0").split("\0")
        self.variables: dict[str, str] = dict(pair.split("=", 1) for pair in pairs)

    def settings(self, monkeypatch: pytest.MonkeyPatch) -> Settings:
        """The settings that the real program makes of the flags and the variables."""
        for name, value in self.variables.items():
            if name.startswith("WYOMING_KOKORO_"):
                monkeypatch.setenv(name, value)
        parser = argparse.ArgumentParser()
        parser.add_argument("--config", type=Path)
        add_flags(parser, "serve")
        flags = vars(parser.parse_args(self.arguments[1:]))
        return load_settings(flags, flags.pop("config"))


def start(
    container: Container, tmp_path: Path, download: int = 0
) -> tuple[subprocess.CompletedProcess[str], Started]:
    """Run the service `kokoro` with a program that records how it was started."""
    container.program("wyoming-kokoro", RECORDER.format(log=tmp_path, download=download))
    return container.run("kokoro"), Started(tmp_path)


def test_the_model_is_fetched_and_then_the_server_runs_without_root_rights(
    container: Container, options: Options, tmp_path: Path
) -> None:
    options()
    done, started = start(container, tmp_path)
    assert done.returncode == 0, done.stderr
    assert started.commands == ["download", "serve"]
    assert done.stderr.count("as kokoro") == 1


def test_options_become_settings(
    container: Container, options: Options, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options(
        voice="bf_emma",
        language="en-GB",
        speed=1.25,
        precision="bf16",
        threads=3,
        idle_unload=600,
        auto_language=True,
        http=True,
        api_key='a "quoted" key',
        log_level="debug",
    )
    _, started = start(container, tmp_path)
    settings = started.settings(monkeypatch)
    assert settings.voice == "bf_emma"
    assert settings.language == "en-GB"
    assert settings.speed == 1.25
    assert settings.precision == "bf16"
    assert settings.threads == 3
    assert settings.idle_unload == 600
    assert settings.auto_language
    assert settings.http_uri == "http://0.0.0.0:8880"
    assert settings.api_key == ['a "quoted" key']
    assert settings.debug
    assert settings.data_dir == tmp_path / "data/kokoro"


def test_the_default_options_are_the_programs_defaults(
    container: Container, options: Options, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options()
    _, started = start(container, tmp_path)
    settings = started.settings(monkeypatch)
    changed = {
        name
        for name, info in Settings.model_fields.items()
        if getattr(settings, name) != info.get_default()
    }
    assert changed == {
        "data_dir",
        "http_uri",
        "ingress_uri",
        "drain_seconds",
        "lexicon",
        "presets",
    }
    assert settings.ingress_uri == f"http://0.0.0.0:{INGRESS_PORT}"


def test_files_in_the_addons_folder_are_used(
    container: Container, options: Options, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options()
    lexicon = container.write("config/lexicon.txt", "HAOS = home assistant O S\n")
    voice = container.write("config/voices/mine.bin", "")
    presets = container.write(
        "config/settings.toml", '[voices.narrator]\nblend = "af_bella(2)+af_sky"\n'
    )
    _, started = start(container, tmp_path)
    settings = started.settings(monkeypatch)
    assert settings.lexicon == lexicon
    assert settings.voices_dir == voice.parent
    assert settings.presets == presets


def test_what_the_page_saves_has_a_place_from_the_first_start_on(
    container: Container, options: Options, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options()
    _, started = start(container, tmp_path)
    settings = started.settings(monkeypatch)
    assert settings.lexicon == tmp_path / "config/lexicon.txt"
    assert settings.presets == tmp_path / "config/settings.toml"
    assert settings.lexicon.read_text("utf-8") == settings.presets.read_text("utf-8") == ""


def test_the_server_is_not_advertised_a_second_time(
    container: Container, options: Options, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options()
    _, started = start(container, tmp_path)
    assert started.settings(monkeypatch).zeroconf is None


def test_http_is_off_by_default(
    container: Container, options: Options, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options()
    _, started = start(container, tmp_path)
    settings = started.settings(monkeypatch)
    assert settings.http_uri == "none"
    assert settings.api_key == []
    assert not settings.debug


@pytest.mark.parametrize("api_key", [None, ""])
def test_http_without_a_key_is_warned_of(
    container: Container, options: Options, tmp_path: Path, api_key: str | None
) -> None:
    options(http=True, api_key=api_key)
    done, started = start(container, tmp_path)
    assert "WARNING HTTP is on without an API key" in done.stderr
    assert "WYOMING_KOKORO_API_KEY" not in started.variables


def test_options_win_over_the_users_settings_file(
    container: Container, options: Options, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options(voice="bm_lewis")
    container.write("config/settings.toml", 'voice = "af_sky"\nflush_ms = 700\n')
    _, started = start(container, tmp_path)
    settings = started.settings(monkeypatch)
    assert settings.voice == "bm_lewis"
    assert settings.flush_ms == 700


def test_secrets_are_not_logged(container: Container, options: Options, tmp_path: Path) -> None:
    options(http=True, api_key="hunter2hunter2")
    done, started = start(container, tmp_path)
    assert "hunter2" not in done.stderr + done.stdout + " ".join(started.arguments)


def test_after_a_failed_download_nothing_serves(
    container: Container, options: Options, tmp_path: Path
) -> None:
    options()
    done, started = start(container, tmp_path, download=1)
    assert done.returncode == 1
    assert started.commands == ["download"]


def finish(container: Container, tmp_path: Path, status: int, signal: int = 0) -> tuple[bool, str]:
    """Whether the container was halted, and the exit status it was given."""
    result = container.write("run/s6-linux-init-container-results/exitcode", "0\n")
    halt = container.write("run/s6/basedir/bin/halt", f"#!/bin/sh\ntouch {tmp_path}/halted\n")
    halt.chmod(0o755)
    done = container.run("kokoro", "finish", str(status), str(signal))
    halted = (tmp_path / "halted").exists()
    assert done.returncode == (DO_NOT_START_AGAIN if halted else 0), done.stderr
    return halted, result.read_text(encoding="utf-8").strip()


@pytest.mark.parametrize(
    ("status", "signal", "halted", "result"),
    [
        pytest.param(0, 0, False, "0", id="told to stop"),
        pytest.param(256, 15, False, "0", id="told to stop while it started"),
        pytest.param(143, 0, False, "0", id="told to stop while it downloaded"),
        pytest.param(1, 0, True, "1", id="failed"),
        pytest.param(256, 9, True, "137", id="killed for its memory"),
        pytest.param(256, 11, True, "139", id="crashed"),
    ],
)
def test_the_addon_ends_as_its_server_ended(
    container: Container, tmp_path: Path, status: int, signal: int, halted: bool, result: str
) -> None:
    assert finish(container, tmp_path, status, signal) == (halted, result)


@pytest.fixture
def discovery_port(container: Container) -> int:
    """A free port, put into the discovery script in place of the add-on's."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    script = container.root / "etc/s6-overlay/s6-rc.d/discovery/run"
    text = script.read_text(encoding="utf-8")
    assert "10200" in text
    script.write_text(
        text.replace("10200", str(port)).replace("--wait", f"--wait 127.0.0.1:{port}"),
        encoding="utf-8",
    )
    return port


@contextmanager
def discovery(container: Container, supervisor: Supervisor) -> Iterator[subprocess.Popen[str]]:
    """The service that tells Home Assistant; it is to be stopped."""
    variables = container.environment(SUPERVISOR_API=supervisor.url, SUPERVISOR_TOKEN="token")
    with subprocess.Popen(
        container.command("discovery"), env=variables, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


async def test_home_assistant_is_told_once_the_server_can_speak(
    container: Container, supervisor: Supervisor, discovery_port: int
) -> None:
    with discovery(container, supervisor) as process:
        assert not supervisor.arrived.wait(1)
        server = WyomingServer(f"tcp://127.0.0.1:{discovery_port}", ToneEngine(), Limits())
        await server.start()
        await until(supervisor.arrived.is_set)
        assert process.stderr is not None
        assert "INFO Home Assistant knows the server" in process.stderr.readline()
        await server.stop(0)
        assert process.poll() is None, "a service that ends would be started again"
    address = {"uri": f"tcp://{socket.gethostname()}:{discovery_port}"}
    assert supervisor.posts == [
        ("/discovery", "Bearer token", {"service": "wyoming", "config": address})
    ]


async def test_a_refusing_supervisor_is_reported_and_does_not_end_the_addon(
    container: Container, supervisor: Supervisor, discovery_port: int
) -> None:
    supervisor.status = 400
    server = WyomingServer(f"tcp://127.0.0.1:{discovery_port}", ToneEngine(), Limits())
    await server.start()
    with discovery(container, supervisor) as process:
        await until(supervisor.arrived.is_set)
        assert process.stderr is not None
        assert "ERROR Home Assistant could not be told" in process.stderr.readline()
        assert process.poll() is None
    await server.stop(0)


def test_waiting_for_a_server_that_never_comes_says_nothing_and_ends_when_told(
    container: Container, supervisor: Supervisor, discovery_port: int
) -> None:
    with discovery(container, supervisor) as process:
        assert not supervisor.arrived.wait(1.5)
        process.terminate()
        assert process.wait(5) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


READY = ROOT / "docker/bin/wyoming-ready"


def ready(port: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(READY), f"127.0.0.1:{port}"], stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        pytest.param(
            {"type": "info", "data": {"tts": [{"voices": [{"installed": True}]}]}}, 0, id="speaks"
        ),
        pytest.param({"type": "info", "data": {"tts": [{"voices": []}]}}, 1, id="no voice"),
        pytest.param({"type": "info", "data": {"asr": []}}, 1, id="another service"),
        pytest.param({"type": "error"}, 1, id="error"),
        pytest.param("HTTP/1.1 400 Bad Request", 1, id="not Wyoming"),
        pytest.param(None, 1, id="nothing"),
    ],
)
def test_healthy_is_a_server_that_describes_a_voice(answer: Any, status: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        with ready(listener.getsockname()[1]) as process:
            connection, _ = listener.accept()
            with connection:
                asked = json.loads(connection.makefile("rb").readline())
                if answer is not None:
                    text = answer if isinstance(answer, str) else json.dumps(answer)
                    connection.sendall(text.encode() + b"\n")
            assert process.wait(10) == status
    assert asked == {"type": "describe"}


def test_every_service_is_complete() -> None:
    names = {service.name for service in (SERVICES / "user/contents.d").iterdir()}
    assert names == {service.name for service in SERVICES.iterdir()} - {"user"}
    for name in names:
        kind = (SERVICES / name / "type").read_text(encoding="utf-8").strip()
        assert kind == "longrun", "a oneshot that waits would hold up every stop until it is done"
        assert (SERVICES / name / "run").exists()
        dependencies = {path.name for path in (SERVICES / name / "dependencies.d").iterdir()}
        assert dependencies and dependencies <= names | {"base"}


def test_scripts_run_under_the_shell_of_the_base_image() -> None:
    for script in (*SERVICES.glob("*/run"), *SERVICES.glob("*/finish")):
        first = script.read_text(encoding="utf-8").splitlines()[0]
        assert re.fullmatch(r"#!(/command/with-contenv bashio|/usr/bin/env bash)", first), script
