"""OpenAI's package for Node is served as its Python one is; NODE_PATH tells where it is
installed.
"""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from tests.http_server.tone_engine import pcm_of

_SCRIPT = Path(__file__).with_name("openai_node.mjs")
_TEXT = "The lights are on. The door is closed."


async def run(*arguments: str) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    output, _ = await process.communicate()
    return process.returncode, output.decode()


async def test_the_node_package_gets_speech_events_models_and_errors(url: str) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    missing, _ = await run(node, "-e", "require.resolve('openai')")
    if missing:
        pytest.skip("the openai package for node is not installed")
    status, output = await run(node, str(_SCRIPT), url)
    assert status == 0, output
    report = json.loads(output)
    assert report["bytes"]["pcm"] == report["eventBytes"] == len(pcm_of(_TEXT))
    assert report["bytes"]["wav"] == len(pcm_of(_TEXT)) + 44
    assert all(report["bytes"].values())
    assert report["done"]["type"] == "speech.audio.done"
    assert "tts-1" in report["models"]
    assert report["errors"] == {
        "speed": ["BadRequestError", 400, "invalid_value"],
        "model": ["NotFoundError", 404, "model_not_found"],
        "busy": ["RateLimitError", 429, "busy"],
        "failing": ["InternalServerError", 500, "synthesis_failed"],
    }
    assert report["midway"] == "noticed"
