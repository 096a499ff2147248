"""A large file over HTTP: how it is asked for, gone on with, told of and checked."""

import hashlib
import io
import logging
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import urllib3
from requests.adapters import BaseAdapter
from tqdm.auto import tqdm

from wyoming_kokoro.models import transfer
from wyoming_kokoro.models.registries import Remote
from wyoming_kokoro.models.store import SourceFailed
from wyoming_kokoro.models.transfer import bar_class, download

CONTENT = bytes(range(256)) * 1000
SHA256 = f"sha256={hashlib.sha256(CONTENT).hexdigest()}"
SHA512 = f"sha512-{b64encode(hashlib.sha512(CONTENT).digest()).decode()}"


class _Breaking(io.BytesIO):
    """Sends some bytes and then no more."""

    def stream(self, size: int, decode_content: bool = True) -> Iterator[bytes]:
        yield self.read(1000)
        raise urllib3.exceptions.ProtocolError("the line is dead")


class Server(BaseAdapter):
    """Has `CONTENT`; `breaks` are what becomes of the next answers: a break of the line, an end
    that comes too early, or from then on a refusal.
    """

    def __init__(self) -> None:
        super().__init__()
        self.knows_ranges = True
        self.breaks: list[str] = []
        self.asked: list[str | None] = []
        self.headers: dict[str, str] = {}
        self.lines: list[io.BytesIO] = []
        """What the answers come from."""
        self.is_streamed = False

    def send(self, request: Any, **how: Any) -> requests.Response:  # type: ignore[override]
        self.headers, self.is_streamed = dict(request.headers), how["stream"]
        wanted = request.headers.get("Range")
        self.asked.append(wanted)
        start = int(wanted[6:-1]) if wanted and self.knows_ranges else 0
        answer = requests.Response()
        answer.url, answer.status_code = request.url, 206 if start else 200
        if start >= len(CONTENT) or self.breaks[:1] == ["refuse"]:
            answer.status_code, answer.reason = 416, "Range Not Satisfiable"
            return answer
        rest = CONTENT[start:]
        answer.headers["Content-Length"] = str(len(rest))
        how = self.breaks.pop(0) if self.breaks else ""
        answer.raw = _Breaking(rest) if how == "break" else io.BytesIO(rest[:2000] if how else rest)
        self.lines.append(answer.raw)
        return answer

    def close(self) -> None:
        pass


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses between tries, which take no time."""
    seconds: list[float] = []
    monkeypatch.setattr(transfer.time, "sleep", seconds.append)
    return seconds


@pytest.fixture
def web(server: Server) -> Iterator[requests.Session]:
    with requests.Session() as made:
        made.trust_env = False
        made.mount("https://", server)
        yield made


def bring(web: requests.Session, path: Path, digest: str = SHA256) -> int:
    """Bytes that the bar has counted in the end."""
    with tqdm(total=len(CONTENT), file=io.StringIO()) as bar:
        download(web, Remote("https://some.home/file", digest, {"X-Key": "k"}), path, bar)
        return int(bar.n)


def test_a_file_is_got_whole_and_as_it_lies_there(
    server: Server, web: requests.Session, tmp_path: Path, waits: list[float]
) -> None:
    assert bring(web, tmp_path / "file") == len(CONTENT)
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert server.headers["Accept-Encoding"] == "identity" and server.headers["X-Key"] == "k"
    assert (server.asked, waits) == ([None], [])
    assert server.is_streamed, "or all of it would be held in memory"


@pytest.mark.parametrize("knows_ranges", [True, False])
def test_what_breaks_off_is_gone_on_with_after_a_pause(
    server: Server,
    web: requests.Session,
    tmp_path: Path,
    waits: list[float],
    knows_ranges: bool,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "wyoming_kokoro")
    server.breaks, server.knows_ranges = ["break", "end", "break"], knows_ranges
    assert bring(web, tmp_path / "file") == len(CONTENT)
    assert (tmp_path / "file").read_bytes() == CONTENT
    begins = (1000, 3000, 4000) if knows_ranges else (1000, 2000, 1000)
    assert server.asked == [None, *(f"bytes={begin}-" for begin in begins)]
    assert waits == [1.0, 2.0, 3.0]
    told = "Trying again: some.home broke off"
    assert [message[: len(told)] for message in caplog.messages] == [told] * 3
    assert caplog.messages[1] == f"{told} after {3000 if knows_ranges else 2000} bytes"


@pytest.mark.parametrize(
    ("breaks", "told"),
    [
        (4 * ["break"], "some.home broke off: .*the line is dead"),
        (4 * ["end"], "some.home broke off after 8000 bytes"),
    ],
)
def test_after_four_tries_it_is_told_and_what_arrived_stays(
    server: Server,
    web: requests.Session,
    tmp_path: Path,
    waits: list[float],
    breaks: list[str],
    told: str,
) -> None:
    server.breaks = breaks
    with pytest.raises(SourceFailed, match=told):
        bring(web, tmp_path / "file")
    assert len(server.asked) == 4
    assert CONTENT.startswith((tmp_path / "file").read_bytes())
    assert (tmp_path / "file").stat().st_size in (4000, 8000)
    assert all(line.closed for line in server.lines if isinstance(line, _Breaking))


def test_a_server_that_refuses_all_is_told(
    server: Server, web: requests.Session, tmp_path: Path, waits: list[float]
) -> None:
    server.breaks = ["refuse"]
    with pytest.raises(SourceFailed, match="some.home answers 416 Range Not Satisfiable"):
        bring(web, tmp_path / "file")
    assert len(server.asked) == 4


@pytest.mark.parametrize("digest", [SHA256, SHA512])
def test_what_is_there_whole_is_not_got_again(
    server: Server, web: requests.Session, tmp_path: Path, waits: list[float], digest: str
) -> None:
    (tmp_path / "file").write_bytes(CONTENT)
    bring(web, tmp_path / "file", digest)
    assert len(server.asked) == 1


@pytest.mark.parametrize("digest", [SHA256, ""])
def test_something_else_in_its_place_or_what_cannot_be_told_is_got_from_the_beginning(
    server: Server, web: requests.Session, tmp_path: Path, waits: list[float], digest: str
) -> None:
    (tmp_path / "file").write_bytes(bytes(len(CONTENT)))
    bring(web, tmp_path / "file", digest)
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert server.asked[1:] == [None]


@pytest.mark.parametrize(
    ("digest", "is_right"),
    [(SHA512, True), ("", True), ("crc7=00", True), ("md5=00", False), ("sha512-AAAA", False)],
)
def test_a_checksum_holds_as_far_as_it_is_known(
    web: requests.Session, tmp_path: Path, digest: str, is_right: bool
) -> None:
    if is_right:
        bring(web, tmp_path / "file", digest)
        return
    with pytest.raises(SourceFailed, match="file from some.home is not what the registry says"):
        bring(web, tmp_path / "file", digest)
    assert not (tmp_path / "file").exists()


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ({"desc": "some.whl", "unit": "B", "total": 4_000_000}, ["some.whl: 1 of 4 MB"]),
        ({"unit": "B", "total": 4_000_000}, ["Downloaded: 1 of 4 MB"]),
        ({"unit": "it", "total": 4_000_000}, []),
        ({"unit": "B"}, []),
    ],
)
def test_progress_in_a_log_is_a_line_every_ten_seconds_and_at_the_end(
    caplog: pytest.LogCaptureFixture, given: dict[str, Any], lines: list[str]
) -> None:
    caplog.set_level(logging.INFO)
    with bar_class(True)(**given) as bar:
        assert bar.mininterval == 10.0
        bar.refresh()  # nothing has come yet
        for _ in range(100):
            bar.update(10_000)
    assert caplog.messages == lines


def test_progress_is_a_bar_on_a_terminal_and_nothing_where_none_is_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert bar_class(False)(total=1).disable and not bar_class(True)(total=1).disable
    assert issubclass(bar_class(True), transfer._Lines)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert issubclass(bar_class(True), tqdm) and not issubclass(bar_class(True), transfer._Lines)
