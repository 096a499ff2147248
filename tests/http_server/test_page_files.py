"""The page at `/` and its files, as a browser asks for them."""

import gzip
import json
from ipaddress import ip_network
from pathlib import Path

import aiohttp
import pytest

from tests.http_server.conftest import Serve
from wyoming_kokoro.http_server.page import _items, _read
from wyoming_kokoro.version import __version__

STATIC = Path(__file__).parents[2] / "wyoming_kokoro/http_server/static/page"
Session = aiohttp.ClientSession
NOTHING_FROM_ELSEWHERE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src"
    " blob:; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'self'"
)


def check_guards(reply: aiohttp.ClientResponse) -> None:
    assert reply.headers["Content-Security-Policy"] == NOTHING_FROM_ELSEWHERE
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert reply.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("main.js", "text/javascript"),
        ("languages/de.json", "application/json"),
        *((file.name, "text/css") for file in STATIC.glob("*.css")),
        *((file.name, "image/svg+xml") for file in STATIC.glob("*.svg")),
    ],
)
async def test_a_file_is_sent_packed_and_not_again(
    http: Session, name: str, content_type: str
) -> None:
    plain = (STATIC / name).read_bytes()
    for accepted in ("identity", "br, gzip"):
        async with http.get(f"/page/{name}", headers={"Accept-Encoding": accepted}) as reply:
            check_guards(reply)
            assert (reply.content_type, reply.charset) == (content_type, "utf-8")
            assert reply.headers.get("Content-Encoding") == ("gzip" if "zip" in accepted else None)
            assert await reply.read() == plain
            assert reply.headers["Cache-Control"] == "no-cache"
            assert reply.headers["Vary"] == "Accept-Encoding"
            tag = reply.headers["ETag"]
    assert tag.startswith('"') and tag.endswith('"') and len(tag) == 34
    async with http.get(f"/page/{name}", headers={"If-None-Match": f'"x", W/{tag}'}) as reply:
        check_guards(reply)
        assert (reply.status, reply.headers["ETag"], await reply.read()) == (304, tag, b"")
    async with http.get(f"/page/{name}", headers={"If-None-Match": '"x"'}) as reply:
        assert reply.status == 200


def test_a_file_that_has_changed_has_another_tag(tmp_path: Path) -> None:
    tags = []
    for content in ("one", "two", "one"):
        (tmp_path / "main.js").write_text(content)
        tags.append(_read(tmp_path / "main.js").tag)
    assert tags[0] == tags[2] != tags[1]


def test_what_an_editor_leaves_is_no_file_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "languages").mkdir()
    for name in ("main.js", "main.js~", ".DS_Store", "languages/de.json", "languages/de.json.bak"):
        (tmp_path / name).write_text("")
    assert sorted(name for name, _ in _items(tmp_path)) == ["languages/de.json", "main.js"]


async def test_what_goes_over_the_wire_is_small(url: str) -> None:
    async with Session(url, auto_decompress=False) as http:
        async with http.get("/page/main.js", headers={"Accept-Encoding": "gzip"}) as reply:
            assert gzip.decompress(await reply.read()) == (STATIC / "main.js").read_bytes()


@pytest.mark.parametrize("path", ["/page/none.js", "/page/index.html", "/page/../app.py", "/page/"])
async def test_other_files_are_not_there(http: Session, path: str) -> None:
    async with http.get(path) as reply:
        assert reply.status == 404


async def test_the_page_knows_the_version_and_is_asked_for_anew(http: Session) -> None:
    async with http.get("/") as reply:
        check_guards(reply)
        text = await reply.text()
        assert reply.content_type == "text/html" and reply.headers["Cache-Control"] == "no-store"
    assert __version__ in text and "{{" not in text and "<base" not in text


@pytest.mark.parametrize(
    ("options", "path", "key", "ingress", "base"),
    [
        ({}, "/api/hassio_ingress/abc", "none", "no", None),
        ({"api_keys": ("k",)}, None, "needed", "no", None),
        ({"trusted_proxies": [ip_network("127.0.0.1")]}, None, "none", "yes", None),
        (
            {"trusted_proxies": [ip_network("127.0.0.1")]},
            "/api/hassio_ingress/a-b_c.d~/",
            "none",
            "yes",
            "/api/hassio_ingress/a-b_c.d~/",
        ),
        ({"trusted_proxies": [ip_network("127.0.0.1")]}, '/x"><script>', "none", "yes", None),
        ({"trusted_proxies": [ip_network("127.0.0.1")]}, "/", "none", "yes", None),
        ({"trusted_proxies": [ip_network("127.0.0.1")]}, "//" + "x" * 200, "none", "yes", None),
        (
            {"trusted_proxies": [ip_network("127.0.0.1")]},
            "/" + "x" * 200,
            "none",
            "yes",
            "/" + "x" * 200 + "/",
        ),
    ],
)
async def test_the_page_knows_how_it_is_reached(
    serve: Serve,
    options: dict[str, object],
    path: str | None,
    key: str,
    ingress: str,
    base: str | None,
) -> None:
    headers = {} if path is None else {"X-Ingress-Path": path}
    async with aiohttp.request("GET", await serve(**options), headers=headers) as reply:
        assert reply.status == 200
        text = await reply.text()
    assert f'data-key="{key}"' in text and f'data-ingress="{ingress}"' in text
    assert ("<base" in text) is (base is not None)
    assert base is None or f'<base href="{base}">' in text


async def test_a_key_is_needed_for_nothing_of_it(serve: Serve) -> None:
    async with Session(await serve(api_keys=("k",))) as http:
        for path in ("/", "/page/main.js", "/docs", "/openapi.json", "/dev/ssml"):
            async with http.get(path) as reply:
                assert reply.status == 200, path
        async with http.get("/v1/download/x.mp3") as reply:
            assert reply.status == 404
        async with http.post("/dev/ssml", json={"text": "a"}) as reply:
            assert reply.status == 401, "only reading is open"


async def test_the_description_is_for_programs_and_the_docs_for_people(http: Session) -> None:
    async with http.get("/openapi.json") as reply:
        assert reply.content_type == "application/json"
        assert json.loads(await reply.text())["info"]["version"] == __version__
    async with http.get("/docs") as reply:
        assert reply.content_type == "text/html"
        policy = reply.headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
