"""Runs a real Home Assistant against a Wyoming server and says what it saw; see
`script/check-home-assistant --help`.
"""

import argparse
import json
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PARTS = Path(__file__).with_name("home_assistant")
TIMEOUT_S = 900  # the first run installs what Home Assistant's integrations need
BYTES_PER_S = 48_000
STREAMS_SINCE = (2025, 7)
TOOL_LIMIT_S = 0.8


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Add a running Wyoming server to a real Home Assistant and make it speak.",
        epilog=(
            "Prepare once: a Python that the Home Assistant version asks for, `pip install"
            " homeassistant` in an environment of its own, and ffmpeg."
        ),
    )
    parser.add_argument("hass", help="Home Assistant's program: ENVIRONMENT/bin/hass")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=10200)
    parser.add_argument(
        "--discover", action="store_true", help="wait until zeroconf offers the server instead"
    )
    parser.add_argument(
        "--name", help="what the server was started with as `--zeroconf NAME`, to be seen"
    )
    parser.add_argument(
        "--voice", action="append", default=[], help="the label of a preset, to be seen; repeatable"
    )
    parser.add_argument(
        "--skip-pip", action="store_true", help="install nothing; for a machine without a network"
    )
    parser.add_argument(
        "--chroot", type=Path, help="folder of another root system that `hass` is in"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.chroot / "tmp" if given.chroot else None) as folder:
        report = run(given, Path(folder))
    print(json.dumps(report, indent=2, ensure_ascii=False))
    complaints = list(check(report, given.name, given.voice))
    for complaint in complaints:
        print(f"check-home-assistant: {complaint}", file=sys.stderr)
    return 1 if complaints else 0


def run(given: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """What the part that runs inside Home Assistant wrote."""
    shutil.copytree(PARTS, folder, dirs_exist_ok=True)
    root = given.chroot or Path("/")
    inside = Path("/", folder.relative_to(root))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    configuration = {
        "http": {"server_host": ["127.0.0.1"], "server_port": port},
        "speech_check": {
            **{"host": given.host, "port": given.port, "discover": given.discover},
            "report": str(inside / "report.json"),
        },
        "logger": {"default": "warning"},
        "homeassistant": {},
        "assist_pipeline": {},
        **({"zeroconf": {}} if given.discover else {}),
    }
    # JSON is YAML.
    (folder / "configuration.yaml").write_text(json.dumps(configuration), encoding="utf-8")
    command = [given.hass, "--config", str(inside), *(["--skip-pip"] if given.skip_pip else [])]
    if given.chroot:
        command = ["chroot", str(given.chroot), *command]
    subprocess.run(command, timeout=TIMEOUT_S, check=False)
    try:
        return dict(json.loads((folder / "report.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return {"failure": "Home Assistant ended without a report"}


def check(report: dict[str, Any], name: str | None, voices: list[str]) -> Iterator[str]:
    """What is wrong with a report; nothing if all is well. `name` and `voices` must be shown."""
    if "failure" in report:
        yield str(report["failure"])
        return
    yield from check_names(report, name, voices)
    version = tuple(int(part) for part in report["version"].split(".")[:2])
    if version >= STREAMS_SINCE and not report["streaming"]:
        yield "Home Assistant does not stream"
    for name in ("phrase", "voice", "french", "answer"):
        spoken = report[name]
        if spoken["begins"] != b"RIFF".hex():
            yield f"{name}: this is no WAV"
        if spoken["bytes"] < BYTES_PER_S // 2:
            yield f"{name}: hardly any audio"
    if report["mp3"]["bytes"] < 2000:
        yield "mp3: Home Assistant could not convert the audio"
    if report["direct"]["bytes"] < BYTES_PER_S // 2:
        yield "direct: hardly any audio"
    if report["streaming"] and report["tool"]["first_audio_after_call_s"] > TOOL_LIMIT_S:
        yield "tool: what was said before a tool's call was heard late"
    if refused := [tag for tag, accepted in report["tags"].items() if not accepted]:
        yield f"tags: {', '.join(refused)} are refused"
    if report["streaming"] and report["answer"]["first_audio_s"] >= report["answer"]["last_text_s"]:
        yield "answer: speech began only after the last word was given"


def check_names(report: dict[str, Any], name: str | None, voices: list[str]) -> Iterator[str]:
    """What of the server's name and its presets is not shown."""
    if name is not None and report["title"] != name:
        yield f"Home Assistant shows {report['title']!r}, not {name!r}"
    shown = {label for labels in report["voices"].values() for label in labels}
    for voice in voices:
        if not any(label.startswith(voice) for label in shown):
            yield f"the voice {voice!r} is not shown"


if __name__ == "__main__":
    sys.exit(main())
