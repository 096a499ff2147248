"""Changing the lexicon and the presets over HTTP."""

from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import aiohttp
import pytest

from tests.http_server.conftest import Serve, kept_files
from wyoming_kokoro.kept_file import KeptFile
from wyoming_kokoro.voices.catalog import VoiceCatalog

KEY = {"Authorization": "Bearer secret"}
Session = aiohttp.ClientSession


@pytest.fixture
async def client(serve: Serve, tmp_path: Path) -> AsyncIterator[Session]:
    url = await serve(api_keys=["secret"], **kept_files(tmp_path))
    async with Session(url, headers=KEY) as session:
        yield session


async def tag_of(client: Session, path: str) -> str:
    async with client.get(path) as reply:
        assert reply.status == 200 and reply.headers["Cache-Control"] == "no-store"
        return reply.headers["ETag"]


async def teach(client: Session, text: str, tag: str) -> tuple[int, str]:
    headers = {"If-Match": tag} if tag else {}
    async with client.post("/v1/lexicon", json={"text": text}, headers=headers) as reply:
        body = await reply.json()
        return reply.status, reply.headers.get("ETag") or body["error"]["message"]


async def test_a_word_is_taught_corrected_and_forgotten(client: Session, tmp_path: Path) -> None:
    (tmp_path / "lexicon.txt").write_text("# ours\nHAOS\thaus  # not so\nSQL = sequel\n", "utf-8")
    status, tag = await teach(
        client,
        "Nguyen\t/nəwˈIn/\ten-US\nHAOS = home assistant",
        await tag_of(client, "/v1/lexicon"),
    )
    assert status == 200
    async with client.get("/v1/lexicon") as reply:
        lexicon = await reply.json()
        assert reply.headers["ETag"] == tag
    assert lexicon["entries"] == [
        {"word": "HAOS", "said": "home assistant", "language": ""},
        {"word": "SQL", "said": "sequel", "language": ""},
        {"word": "Nguyen", "said": "/nəwˈIn/", "language": "en-US"},
    ]
    assert lexicon["text"] == (
        "# ours\nHAOS\thome assistant\nSQL = sequel\nNguyen\t/nəwˈIn/\ten-US\n"
    )
    wanted = {"word": "Nguyen", "language": "en-us"}
    async with client.delete("/v1/lexicon", params=wanted, headers={"If-Match": tag}) as reply:
        assert reply.status == 200
    assert "Nguyen" not in (tmp_path / "lexicon.txt").read_text("utf-8")
    assert "Nguyen" in (tmp_path / "lexicon.txt.bak").read_text("utf-8")


async def test_two_tabs_at_once_lose_nothing(client: Session, tmp_path: Path) -> None:
    tag = await tag_of(client, "/v1/lexicon")
    assert (await teach(client, "one = wan", tag))[0] == 200
    status, message = await teach(client, "two = too", tag)
    assert status == 412 and "changed meanwhile" in message
    assert (await teach(client, "two = too", await tag_of(client, "/v1/lexicon")))[0] == 200
    assert (tmp_path / "lexicon.txt").read_text("utf-8") == "one\twan\ntwo\ttoo\n"


async def test_a_tag_that_a_compressing_proxy_has_made_weak_still_counts(client: Session) -> None:
    tag = await tag_of(client, "/v1/lexicon")
    assert (await teach(client, "one = wan", f"W/{tag}"))[0] == 200


async def test_a_change_must_say_what_of(client: Session) -> None:
    needed = "If-Match must have the ETag of what is changed, or *"
    assert await teach(client, "one = wan", "") == (428, needed)
    assert (await teach(client, "one = wan", "*"))[0] == 200
    await save(client, "mine", {"blend": "af_sky"})
    for path in ("/v1/lexicon?word=one", "/v1/presets/mine"):
        headers = {"If-Match": '"another"'}
        async with client.delete(path, headers=headers) as reply:
            assert reply.status == 412, path
    assert (await save(client, "mine", {"blend": "af_bella"}, '"another"'))[0] == 412
    async with client.get("/openapi.json") as reply:
        paths = (await reply.json())["paths"]
    changes = [
        way for path in paths.values() for name, way in path.items() if "428" in way["responses"]
    ]
    assert len(changes) == 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("two words  /nI/", "line 1: 'two words' is not one word"),
        ("ok = okay\nword  /n", "line 2: '/n' is not phonemes"),
        ("word  /nI/  xx", "Language 'xx'"),
        ("word  /nIñ/", "not in Kokoro's alphabet: ñ"),
    ],
)
async def test_what_is_no_lexicon_changes_nothing(
    client: Session, tmp_path: Path, text: str, message: str
) -> None:
    status, told = await teach(client, text, "*")
    assert status == 400 and message in told
    assert not (tmp_path / "lexicon.txt").exists()


