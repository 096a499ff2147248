"""What pages of strangers cannot make a browser do."""

from ipaddress import ip_network

import aiohttp
import pytest

from tests.http_server.conftest import Serve
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
        ("localhost", True),
        ("kokoro:8880", True),
        ("homeassistant.local:8123", True),
        ("tts.fritz.box", True),
        *((f"tts.{domain}", True) for domain in "lan home localdomain internal home.arpa".split()),
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
    for path in ("/", "/v1/audio/voices", "/v1/status"):
        async with aiohttp.request(
            "GET", url + path, headers={"Host": "evil.example.com:8880"}
        ) as reply:
            assert reply.status == 403, path
            assert "--allowed-host" in await reply.text()


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


async def test_an_origin_that_was_let_in_may(serve: Serve) -> None:
    url = await serve(cors_origins=["https://page.example"])
    assert await ask(url, Origin="https://page.example") == 200
    assert await ask(url, Origin="https://other.example") == 403


async def test_home_assistants_name_counts_where_its_supervisor_passes_it_on(serve: Serve) -> None:
    url = await serve(trusted_proxies=[ip_network("127.0.0.0/8")])
    home = {"Host": "172.30.33.4:8099", "X-Forwarded-Host": "ha.example.org"}
    assert await ask(url, Origin="https://ha.example.org", **home) == 200
    assert await ask(url, Origin="https://evil.example.com", **home) == 403
