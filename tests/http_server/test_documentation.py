"""The commands of the documentation are run as they stand there."""

import asyncio
import inspect
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import aiohttp
import numpy as np
import pytest

from tests.http_server.conftest import Serve, kept_files
from tests.inference.test_manager import Counted
from wyoming_kokoro import errors as errors_module
from wyoming_kokoro.client_memory import MOST_BYTES, OWN_BYTES
from wyoming_kokoro.engine import phrase_file, shared_phrases
from wyoming_kokoro.engine.cache import PhraseCache
from wyoming_kokoro.engine.engine import EngineLimits
from wyoming_kokoro.http_server import MODELS, HttpOptions, server
from wyoming_kokoro.http_server.aliases import OPENAI_VOICES
from wyoming_kokoro.http_server.downloads import Downloads
from wyoming_kokoro.inference.manager import ModelManager
from wyoming_kokoro.text.ssml_values import BREAK_STRENGTHS, PROSODY_RATES
from wyoming_kokoro.wyoming_server import Limits, discovery

DOCS = Path(__file__).parents[2] / "docs"
ADDRESS = "http://127.0.0.1:8880"


def default(of: Callable[..., object], argument: str) -> float:
    """What an argument is where it is not given."""
    return float(inspect.signature(of).parameters[argument].default)


