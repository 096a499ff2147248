"""What clients rely on: ways to ask, fields and bounds, replies and statuses (`contract.txt`), and
what they are told about these (`described.txt`).

A line that changes in the former is something that a client may notice, and stands in CHANGELOG.md.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
import pytest

from tests.http_server.conftest import Serve, kept_files
from tests.inference.test_manager import Counted
from wyoming_kokoro.inference.manager import ModelManager

CONTRACT = Path(__file__).with_name("contract.txt")
DESCRIBED = Path(__file__).with_name("described.txt")
Json = dict[str, Any]
BOUNDS = "minimum exclusiveMinimum maximum minLength maxLength minItems maxItems maxProperties"


@pytest.fixture
async def url(serve: Serve, tmp_path: Path) -> str:
    """A server that has everything."""
    return await serve(
        api_keys=("key",),
        mix=lambda _: np.zeros(1),
        manager=ModelManager({"counted": Counted()}, "counted"),
        models={"kokoro": None},
        **kept_files(tmp_path),
    )


async def test_the_contract_with_clients_is_kept(http: aiohttp.ClientSession) -> None:
    async with http.get("/openapi.json") as reply:
        described = await reply.json()
    assert described["openapi"] == "3.1.0"
    security = described["components"]["securitySchemes"]["key"]
    assert security == {"type": "http", "scheme": "bearer"}
    assert CONTRACT.read_text("utf-8").splitlines() == list(lines(described))


async def test_who_reads_the_description_is_told_what_is_meant(http: aiohttp.ClientSession) -> None:
    async with http.get("/openapi.json") as reply:
        described = await reply.json()
    async with http.get("/dev/ssml") as reply:
        elements = (await reply.json())["elements"]
    assert DESCRIBED.read_text("utf-8").splitlines() == [
        *told(described),
        *(f"<{name}>: {meaning}" for name, meaning in elements.items()),
    ]


def told(described: Json) -> Iterator[str]:
    """What each way to ask, each body and each field is for; what several say alike, once."""
    for path, ways in described["paths"].items():
        for way, operation in ways.items():
            about = (operation["summary"] + ".", operation.get("description", ""))
            yield f"{way.upper()} {path}: {' '.join(about).strip()}"
            for each in operation.get("parameters", ()):
                yield f"    {each['name']}: {each['description']}"
    fields = set()
    for name, schema in sorted(described["components"]["schemas"].items()):
        if about := schema.get("description"):
            yield f"{name}: {' '.join(about.split())}"
        for field, of in schema.get("properties", {}).items():
            if about := of.get("description"):
                fields.add(f"{field}: {about}")
    yield from sorted(fields)


def lines(described: Json) -> Iterator[str]:
    for path, ways in described["paths"].items():
        for way, operation in ways.items():
            yield f"{way.upper()} {path}: {', '.join(asking(operation))}"
            yield f"    {'; '.join(answers(operation['responses']))}"
    for status, told in sorted(meanings(described["paths"])):
        yield f"{status}: {told}"
    for name, schema in sorted(described["components"]["schemas"].items()):
        yield f"{name}: {kind(schema)}"
        for field, of in schema.get("properties", {}).items():
            needed = "!" if field in schema.get("required", ()) else ""
            yield f"    {field}{needed}: {kind(of)}"


def meanings(paths: Json) -> set[tuple[str, str]]:
    """What the statuses mean."""
    return {
        (status, response["description"])
        for ways in paths.values()
        for operation in ways.values()
        for status, response in operation["responses"].items()
    }


def asking(operation: Json) -> Iterator[str]:
    """Name, key, parameters and body."""
    yield operation["operationId"]
    if operation.get("security") == [{"key": []}]:
        yield "key"
    for each in operation.get("parameters", ()):
        needed = "!" if each["required"] else ""
        yield f"{each['in']} {each['name']}{needed}: {kind(each['schema'])}"
    if body := operation.get("requestBody"):
        assert body["required"]
        yield f"body {kind(body['content']['application/json']['schema'])}"


def answers(responses: Json) -> Iterator[str]:
    """Statuses with what comes; those of errors have one shape."""
    for status, response in responses.items():
        told = [
            " ".join(filter(None, (media, kind(of["schema"]) if of else "")))
            for media, of in response["content"].items()
        ]
        yield status if told == ["application/json ErrorReply"] else f"{status} {', '.join(told)}"


def kind(schema: Json) -> str:
    default = f" = {schema['default']!r}" if "default" in schema else ""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2] + default
    if "anyOf" in schema:
        return " | ".join(map(kind, schema["anyOf"])) + default
    if "const" in schema:
        return repr(schema["const"])
    if "enum" in schema:
        return " | ".join(map(repr, schema["enum"])) + default
    told = str(schema.get("type"))
    if told == "array":
        told = f"list of {kind(schema['items'])}"
    if "additionalProperties" in schema:
        told = f"table of {kind(schema['additionalProperties'])}"
    bounds = [f"{bound} {schema[bound]}" for bound in BOUNDS.split() if bound in schema]
    return told + (f" ({', '.join(bounds)})" if bounds else "") + default
