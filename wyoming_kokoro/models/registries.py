"""Where this machine's package registries are, and where a file lies in them: as pip, uv and npm
are set to, without those programs.
"""

import base64
import configparser
import html.parser
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import requests

from .store import SourceFailed

_SIMPLE_API = (
    "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2,"
    " text/html;q=0.1"
)
_ANSWER_S = (10, 60)
"""Longest wait for a connection and for the next bytes."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A file in a registry; `digest` is what the registry says of it, as ``sha256=HEX`` or
    ``sha512-BASE64``, "" if it says nothing.
    """

    url: str
    digest: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegistrySettings:
    """What pip, uv and npm are told on this machine by variables and configuration files."""

    indexes: tuple[str, ...]
    """Python indexes (simple API) in the order in which they are asked."""
    npm: str
    """The npm registry, "" if none is known."""
    npm_headers: Mapping[str, Mapping[str, str]]
    """Address without scheme ─► headers for addresses that begin so."""
    certificates: str | None
    """File or folder of authorities to trust; `None`: those that requests brings."""


def read_settings(environ: Mapping[str, str] = os.environ) -> RegistrySettings:
    """The settings of this machine; the variables win over the files, uv's over pip's.

    Addresses that are not HTTP are left out.
    """
    pip = _pip_files(environ)
    main = (
        environ.get("UV_DEFAULT_INDEX")
        or environ.get("UV_INDEX_URL")
        or environ.get("PIP_INDEX_URL")
        or pip.get("index-url")
        or _pip_default()
    )
    more = " ".join(
        (
            environ.get("UV_INDEX", ""),
            environ.get("UV_EXTRA_INDEX_URL", ""),
            environ.get("PIP_EXTRA_INDEX_URL", pip.get("extra-index-url", "")),
        )
    ).split()
    named = [re.sub(r"^[\w.-]+=", "", url).rstrip("/") for url in (main, *more)]
    npm = _npm_files(environ)
    registry = environ.get("npm_config_registry") or environ.get("NPM_CONFIG_REGISTRY")
    return RegistrySettings(
        tuple(dict.fromkeys(url for url in named if url.startswith(("http://", "https://")))),
        (registry or npm.get("registry") or _npm_default(environ)).rstrip("/"),
        dict(_npm_headers(npm)),
        environ.get("PIP_CERT")
        or pip.get("cert")
        or environ.get("SSL_CERT_FILE")
        or npm.get("cafile")
        or None,
    )


def session(settings: RegistrySettings) -> requests.Session:
    """A session that trusts what the settings say; proxies, ``.netrc`` and REQUESTS_CA_BUNDLE hold
    as requests reads them.
    """
    made = requests.Session()
    made.headers["User-Agent"] = "wyoming-kokoro"
    if settings.certificates is not None:
        made.verify = settings.certificates
    return made


def find_wheel(
    session: requests.Session, settings: RegistrySettings, package: str, version: str
) -> Remote:
    """The wheel of a pure Python package in the first index that has it. Raises `SourceFailed`."""
    wanted = f"{package.replace('-', '_')}-{version}-py3-none-any.whl"
    failures = []
    for index in settings.indexes:
        address = f"{index}/{package}/"
        try:
            answer = ask(session, address, {"Accept": _SIMPLE_API})
            for name, remote in _files(answer):
                if name == wanted:
                    return remote
            failures.append(f"{host(index)} has no {wanted}")
        except SourceFailed as error:
            failures.append(str(error))
    raise SourceFailed(
        f"{package} {version} was not found ({'; '.join(failures) or 'no index is set'});"
        " PIP_INDEX_URL names another index"
    )


def find_npm_archive(
    session: requests.Session, settings: RegistrySettings, package: str, version: str
) -> Remote:
    """The archive of an npm package. Raises `SourceFailed`."""
    if not settings.npm:
        raise SourceFailed("no npm registry is set; npm_config_registry names one")
    address = f"{settings.npm}/{package}"
    try:
        answer = ask(
            session,
            address,
            {"Accept": "application/vnd.npm.install-v1+json", **_headers_for(address, settings)},
        )
        found = answer.json()["versions"][version]["dist"]
        url = urljoin(address, str(found["tarball"]))
        integrity = str(found.get("integrity") or "").split()
        return Remote(url, integrity[0] if integrity else "", _headers_for(url, settings))
    except SourceFailed as error:
        raise SourceFailed(
            f"{package} {version} was not found ({error}); npm_config_registry names another"
            " registry"
        ) from error
    except (KeyError, TypeError, ValueError) as error:
        raise SourceFailed(f"{host(address)} has no {package} {version}") from error


def ask(
    session: requests.Session, url: str, headers: Mapping[str, str], *, stream: bool = False
) -> requests.Response:
    """The answer to a GET.

    Raises `SourceFailed` unless it is one of success, naming the host and never what stands before
    it.
    """
    try:
        answer = session.get(url, headers=dict(headers), timeout=_ANSWER_S, stream=stream)
    except requests.RequestException as error:
        raise SourceFailed(f"{host(url)} does not answer: {reason(error)}") from error
    if not answer.ok:
        raise SourceFailed(f"{host(url)} answers {answer.status_code} {answer.reason}")
    return answer