def blocks(page: str, language: str) -> list[str]:
    """The page's blocks of code in a language."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


COMMANDS = [
    block
    for page in ("api.md", "clients.md", "voices.md")
    for block in blocks(page, "sh")
    if ADDRESS in block and "wyoming_openai" not in block
]
SNIPPETS = [block for block in blocks("clients.md", "python") if "from openai import" in block]


async def run(folder: Path, *command: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await asyncio.wait_for(process.communicate(), 30)
    text = output.decode(errors="replace")
    assert process.returncode == 0, text
    return text


@pytest.mark.parametrize("command", COMMANDS)
async def test_every_command_is_answered(
    serve: Serve, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, command: str
) -> None:
    backends = {"kokoro-v1": Counted(), "kokoro-onnx": Counted()}
    for name, backend in backends.items():
        backend.name = name
    url = await serve(
        mix=lambda blend: np.zeros((510, 1, 256), np.float32),
        manager=ModelManager(backends, "kokoro-v1"),
        models={"kokoro": None, **{name: name for name in backends}},
        api_keys=("SECRET",) if "SECRET" in command else (),
        **kept_files(tmp_path_factory.mktemp("kept")),
    )
    command = command.replace(ADDRESS, url).replace("curl ", "curl --fail-with-body -s ")
    command = re.sub(r"aplay [^\n]*", "cat > heard.pcm", command)
    shown = await run(tmp_path, "bash", "-o", "pipefail", "-ec", command)
    assert '"error"' not in shown
    assert shown or all(file.stat().st_size > 100 for file in tmp_path.iterdir())


@pytest.mark.parametrize("snippet", SNIPPETS)
async def test_every_python_snippet_runs(url: str, tmp_path: Path, snippet: str) -> None:
    await run(tmp_path, sys.executable, "-c", snippet.replace(ADDRESS, url))
    assert (tmp_path / "hello.mp3").stat().st_size > 500


def test_there_are_commands_to_run() -> None:
    assert len(COMMANDS) > 8 and SNIPPETS


async def test_every_route_is_in_the_table(url: str) -> None:
    async with aiohttp.request("GET", url + "/openapi.json") as reply:
        paths = (await reply.json())["paths"]
    page = (DOCS / "api.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:GET|POST) (/[^`]*)`", page))
    wanted = {path.replace("{model}", "{id}") for path in paths}
    assert wanted <= named


async def test_examples_of_replies_have_the_fields_that_come(url: str) -> None:
    body = {"input": "Good", "response_format": "wav", "stream": False}
    shown = next(json.loads(b) for b in blocks("api.md", "json") if '"audio_format"' in b)
    async with aiohttp.request("POST", url + "/dev/captioned_speech", json=body) as reply:
        came = await reply.json()
    assert shown.keys() == came.keys()
    assert shown["timestamps"][0].keys() == came["timestamps"][0].keys()
    assert shown["audio_format"] == came["audio_format"]


def test_every_error_is_documented_with_its_status() -> None:
    page = (DOCS / "api.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if re.match(r"\| [45]\d\d \|", line)]
    documented = {(int(row[2:5]), code) for row in rows for code in re.findall(r"`(\w+)`", row)}
    errors = [found for found in vars(errors_module).values() if isinstance(found, type)]
    assert len(errors) > 12
    told = {(error.http_status, error.code) for error in errors}
    assert told - documented == {(500, "setup_error")}


def test_openais_voices_are_those_of_the_table() -> None:
    page = (DOCS / "api.md").read_text(encoding="utf-8").partition("### OpenAI's voices")[2]
    rows = [line for line in page.partition("They work")[0].splitlines() if line.startswith("| `")]
    told = dict(pair for row in rows for pair in re.findall(r"`(\w+)` \| `(\w+)`", row))
    assert told == dict(OPENAI_VOICES) and len(told) == 13


def test_models_are_those_of_the_table() -> None:
    page = (DOCS / "api.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if line.startswith("| `model` |"))
    assert set(re.findall(r"`([\w.-]+)`", row)) - {"model"} == set(MODELS)
    assert set(MODELS.values()) == {None}


@pytest.mark.parametrize(
    ("page", "words", "figure", "expected"),
    [
        ("reliability.md", "256 connections a port", HttpOptions().max_connections, 256),
        ("reliability.md", "1 MB for a body", HttpOptions().max_body_bytes, 1 << 20),
        ("reliability.md", "an event's data or payload", Limits().max_data_bytes, 1 << 20),
        ("reliability.md", "an event's data or payload", Limits().max_payload_bytes, 1 << 20),
        ("reliability.md", "16 utterances that wait on a", Limits().max_pending, 16),
        ("reliability.md", "(Wyoming: after ten seconds)", Limits().spare_idle_s, 10),
        ("api.md", "did not begin within five minutes", HttpOptions().request_timeout_s, 300),
        ("reliability.md", "incomplete after 30 s", HttpOptions().body_timeout_s, 30),
        ("reliability.md", "incomplete after 30 s", Limits().event_timeout_s, 30),
        ("reliability.md", "64 kB for a header of Wyoming", Limits().max_header_bytes, 64 << 10),
        ("reliability.md", "`send_timeout` (60 s)", HttpOptions().send_timeout_s, 60),
        ("reliability.md", "no more than 128 MB is held", MOST_BYTES, 128 << 20),
        ("reliability.md", "a request of 64 kB is never refused", OWN_BYTES, 64 << 10),
        ("reliability.md", "half a minute of speech", EngineLimits().read_ahead_s, 30),
        ("reliability.md", "a database of at most 512 MB", default(PhraseCache, "disk_mb"), 512),
        ("reliability.md", "75 s (HTTP)", server._IDLE_S, 75),
        ("reliability.md", "five minutes later", phrase_file._RETRY_S, 300),
        ("reliability.md", "left alone for ten seconds", shared_phrases._REST_S, 10),
        ("reliability.md", "tried again every minute", discovery._CHECK_INTERVAL_S, 60),
        ("api.md", "kept for an hour", default(Downloads, "max_age_s"), 3600),
        ("api.md", "64 of them", default(Downloads, "max_files"), 64),
        ("api.md", "512 MB at most", default(Downloads, "max_bytes"), 512 << 20),
    ],
)
def test_a_limit_is_the_one_of_the_documents(
    page: str, words: str, figure: float, expected: float
) -> None:
    assert words in " ".join((DOCS / page).read_text(encoding="utf-8").split())
    assert figure == expected


async def test_what_is_understood_of_ssml_is_what_the_document_lists(url: str) -> None:
    page = (DOCS / "markup.md").read_text(encoding="utf-8").partition("## SSML")[2]
    heads = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `<")]
    documented = {name for head in heads for name in re.findall(r"<([\w-]+)", head)}
    async with aiohttp.request("GET", url + "/dev/ssml") as reply:
        told = await reply.json()
    assert set(told["elements"]) == documented | {"speak", "desc"}
    assert len(set(told["elements"].values())) == len(told["elements"])
    assert told["ignored"] == ["audio", "w", "token"]
    assert (told["break_strengths"]["strong"], told["prosody_rates"]["slow"]) == (0.8, 0.75)
    assert told["break_strengths"] == dict(BREAK_STRENGTHS)
    assert told["prosody_rates"] == dict(PROSODY_RATES)


@pytest.mark.parametrize(
    ("document", "inline"),
    [
        ("One <break strength='weak'/>two.", "One [pause:0.25s] two."),
        ("<voice name='bf_emma'>A.</voice> B.", "[voice:bf_emma] A. [voice:] B."),
        (
            "<prosody rate='slow'>A <phoneme alphabet='x-kokoro' ph='bˈi'>b</phoneme></prosody>",
            "[rate:0.75] A [b](/bˈi/)",
        ),
        ("A.<p>B.</p>", "A. B."),
        ("<prosody rate='133.33%'>A</prosody> b", "[rate:1.333] A [rate:1] b"),
        ("A <break time='1234ms'/> b", "A [pause:1.234s] b"),
        (
            "<prosody rate='slow'><break time='1s'/></prosody>A.",
            "[rate:0.75] [pause:1s] [rate:1] A.",
        ),
        (
            "<voice name='bf_emma'><break time='1s'/></voice><break time='1s'/>A.",
            "[voice:bf_emma] [pause:1s] [voice:] [pause:1s] A.",
        ),
    ],
)
async def test_ssml_is_written_inline(url: str, document: str, inline: str) -> None:
    """A rate in which nothing but a pause was said went on behind it."""
    body = {"text": f"<speak>{document}</speak>"}
    async with aiohttp.request("POST", url + "/dev/ssml", json=body) as reply:
        assert (await reply.json())["text"] == inline