async def test_a_file_with_a_mistake_of_the_operators_is_not_touched(
    client: Session, tmp_path: Path
) -> None:
    (tmp_path / "lexicon.txt").write_text("broken\n", "utf-8")
    status, message = await teach(client, "one = wan", "*")
    assert status == 400 and "'broken' has no pronunciation" in message
    assert (tmp_path / "lexicon.txt").read_text("utf-8") == "broken\n"


async def save(client: Session, name: str, body: object, tag: str = "*") -> tuple[int, str]:
    headers = {"If-Match": tag}
    async with client.put(f"/v1/presets/{name}", json=body, headers=headers) as reply:
        told = await reply.json()
        return reply.status, "" if reply.status == 200 else told["error"]["message"]


async def test_a_preset_is_saved_beside_what_else_stands_in_the_file(
    client: Session, tmp_path: Path
) -> None:
    file = tmp_path / "presets.toml"
    file.write_text('# mine\nspeed = 1.1\n[voices.uncle]\nblend = "am_adam"  # him\n', "utf-8")
    body = {"blend": "af_bella(2)+nova", "speed": 0.9, "label": " The narrator "}
    tag = await tag_of(client, "/v1/presets")
    assert await save(client, "narrator", body, tag) == (200, "")
    text = file.read_text("utf-8")
    assert text.startswith('# mine\nspeed = 1.1\n[voices.uncle]\nblend = "am_adam"  # him\n')
    async with client.get("/v1/presets") as reply:
        presets = await reply.json()
    assert presets["presets"] == [
        {"name": "uncle", "blend": "am_adam", "speed": 1.0, "language": None, "label": None},
        {
            "name": "narrator",
            "blend": "af_bella(2)+af_nova",
            "speed": 0.9,
            "language": None,
            "label": "The narrator",
        },
    ]
    async with client.delete("/v1/presets/uncle", headers={"If-Match": "*"}) as reply:
        assert reply.status == 200
    text = file.read_text("utf-8")
    assert "uncle" not in text and "speed = 1.1" in text and "narrator" in text


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("af_bella", {"blend": "af_sky"}, "another voice of that name"),
        ("a-b", {"blend": "af_sky"}, "other characters than letters"),
        ("..%2Fetc", {"blend": "af_sky"}, "other characters than letters"),
        ("new", {"blend": "nobody"}, "nobody"),
        ("new", {"blend": "af_sky+"}, "af_sky"),
        ("new", {"blend": "af_sky", "speed": 9}, "speed"),
        ("new", {"blend": "af_sky", "language": "xx"}, "xx"),
        ("new", {"blend": "new"}, "new"),
    ],
)
async def test_a_preset_that_cannot_be_is_refused(
    client: Session, tmp_path: Path, name: str, body: object, message: str
) -> None:
    status, told = await save(client, name, body)
    assert status == 400, told
    assert message in told or message == "af_sky"
    assert not (tmp_path / "presets.toml").exists()


@pytest.mark.parametrize("broken", ["[voices.uncle\n", "[voices.uncle]\nblend = am_adam\n"])
async def test_presets_with_a_mistake_of_the_operators_are_not_touched(
    client: Session, tmp_path: Path, broken: str
) -> None:
    (tmp_path / "presets.toml").write_text(broken, "utf-8")
    told = "The file cannot be read; the server's log says why"
    assert await save(client, "narrator", {"blend": "af_sky"}) == (500, told)
    assert (tmp_path / "presets.toml").read_text("utf-8") == broken


async def test_a_preset_is_a_voice_at_once(serve: Serve, tmp_path: Path) -> None:
    files = kept_files(tmp_path)
    catalog: VoiceCatalog = files["presets"]._library.catalog
    url = await serve(api_keys=["secret"], **files)
    async with Session(url, headers=KEY) as client:
        await save(client, "narrator", {"blend": "af_bella+af_sky"})
        assert catalog["narrator"].blend == "af_bella+af_sky"
        async with client.delete("/v1/presets/narrator", headers={"If-Match": "*"}):
            assert "narrator" not in catalog


async def test_without_a_key_nothing_can_be_changed(serve: Serve, tmp_path: Path) -> None:
    async with Session(await serve(**kept_files(tmp_path))) as client:
        refusal = "Changes need an API key, and this server has none: start it with --api-key"
        assert await teach(client, "one = wan", "*") == (403, refusal)
        async with client.get("/v1/lexicon") as reply:
            assert (await reply.json())["saving"] == "no_key"