def host(url: str) -> str:
    """The host of an address, without a name and password that may stand before it."""
    return urlsplit(url).hostname or "the registry"


def reason(error: BaseException) -> str:
    """The innermost cause of an error of the transport, in a few words."""
    while inner := getattr(error, "reason", None) or next(
        (part for part in error.args if isinstance(part, BaseException)), None
    ):
        if not isinstance(inner, BaseException):
            return str(inner)
        error = inner
    text = str(getattr(error, "strerror", None) or error)
    return re.sub(r"^.*?: ", "", text.partition("\n")[0])[:200] or type(error).__name__


def _files(answer: requests.Response) -> Iterator[tuple[str, Remote]]:
    """Name and place of each file on a project's page, which is JSON or HTML."""
    if "json" in answer.headers.get("Content-Type", ""):
        try:
            for file in answer.json()["files"]:
                digest = file.get("hashes", {}).get("sha256", "")
                url = urljoin(answer.url, file["url"])
                yield file["filename"], Remote(url, f"sha256={digest}" if digest else "")
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise SourceFailed(f"{host(answer.url)} answers with another JSON") from error
        return
    page = _Links()
    page.feed(answer.text)
    for link in page.links:
        url, digest = urldefrag(urljoin(answer.url, link))
        yield unquote(urlsplit(url).path.rpartition("/")[2]), Remote(url, digest)


class _Links(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if (tag, name) == ("a", "href") and value]


def _pip_default() -> str:
    """The index that pip would ask if nothing is set; "" where there is no pip, for this program
    knows none by itself.
    """
    try:
        from pip._internal.models.index import PyPI
    except ImportError:
        return ""
    return str(PyPI.simple_url)


def _npm_default(environ: Mapping[str, str]) -> str:
    """The same of npm."""
    npm = shutil.which("npm", path=environ.get("PATH"))
    if npm is None:
        return ""
    command = [npm, "config", "get", "registry"]
    try:
        told = subprocess.run(
            command, capture_output=True, text=True, timeout=30, env=dict(environ), check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    found = told.stdout.strip()
    return found if found.startswith(("http://", "https://")) else ""


def _pip_files(environ: Mapping[str, str]) -> dict[str, str]:
    """The options of pip's configuration files that say where packages are; later files win."""
    home = Path(environ.get("HOME", "/"))
    own = environ.get("PIP_CONFIG_FILE")
    folders = environ.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":")
    files = [
        *(Path(folder) / "pip/pip.conf" for folder in folders),
        Path("/etc/pip.conf"),
        home / ".pip/pip.conf",
        Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "pip/pip.conf",
        Path(sys.prefix) / "pip.conf",
        *([Path(own)] if own else []),
    ]
    if own == os.devnull:
        files = []
    found: dict[str, str] = {}
    for file in files:
        parser = configparser.RawConfigParser()
        try:
            parser.read(file, "utf-8")
        except (OSError, configparser.Error, UnicodeDecodeError) as error:
            raise SourceFailed(f"{file} cannot be read as pip's configuration") from error
        for section in ("global", "install", "download"):
            if parser.has_section(section):
                found |= {key.replace("_", "-"): value for key, value in parser.items(section)}
    return found


def _npm_files(environ: Mapping[str, str]) -> dict[str, str]:
    """The options of npm's configuration files; later files win."""
    user = environ.get("NPM_CONFIG_USERCONFIG") or Path(environ.get("HOME", "/")) / ".npmrc"
    system = environ.get("NPM_CONFIG_GLOBALCONFIG") or "/etc/npmrc"
    found: dict[str, str] = {}
    for file in (Path(system), Path(user)):
        try:
            lines = file.read_text("utf-8").splitlines()
        except OSError:
            continue
        for line in lines:
            key, equals, value = line.partition("=")
            if equals:  # the key of a comment is nobody's
                value = re.sub(r"\$\{(\w+)\??\}", lambda m: environ.get(m[1], ""), value)
                found[key.strip()] = value.strip().strip("\"'")
    return found


def _npm_headers(options: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    for key, value in options.items():
        place, _, name = key.rpartition(":")
        if not place.startswith("//"):
            continue
        if name == "_authToken":
            yield place, {"Authorization": f"Bearer {value}"}
        elif name == "_auth":
            yield place, {"Authorization": f"Basic {value}"}
        elif name == "username" and f"{place}:_password" in options:
            password = base64.b64decode(options[f"{place}:_password"]).decode()
            together = base64.b64encode(f"{value}:{password}".encode()).decode()
            yield place, {"Authorization": f"Basic {together}"}


def _headers_for(url: str, settings: RegistrySettings) -> Mapping[str, str]:
    place = url.partition(":")[2]
    found: Any = [
        headers for start, headers in settings.npm_headers.items() if place.startswith(start)
    ]
    return found[0] if found else {}
