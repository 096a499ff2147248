"""The add-on's files laid out in a folder, with stand-ins for what the base image and the
Supervisor provide.
"""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ADDON = ROOT / "addon"
STUB = Path(__file__).with_name("stub")
_SERVICES = "etc/s6-overlay/s6-rc.d"
_MOVED = ("/data", "/config", "/run")


@dataclass
class Supervisor:
    """Records what is posted to it."""

    url: str = ""
    posts: list[tuple[str, str | None, Any]] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)
    status: int = 200


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    """A Supervisor on loopback."""
    recorded = Supervisor()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            recorded.posts.append((self.path, self.headers.get("Authorization"), body))
            self.send_response(recorded.status)
            self.end_headers()
            self.wfile.write(b'{"result": "ok", "data": {"uuid": "1"}}')
            recorded.arrived.set()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        recorded.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield recorded
        server.shutdown()
        thread.join()


@dataclass(frozen=True)
class Container:
    """A folder that stands for the add-on's file system."""

    root: Path

    def write(self, path: str, text: str) -> Path:
        file = self.root / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def program(self, name: str, script: str) -> None:
        """Put a program on the path."""
        self.write(f"stub/{name}", script).chmod(0o755)

    def command(self, service: str, script: str = "run") -> list[str]:
        """How s6 would start a script of a service."""
        path = self.root / _SERVICES / service / script
        interpreter = path.read_text(encoding="utf-8").splitlines()[0]
        assert os.access(path, os.X_OK)
        return ["bashio", str(path)] if interpreter.endswith(" bashio") else [str(path)]

    def environment(self, **more: str) -> Mapping[str, str]:
        """Variables of a script: the options file and a path with the stand-ins first."""
        path = f"{self.root / 'stub'}:{self.root / 'usr/local/bin'}:{os.environ['PATH']}"
        return {"PATH": path, "OPTIONS": str(self.root / "data/options.json"), **more}

    def run(
        self, service: str, script: str = "run", *arguments: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a script of a service to its end."""
        return subprocess.run(
            [*self.command(service, script), *arguments],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )


@pytest.fixture
def container(tmp_path: Path) -> Container:
    """The add-on's files, its absolute paths moved into a folder, with `id`-less stand-ins for what
    only root may do.
    """
    if shutil.which("jq") is None:
        pytest.skip("jq, which the base image has, is not installed")
    made = Container(tmp_path)
    shutil.copytree(ADDON / "rootfs", tmp_path, dirs_exist_ok=True)
    shutil.copytree(ROOT / "docker/bin", tmp_path / "usr/local/bin")
    shutil.copytree(STUB, tmp_path / "stub")
    for script in (tmp_path / _SERVICES).glob("*/*"):
        if script.name in ("run", "finish"):
            text = script.read_text(encoding="utf-8")
            for folder in _MOVED:
                text = text.replace(f"={folder}/", f"={tmp_path}{folder}/").replace(
                    f" {folder}/", f" {tmp_path}{folder}/"
                )
                text = text.replace(f" {folder}\n", f" {tmp_path}{folder}\n")
            script.write_text(text, encoding="utf-8")
    made.program("chown", "#!/bin/sh\n")
    made.program("s6-setuidgid", '#!/bin/sh\necho "as $1" >&2\nshift\nexec "$@"\n')
    made.program("install", '#!/bin/sh\nfor last; do :; done\nexec mkdir -p "$last"\n')
    return made


Options = Callable[..., None]


@pytest.fixture
def options(container: Container) -> Options:
    """Write the options file: the add-on's defaults with changes, ``None`` for an option that is
    not set.
    """
    import yaml

    defaults = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))["options"]

    def write(**changes: object) -> None:
        given = {
            name: value for name, value in {**defaults, **changes}.items() if value is not None
        }
        container.write("data/options.json", json.dumps(given))

    return write
