"""The description at /openapi.json, asked as a stranger would ask it."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.http_server.conftest import kept_files
from tests.http_server.tone_engine import ToneEngine
from wyoming_kokoro.http_server import HttpOptions, HttpServer, create_app

_CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    """The description of a server that runs in a thread of its own, as schemathesis asks without a
    loop.
    """
    ready, ending = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []
    folder = tmp_path_factory.mktemp("kept")
    options = HttpOptions(max_input_chars=60, **kept_files(folder))
    server = HttpServer(create_app(ToneEngine(), options), "127.0.0.1", 0)

    async def run() -> None:
        await server.start()
        loops.append(asyncio.get_running_loop())
        ready.set()
        await ending.wait()
        await server.stop(0)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    ready.wait(10)
    yield schemathesis.openapi.from_url(f"http://127.0.0.1:{server.port}/openapi.json")
    loops[0].call_soon_threadsafe(ending.set)
    thread.join(10)


@pytest.mark.parametrize("examples", [10, pytest.param(40, marks=pytest.mark.long)])
@pytest.mark.parametrize("mode", GenerationMode)
def test_whatever_is_sent_the_answer_is_as_described(
    described: schemathesis.BaseSchema, mode: GenerationMode, examples: int
) -> None:
    operations = [result.ok() for result in described.get_all_operations()]
    assert len(operations) == 21
    for operation in operations:

        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=_CHECKS)

        try:
            ask()
        except Unsatisfiable:
            # What has no parameters cannot be asked wrongly.
            assert mode is GenerationMode.NEGATIVE