async def test_a_wrong_key_neither_reads_nor_writes(serve: Serve, tmp_path: Path) -> None:
    url = await serve(api_keys=["secret"], **kept_files(tmp_path))
    async with Session(url, headers={"Authorization": "Bearer guess"}) as client:
        assert (await teach(client, "one = wan", "*"))[0] == 401
        for path in ("/v1/lexicon", "/v1/presets", "/v1/status"):
            async with client.get(path) as reply:
                assert reply.status == 401, path


async def test_a_read_only_page_changes_nothing_for_anybody(serve: Serve, tmp_path: Path) -> None:
    url = await serve(api_keys=["secret"], read_only=True, **kept_files(tmp_path))
    async with Session(url, headers=KEY) as client:
        assert (await teach(client, "one = wan", "*"))[0] == 403
        refusal = "Nothing can be changed over HTTP here (--read-only-page)"
        assert await save(client, "new", {"blend": "af_sky"}) == (403, refusal)
        async with client.get("/v1/presets") as reply:
            assert (await reply.json())["saving"] == "read_only"


async def test_a_file_that_the_server_may_not_write_is_told_beforehand(
    client: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KeptFile, "writable", False)
    for path in ("/v1/lexicon", "/v1/presets"):
        async with client.get(path) as reply:
            assert (await reply.json())["saving"] == "not_writable"
    refusal = "The server may not write this file"
    assert await teach(client, "one = wan", "*") == (403, refusal)


async def test_the_supervisors_proxy_needs_no_key_and_nobody_else_is_let_in(
    serve: Serve, tmp_path: Path
) -> None:
    files = kept_files(tmp_path)
    trusted = await serve(trusted_proxies=[ip_network("127.0.0.1")], **files)
    async with Session(trusted) as client:
        assert (await teach(client, "one = wan", "*"))[0] == 200
    other = await serve(trusted_proxies=[ip_network("172.30.32.2")], **files)
    async with Session(other) as client:
        for path in ("/", "/health", "/v1/lexicon", "/docs"):
            async with client.get(path) as reply:
                assert reply.status == 403, path


async def test_presets_that_cannot_be_read_are_told_and_left_alone(
    client: Session, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "presets.toml"
    file.write_text("[voices.uncle\n", "utf-8")
    async with client.get("/v1/presets") as reply:
        error = (await reply.json())["error"]
    assert (reply.status, error["code"], error["type"]) == (500, "not_saved", "server_error")
    assert "no TOML" in caplog.text and "no TOML" not in error["message"]
    assert (await save(client, "new", {"blend": "af_sky"}))[0] == 500
    assert file.read_text("utf-8") == "[voices.uncle\n"


async def test_a_lexicon_that_cannot_be_read_is_told_to_the_operator_alone(
    client: Session, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "lexicon.txt"
    file.write_bytes(b"\xff")
    async with client.get("/v1/lexicon") as reply:
        assert reply.status == 500 and str(file) not in await reply.text()
    told = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert ("ERROR", f"{file} is not UTF-8") in told


async def test_a_preset_of_the_file_that_cannot_be_is_not_listed(
    client: Session, tmp_path: Path
) -> None:
    text = '[voices.uncle]\nblend = "nobody"\n[voices.aunt]\nblend = "bf_emma"\n'
    (tmp_path / "presets.toml").write_text(text, "utf-8")
    async with client.get("/v1/presets") as reply:
        assert [preset["name"] for preset in (await reply.json())["presets"]] == ["aunt"]


async def test_what_is_not_there_cannot_be_removed(client: Session) -> None:
    for path, params in (("/v1/presets/nobody", {}), ("/v1/lexicon", {"word": "nothing"})):
        async with client.delete(path, params=params, headers={"If-Match": "*"}) as reply:
            assert reply.status == 400, path
            assert "nobody" in await reply.text() or "nothing" in await reply.text()
    wrong = {"word": "one", "language": "xx"}
    async with client.delete("/v1/lexicon", params=wrong, headers={"If-Match": "*"}) as reply:
        error = (await reply.json())["error"]
    assert (reply.status, error["param"]) == (400, "language") and "'xx'" in error["message"]


async def test_a_server_without_the_files_has_neither(http: Session) -> None:
    for method, path in (
        ("GET", "/v1/lexicon"),
        ("GET", "/v1/presets"),
        ("DELETE", "/v1/presets/uncle"),
    ):
        async with http.request(method, path, headers={"If-Match": "*"}) as reply:
            assert reply.status == 404, path
