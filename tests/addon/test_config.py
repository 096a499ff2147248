"""The add-on's configuration: what the Supervisor and the public linter ask of it."""

import re
import struct
from pathlib import Path
from typing import Any

import pytest
import yaml

from wyoming_kokoro.version import __version__

from .linter import DEPRECATED_FILES, complaints

ROOT = Path(__file__).parents[2]
ADDON = ROOT / "addon"
LANGUAGES = ("en", "de")


def load(name: str) -> dict[str, Any]:
    loaded = yaml.safe_load((ADDON / name).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture
def config() -> dict[str, Any]:
    return load("config.yaml")


def test_the_linter_has_no_complaint(config: dict[str, Any]) -> None:
    assert list(complaints(config)) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"auto_uart": True}, "auto_uart is unknown or obsolete"),
        ({"watchdog": "tcp://[HOST]:10200"}, "watchdog is unknown or obsolete"),
        ({"boot": "auto"}, "boot is written out although it is the default"),
        ({"arch": ["armv7"]}, "arch: ['armv7'] is not allowed"),
        ({"ports": {"10200": None}}, "ports: {'10200': None} is not allowed"),
        ({"schema": {"voice": "text"}}, "schema: {'voice': 'text'} is not allowed"),
        ({"options": {"voice": "a", "other": 1}}, "option other has no schema"),
        ({"name": None}, "name: None is not allowed"),
    ],
)
def test_the_linter_complains_about(
    config: dict[str, Any], change: dict[str, Any], complaint: str
) -> None:
    assert complaint in list(complaints(config | change))


def test_no_obsolete_build_file_is_there() -> None:
    assert [name for name in DEPRECATED_FILES if (ADDON / name).exists()] == []


def test_the_version_is_that_of_the_package(config: dict[str, Any]) -> None:
    assert config["version"] == __version__
    assert f"## {__version__}" in (ADDON / "CHANGELOG.md").read_text(encoding="utf-8")


def test_ports_are_closed_until_the_user_opens_them(config: dict[str, Any]) -> None:
    assert config["ports"] == {"10200/tcp": None, "8880/tcp": None}


def test_no_list_of_voices_is_hard_coded(config: dict[str, Any]) -> None:
    assert config["schema"]["voice"] == "str"


def test_the_api_key_is_a_secret(config: dict[str, Any]) -> None:
    assert config["schema"]["api_key"] == "password?"


def test_the_model_is_left_out_of_backups(config: dict[str, Any]) -> None:
    run = (ADDON / "rootfs/etc/s6-overlay/s6-rc.d/kokoro/run").read_text(encoding="utf-8")
    folder = re.search(r"^data=/data/(\w+)$", run, re.MULTILINE)
    assert folder is not None
    assert folder[1] in config["backup_exclude"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_and_port_is_explained(config: dict[str, Any], language: str) -> None:
    texts = load(f"translations/{language}.yaml")
    assert set(texts["configuration"]) == set(config["schema"])
    assert set(texts["network"]) == set(config["ports"])
    assert all({"name", "description"} == set(text) for text in texts["configuration"].values())


def test_the_documentation_names_every_option_and_voice(config: dict[str, Any]) -> None:
    from wyoming_kokoro.voices.catalog import VoiceCatalog

    docs = (ADDON / "DOCS.md").read_text(encoding="utf-8")
    assert [name for name in config["schema"] if f"`{name}`" not in docs] == []
    assert [voice.id for voice in VoiceCatalog() if voice.id not in docs] == []


@pytest.mark.parametrize(("name", "size"), [("icon.png", (128, 128)), ("logo.png", (250, 100))])
def test_pictures_have_the_size_that_the_store_shows(name: str, size: tuple[int, int]) -> None:
    head = (ADDON / name).read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", head[16:24]) == size


def test_the_apparmor_profile_bears_the_slug(config: dict[str, Any]) -> None:
    profile = (ADDON / "apparmor.txt").read_text(encoding="utf-8")
    assert re.search(rf"^profile {config['slug']} flags=", profile, re.MULTILINE)


def test_the_addon_installs_the_versions_that_are_tested() -> None:
    assert (ADDON / "constraints.txt").read_bytes() == (ROOT / "constraints.txt").read_bytes()


def test_the_repository_can_be_added_to_home_assistant() -> None:
    repository = yaml.safe_load((ROOT / "repository.yaml").read_text(encoding="utf-8"))
    assert repository["name"]
    assert set(repository) <= {"name", "url", "maintainer"}
