"""The add-on's configuration: what the Supervisor and the public linter ask of it."""

import re
import struct
import subprocess
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from wyoming_kokoro.settings import Settings
from wyoming_kokoro.version import __version__
from wyoming_kokoro.voices.catalog import SPEEDS, VoiceCatalog

from .linter import DEPRECATED_FILES, complaints

ROOT = Path(__file__).parents[2]
ADDON = ROOT / "addon"
LANGUAGES = ("en", "de", "fr", "es", "nl", "it", "pt-BR", "zh-Hans", "ja")
LINKS = ("DOCS.md", "apparmor.txt", "icon.png", "logo.png", "translations")


def load(path: Path) -> dict[str, Any]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture
def config() -> dict[str, Any]:
    return load(ROOT / "config.yaml")


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


def test_ports_are_closed_until_the_user_opens_them(config: dict[str, Any]) -> None:
    assert config["ports"] == {"10200/tcp": None, "8880/tcp": None}


def test_the_page_is_in_the_sidebar_and_may_save(config: dict[str, Any]) -> None:
    assert config["ingress"] and "ingress_port" not in config and "host_network" not in config
    assert config["map"] == [{"type": "app_config", "read_only": False}]


def choices(kind: str) -> list[str]:
    found = re.fullmatch(r"list\((.*)\)\??", kind)
    assert found is not None
    return found[1].split("|")


def test_the_voices_to_choose_from_are_those_of_the_catalogue(config: dict[str, Any]) -> None:
    assert choices(config["schema"]["voice"]) == [voice.id for voice in VoiceCatalog()]


def test_the_languages_to_choose_from_are_those_of_the_voices(config: dict[str, Any]) -> None:
    assert set(choices(config["schema"]["language"])) == {v.language for v in VoiceCatalog()}


def test_choices_and_bounds_are_those_of_the_settings(config: dict[str, Any]) -> None:
    precision = Settings.model_fields["precision"].annotation
    assert choices(config["schema"]["precision"]) == list(get_args(precision))
    assert config["schema"]["speed"] == "float({:g},{:g})".format(*SPEEDS)


def test_the_build_context_begins_where_the_sources_are() -> None:
    """The Supervisor builds the folder of config.yaml and sees nothing beside it."""
    assert (ROOT / "config.yaml").is_file() and (ROOT / "Dockerfile").is_file()
    assert (ROOT / "wyoming_kokoro").is_dir()
    for name in LINKS:
        assert (ROOT / name).resolve() == ADDON / name


def test_one_configuration_is_found_in_the_repository() -> None:
    """The Supervisor takes every file of such a name for an add-on."""
    command = [
        "git",
        "ls-files",
        "--",
        ":(glob)**/config.yaml",
        ":(glob)**/config.yml",
        ":(glob)**/config.json",
    ]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("this is no git checkout")
    seen = [name for name in listed.stdout.split() if not name.startswith(".")]  # as it skips them
    assert seen == ["config.yaml"]


def test_the_image_is_named_by_a_release_alone(config: dict[str, Any]) -> None:
    assert "image" not in config


def test_the_api_key_is_a_secret(config: dict[str, Any]) -> None:
    assert config["schema"]["api_key"] == "password?"


def test_the_model_is_left_out_of_backups(config: dict[str, Any]) -> None:
    run = (ADDON / "rootfs/etc/s6-overlay/s6-rc.d/kokoro/run").read_text(encoding="utf-8")
    folder = re.search(r"^data=/data/(\w+)$", run, re.MULTILINE)
    assert folder is not None
    assert folder[1] in config["backup_exclude"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_and_port_is_explained(config: dict[str, Any], language: str) -> None:
    texts = load(ADDON / f"translations/{language}.yaml")
    assert set(texts["configuration"]) == set(config["schema"])
    assert set(texts["network"]) == set(config["ports"])
    assert all({"name", "description"} == set(text) for text in texts["configuration"].values())


def test_the_documentation_names_every_option_and_voice(config: dict[str, Any]) -> None:
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


def test_the_repository_can_be_added_to_home_assistant() -> None:
    repository = yaml.safe_load((ROOT / "repository.yaml").read_text(encoding="utf-8"))
    assert repository["name"]
    assert set(repository) <= {"name", "url", "maintainer"}


def test_a_release_names_the_image_of_the_repositorys_owner(
    config: dict[str, Any], tmp_path: Path
) -> None:
    command = [str(ROOT / "script/addon-store"), "Some-One/speech", str(tmp_path)]
    subprocess.run(command, check=True)
    released = load(tmp_path / "kokoro/config.yaml")
    assert released["image"] == "ghcr.io/some-one/wyoming-kokoro-addon"
    assert {name: released[name] for name in config} == config
    assert list(complaints(released)) == []
    assert load(tmp_path / "repository.yaml")["url"] == "https://github.com/Some-One/speech"
    shown = {path.name for path in (tmp_path / "kokoro").iterdir()}
    assert {*LINKS, "CHANGELOG.md", "README.md", "config.yaml"} <= shown
    assert "Dockerfile" not in shown
