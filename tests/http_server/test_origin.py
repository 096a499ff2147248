"""What pages of strangers cannot make a browser do."""

from ipaddress import ip_network
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from tests.http_server.conftest import Serve
from tests.http_server.tone_engine import ToneEngine
from wyoming_kokoro.http_server import HttpOptions, create_app
from wyoming_kokoro.http_server.origin import is_home_name

SPEECH = {"input": "One.", "response_format": "pcm"}


async def ask(url: str, **headers: str) -> int:
    async with aiohttp.request(
        "POST", url + "/v1/audio/speech", json=SPEECH, headers=headers
    ) as reply:
        return reply.status


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1:8880", True),
        ("[::1]:8880", True),
        ("[::ffff:10.0.0.1]:8880", True),
        ("localhost", True),
        ("kokoro:8880", True),
        ("homeassistant.local:8123", True),
        ("tts.fritz.box", True),
        *(
            (f"tts.{domain}", True)
            for domain in "lan home localdomain localhost internal home.arpa".split()
        ),
        ("tts.example.org", True),
        ("TTS.Example.ORG.:8880", True),
        ("evil.example.com", False),
        ("127.0.0.1.evil.com", False),
        ("192.168.1.5.nip.io:8880", False),
        ("local.evil.com", False),
        ("notfritz.box", False),
    ],
)
def test_a_host_that_a_stranger_can_name_is_no_own_one(host: str, own: bool) -> None:
    assert is_home_name(host, {"tts.example.org"}) is own


async def test_a_rebound_name_reads_nothing(url: str) -> None:
    host = "evil.example.com" + "x" * 100
    for path in ("/", "/v1/audio/voices", "/v1/status"):
        async with aiohttp.request("GET", url + path, headers={"Host": host}) as reply:
            assert reply.status == 403, path
            told = f"'{host[:100]}' is no name of this server; --allowed-host adds one"
            assert f'"message":"{told}"' in await reply.text()


async def test_a_name_that_is_allowed_or_a_key_is_enough(serve: Serve) -> None:
    url = await serve(allowed_hosts=["tts.example.org"])
    assert await ask(url, Host="tts.example.org") == 200
    url = await serve(allowed_hosts=["TTS.example.org"])
    assert await ask(url, Host="tts.example.org") == 200
    url = await serve(api_keys=["secret"])
    assert await ask(url, Host="tts.example.org", Authorization="Bearer secret") == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "https://evil.example.com"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://evil.example.com", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": ""}, 403),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "https://tts.example.org", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://kokoro.local:8880", "Host": "kokoro.local:8880"}, 200),
        ({"Origin": "http://Kokoro.local:8880", "Host": "kokoro.local:8880"}, 200),
        ({"Origin": "http://kokoro.local:80", "Host": "kokoro.local:8880"}, 403),
        ({"Origin": "http://[bad"}, 403),
    ],
)
async def test_a_page_of_another_site_has_nothing_done(
    url: str, headers: dict[str, str], status: int
) -> None:
    assert await ask(url, **headers) == status
    for method in ("GET", "HEAD", "OPTIONS"):
        async with aiohttp.request(method, url + "/v1/models", headers=headers) as reply:
            assert reply.status == (405 if method == "OPTIONS" else 200)
    async with aiohttp.request("DELETE", url + "/v1/models", headers=headers) as reply:
        assert reply.status == (405 if status == 200 else 403)
        told = await reply.text()
    assert status == 200 or '"message":"Pages of other sites may not ask for this; --cors' in told
    assert status == 200 or "origin lets one in. A reverse proxy must pass the Host header" in told


async def test_an_origin_that_was_let_in_may(serve: Serve) -> None:
    url = await serve(cors_origins=["https://page.example"])
    assert await ask(url, Origin="https://page.example") == 200
    assert await ask(url, Origin="https://other.example") == 403


async def test_home_assistants_name_counts_where_its_supervisor_passes_it_on(serve: Serve) -> None:
    url = await serve(trusted_proxies=[ip_network("172.30.32.2"), ip_network("127.0.0.0/8")])
    for host in ("172.30.33.4:8099", "ha.example.org"):
        home = {"Host": host, "X-Forwarded-Host": "HA.example.org"}
        assert await ask(url, Origin="https://ha.example.org", **home) == 200
        assert await ask(url, Origin="https://evil.example.com", **home) == 403


async def test_the_machines_own_name_is_one_of_the_servers(
    monkeypatch: pytest.MonkeyPatch, serve: Serve
) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "Tower.example.org")
    assert await ask(await serve(), Host="tower.example.org:8880") == 200


async def test_who_has_no_address_is_no_proxy(engine: ToneEngine, tmp_path: Path) -> None:
    for networks, status in (((), 200), ((ip_network("0.0.0.0/0"),), 403)):
        runner = web.AppRunner(create_app(engine, HttpOptions(trusted_proxies=networks)))
        await runner.setup()
        await web.UnixSite(runner, str(tmp_path / "port")).start()
        async with aiohttp.ClientSession(
            connector=aiohttp.UnixConnector(tmp_path / "port")
        ) as http:
            async with http.post("http://x/v1/audio/speech", json=SPEECH) as reply:
                assert reply.status == status
                told = '"message":"This port is for Home Assistant\'s Supervisor alone"'
                assert status == 200 or told in await reply.text()
        await runner.cleanup()
    assert [request.client for request in engine.requests] == ["unknown"]
