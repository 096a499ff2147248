"""What pip, uv and npm are told on a machine, by variables and files."""

from pathlib import Path

import pytest
import requests

from wyoming_kokoro.models.registries import RegistrySettings, host, read_settings, reason, session
from wyoming_kokoro.models.store import SourceFailed

A, B, C = (f"https://{name}.home/simple" for name in "abc")


def settings_of(home: Path, **variables: str) -> RegistrySettings:
    """Of a machine with that home; a default index and registry are set, unless others are."""
    given = {
        "HOME": str(home),
        "XDG_CONFIG_DIRS": str(home / "none"),
        "PIP_CONFIG_FILE": "/dev/null",
        "NPM_CONFIG_GLOBALCONFIG": "/dev/null",
        "PATH": "",
    }
    return read_settings(given | variables)


@pytest.mark.parametrize(
    ("variables", "indexes"),
    [
        ({"PIP_INDEX_URL": A}, (A,)),
        ({"PIP_INDEX_URL": f"{A}/"}, (A,)),
        ({"PIP_INDEX_URL": A.replace("https", "http")}, (A.replace("https", "http"),)),
        ({"PIP_INDEX_URL": A, "UV_INDEX_URL": B}, (B,)),
        ({"UV_INDEX_URL": B, "UV_DEFAULT_INDEX": C}, (C,)),
        ({"UV_DEFAULT_INDEX": f"mine={C}"}, (C,)),
        ({"PIP_INDEX_URL": A, "UV_INDEX": f"my.one={B} {C}"}, (A, B, C)),
        ({"PIP_INDEX_URL": A, "UV_EXTRA_INDEX_URL": C, "UV_INDEX": B}, (A, B, C)),
        ({"PIP_INDEX_URL": A, "PIP_EXTRA_INDEX_URL": f"{B} {C} {A}"}, (A, B, C)),
        ({"PIP_INDEX_URL": "file:///simple", "PIP_EXTRA_INDEX_URL": f"ftp://x {B}"}, (B,)),
    ],
)
def test_indexes_of_variables(
    tmp_path: Path, variables: dict[str, str], indexes: tuple[str, ...]
) -> None:
    assert settings_of(tmp_path, **variables).indexes == indexes


@pytest.mark.parametrize("place", ["own.conf", ".pip/pip.conf", ".config/pip/pip.conf"])
@pytest.mark.parametrize("section", ["global", "install", "download"])
def test_indexes_of_pips_files(tmp_path: Path, place: str, section: str) -> None:
    file = tmp_path / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"[{section}]\nindex_url = {A}\nextra-index-url = {B}\ncert = /c.pem\n")
    own = str(file) if place == "own.conf" else ""
    found = settings_of(tmp_path, PIP_CONFIG_FILE=own)
    assert (found.indexes[:2], found.certificates) == ((A, B), "/c.pem")
    over = {"PIP_INDEX_URL": C, "PIP_EXTRA_INDEX_URL": "", "PIP_CERT": "/d.pem"}
    found = settings_of(tmp_path, PIP_CONFIG_FILE=own, **over)
    assert (found.indexes, found.certificates) == ((C,), "/d.pem")


def test_a_later_file_of_pip_wins(tmp_path: Path) -> None:
    order = (".pip/pip.conf", ".config/pip/pip.conf", "own.conf")
    for number, place in enumerate(order):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(f"[global]\nindex-url = https://{number}.home\n")
        own = str(tmp_path / "own.conf")
        found = settings_of(tmp_path, PIP_CONFIG_FILE=own)
        assert found.indexes == (f"https://{number}.home",)
    elsewhere = {"XDG_CONFIG_HOME": str(tmp_path / "elsewhere"), "PIP_CONFIG_FILE": ""}
    assert settings_of(tmp_path, **elsewhere).indexes == ("https://0.home",)


@pytest.mark.parametrize("folder", ["one", "two"])
def test_files_of_all_users_are_read(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder / "pip").mkdir(parents=True)
    (tmp_path / folder / "pip/pip.conf").write_text("in no section\n")
    folders = f"{tmp_path / 'one'}:{tmp_path / 'two'}"
    with pytest.raises(SourceFailed, match=f"{folder}/pip/pip.conf cannot be read"):
        settings_of(tmp_path, PIP_CONFIG_FILE="", XDG_CONFIG_DIRS=folders)


@pytest.mark.parametrize(
    ("variables", "npm"),
    [
        ({"npm_config_registry": "https://one.home/"}, "https://one.home"),
        ({"NPM_CONFIG_REGISTRY": "https://two.home"}, "https://two.home"),
        ({"npm_config_registry": "https://one.home", "NPM_CONFIG_REGISTRY": "x"},
         "https://one.home"),
        ({}, "https://user.home/npm"),
        ({"NPM_CONFIG_USERCONFIG": "/dev/null"}, "https://system.home"),
        ({"NPM_CONFIG_USERCONFIG": "/dev/null", "NPM_CONFIG_GLOBALCONFIG": "/nowhere"}, ""),
    ],
)  # fmt: skip
def test_the_registry_of_npm(tmp_path: Path, variables: dict[str, str], npm: str) -> None:
    (tmp_path / ".npmrc").write_text('registry = "https://user.home/${PLACE}/"\n;x = 1\nno line\n')
    (tmp_path / "system").write_text("registry=https://system.home\n")
    given = {"NPM_CONFIG_GLOBALCONFIG": str(tmp_path / "system"), "PLACE": "npm"} | variables
    assert settings_of(tmp_path, **given).npm == npm


def test_authorities_of_variables_and_files(tmp_path: Path) -> None:
    assert settings_of(tmp_path).certificates is None
    (tmp_path / ".npmrc").write_text("cafile=/npm.pem\n")
    assert settings_of(tmp_path).certificates == "/npm.pem"
    assert settings_of(tmp_path, SSL_CERT_FILE="/ssl.pem").certificates == "/ssl.pem"
    found = settings_of(tmp_path, SSL_CERT_FILE="/ssl.pem", PIP_CERT="/pip.pem")
    assert found.certificates == "/pip.pem"
    with session(found) as made:
        assert made.verify == "/pip.pem"
        assert made.headers["User-Agent"] == "wyoming-kokoro"
    with session(settings_of(tmp_path / "none")) as made:
        assert made.verify is True


def test_a_host_has_no_password() -> None:
    assert host("https://me:secret@one.home:8443/simple") == "one.home"
    assert host("nothing") == "the registry"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (requests.ConnectionError(OSError(111, "Connection refused")), "Connection refused"),
        (requests.ConnectionError("pool: it is full\nand more"), "it is full"),
        (requests.ConnectionError(), "ConnectionError"),
        (ValueError(ValueError(KeyError("x" * 300))), "'" + "x" * 199),
    ],
)
def test_an_error_of_the_transport_in_a_few_words(error: Exception, told: str) -> None:
    assert reason(error) == told
